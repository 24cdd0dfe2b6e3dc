"""What the bell tells: one test a source, each with real rows."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import NightClosing
from hotelpms.desk.domain import notices
from hotelpms.desk.domain.notifications import Ask, Notifications, collect, mark_seen, seen_until
from hotelpms.desk.domain.pulse import beat_heard
from hotelpms.desk.models import NotificationsSeen
from hotelpms.desk.shell import address
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind, MessageState
from messaging.models import DeliveryEvent, Message
from reservations.domain.traces import traces
from tests.factories.cardex import SuppressionFactory
from tests.factories.hotels import DepartmentFactory, OpenHotelFactory, UserFactory
from tests.factories.invoicing import guest_in_house, open_house
from tests.factories.messaging import SenderAccountFactory, letter
from tests.factories.paylinks import paid_event, sent_link, take
from tests.factories.reservations import AT, TODAY

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def ask(hotel: Hotel, *, now: datetime = AT, business_date: date = TODAY) -> Ask:
    return Ask(hotel, business_date, now)


def told(
    source: Callable[..., Any], hotel: Hotel, **when: object
) -> list[Any] | list[tuple[str, datetime]]:
    return [(notice.text, notice.since) for notice in source(ask(hotel, **when))]


def closing(hotel: Hotel, state: ClosingState, **facts: object) -> NightClosing:
    return NightClosing.objects.create(
        hotel=hotel,
        business_date=TODAY,
        state=state,
        started_at=AT,
        started_by="Night",
        **facts,
    )


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (ClosingState.BLOCKED, "The closing of May 10, 2027 waits for a decision."),
        (ClosingState.FAILED, "The closing of May 10, 2027 was stopped by a fault."),
    ],
)
def test_a_closing_that_waits_or_failed_is_told_at_once(
    hotel: Hotel, state: ClosingState, text: str
) -> None:
    row = closing(hotel, state)

    (notice,) = notices.closings(ask(hotel))

    assert (notice.text, notice.since) == (text, AT)
    assert notice.url == f"/h/grand/closing/{row.pk}/"


def test_a_closing_that_runs_is_told_when_it_does_not_end(hotel: Hotel) -> None:
    closing(hotel, ClosingState.RUNNING)

    assert told(notices.closings, hotel, now=AT + 14 * MINUTE) == []
    assert told(notices.closings, hotel, now=AT + 15 * MINUTE) == [
        ("The closing of May 10, 2027 has not come to an end.", AT + 15 * MINUTE)
    ]


def test_reports_that_were_not_mailed_are_told(hotel: Hotel) -> None:
    closing(hotel, ClosingState.ROLLED, rolled_at=AT)

    assert told(notices.closings, hotel, now=AT + MINUTE) == []
    assert told(notices.closings, hotel, now=AT + HOUR) == [
        ("The reports of May 10, 2027 have not been mailed.", AT + 15 * MINUTE)
    ]


def test_a_closing_that_is_done_is_not_told(hotel: Hotel) -> None:
    closing(hotel, ClosingState.DONE, rolled_at=AT, done_at=AT)

    assert told(notices.closings, hotel, now=AT + DAY) == []


def test_the_business_date_is_told_to_be_behind_only_after_the_closing_hour(hotel: Hotel) -> None:
    closing_hour = AT.replace(hour=1) + DAY  # 3 o'clock in Prague

    assert told(notices.behind_calendar, hotel, now=closing_hour - MINUTE) == []
    assert told(notices.behind_calendar, hotel, now=closing_hour + HOUR) == [
        ("The business date is a day behind the calendar. Close the day.", closing_hour)
    ]


def test_several_days_behind_are_counted(hotel: Hotel) -> None:
    ((text, _since),) = told(notices.behind_calendar, hotel, now=AT + 3 * DAY)

    assert text == "The business date is 3 days behind the calendar and waits for you to close."


def test_a_guest_who_should_have_left_is_told_from_the_hour_of_check_out_on() -> None:
    house = open_house()
    stay, _folio = guest_in_house(house, nights=1)
    eleven = AT.replace(hour=9) + DAY  # 11 o'clock in Prague
    tomorrow = TODAY + DAY

    asked = {"business_date": tomorrow}

    assert told(notices.late_departures, house.hotel, now=eleven - MINUTE, **asked) == []
    assert told(notices.late_departures, house.hotel, now=eleven, **asked) == [
        (f"{stay.guest.full_name} in room {stay.room} should have left.", eleven)
    ]


def test_money_that_could_not_be_applied_is_told() -> None:
    sent = sent_link()
    receipt = take(sent, paid_event(sent.begin(), amount=Decimal("1.00")))

    (notice,) = notices.unsolved_payments(ask(sent.house.hotel))

    assert notice.text == "An online payment of €1.00 has to be looked at."
    assert notice.url.endswith(f"/online-payments/{receipt.pk}/")


def test_a_link_is_told_when_it_expired_unpaid_and_not_when_it_was_paid() -> None:
    sent = sent_link()

    assert told(notices.expired_links, sent.house.hotel, now=AT + DAY - MINUTE) == []

    ((text, since),) = told(notices.expired_links, sent.house.hotel, now=AT + DAY)

    assert sent.invoice.full_number in text
    assert since == AT + DAY

    take(sent, paid_event(sent.begin()))

    assert told(notices.expired_links, sent.house.hotel, now=AT + DAY) == []


def failed_message(hotel: Hotel, **changes: object) -> Message:
    message = outbox.queue(letter=letter(hotel), now=AT)
    facts = {"state": MessageState.FAILED, **changes}
    Message.objects.filter(pk=message.pk).update(**facts)
    message.refresh_from_db()
    return message


def test_a_failed_mail_is_told_from_its_last_try_on(hotel: Hotel) -> None:
    message = failed_message(hotel)
    DeliveryEvent.objects.create(message=message, kind="try_failed", at=AT + HOUR)

    assert told(notices.failed_messages, hotel, now=AT + HOUR) == [
        ("Booking confirmation to Ana Ruiz was not sent.", AT + HOUR)
    ]


def test_a_mail_whose_outcome_is_unknown_is_told(hotel: Hotel) -> None:
    failed_message(hotel, state=MessageState.STUCK)

    ((text, _since),) = told(notices.failed_messages, hotel)

    assert text == "Booking confirmation to Ana Ruiz: nobody knows whether it arrived."


def test_a_mail_that_was_sent_again_or_failed_long_ago_is_not_told(hotel: Hotel) -> None:
    message = failed_message(hotel)

    assert told(notices.failed_messages, hotel, now=AT + 15 * DAY) == []

    again = outbox.queue(letter=letter(hotel, "confirmation:again"), now=AT)
    Message.objects.filter(pk=again.pk).update(resend_of=message, state=MessageState.QUEUED)

    assert told(notices.failed_messages, hotel) == []


@pytest.mark.parametrize(
    ("why", "is_told"),
    [
        ("document_awaited|", True),
        ("not_printed|No space left on device", True),
        ("try_later", False),
    ],
)
def test_a_mail_that_waits_for_its_document_is_told(hotel: Hotel, why: str, is_told: bool) -> None:
    failed_message(hotel, state=MessageState.DEFERRED, why=why)

    texts = [text for text, _since in told(notices.failed_messages, hotel)]

    assert texts == ["Booking confirmation to Ana Ruiz waits for its document."] * is_told


def test_a_bill_that_the_block_list_held_back_is_told_and_an_offer_is_not(hotel: Hotel) -> None:
    SuppressionFactory(address="ana@example.com")
    outbox.queue(letter=letter(hotel, "c", due_at=AT), now=AT)
    outbox.queue(letter=letter(hotel, "p", kind=MessageKind.POST_STAY, due_at=AT), now=AT)

    assert told(notices.failed_messages, hotel) == [
        ("Booking confirmation to Ana Ruiz was held back: the address is blocked.", AT)
    ]


def test_an_account_that_needs_a_person_is_told_at_once(hotel: Hotel) -> None:
    SenderAccountFactory(
        hotel=hotel, name="Front", failing_since=AT, failure="login_refused|535 5.7.8 Bad"
    )

    assert told(notices.failing_accounts, hotel) == [
        ("No mail leaves through “Front”. The mail server refused user or password.", AT)
    ]


def test_an_account_whose_server_is_away_is_told_after_a_while(hotel: Hotel) -> None:
    SenderAccountFactory(hotel=hotel, name="Front", failing_since=AT, failure="timed_out")

    assert told(notices.failing_accounts, hotel, now=AT + 14 * MINUTE) == []
    assert len(told(notices.failing_accounts, hotel, now=AT + 15 * MINUTE)) == 1


def test_a_worker_that_fell_silent_is_told(hotel: Hotel) -> None:
    beat_heard(now=AT)

    assert told(notices.silent_worker, hotel, now=AT + 2 * MINUTE) == []
    assert told(notices.silent_worker, hotel, now=AT + 3 * MINUTE) == [
        ("Work in the background stands still: mails and reports wait.", AT + 3 * MINUTE)
    ]


def test_a_trace_whose_date_has_passed_is_told(hotel: Hotel) -> None:
    spa = DepartmentFactory(hotel=hotel, code="spa", name="Spa")
    traces.add(
        hotel=hotel,
        department_id=spa.pk,
        due_date=TODAY,
        text="Warm the stones",
        actor=Actor(None, "Ada"),
        now=AT,
        business_date=TODAY,
    )

    assert told(notices.overdue_traces, hotel) == []

    ((text, since),) = told(notices.overdue_traces, hotel, business_date=TODAY + DAY)

    assert text == "Spa: Warm the stones"
    assert since == AT.replace(hour=22)  # midnight in Prague


# --- what a person has seen ---------------------------------------------------------------------


def collected(
    hotel: Hotel,
    *,
    rights: frozenset[Right] | set[str] = frozenset(Right),
    seen: datetime | None = None,
    now: datetime = AT,
) -> Notifications:
    return collect(
        notices.SOURCES, ask=ask(hotel, now=now), rights=rights, seen=seen, address=address
    )


def test_only_sources_within_the_rights_are_asked(hotel: Hotel) -> None:
    closing(hotel, ClosingState.BLOCKED)
    failed_message(hotel)

    found = collected(hotel, rights={"messaging.view"})

    assert [str(group.title) for group in found.groups] == ["Failed messages"]


def test_another_hotel_tells_nothing(hotel: Hotel) -> None:
    closing(hotel, ClosingState.BLOCKED)
    failed_message(hotel)

    assert collected(OpenHotelFactory(code="other")).groups == []


def test_what_was_seen_stays_in_the_list_and_counts_no_more(hotel: Hotel) -> None:
    person = UserFactory()
    closing(hotel, ClosingState.BLOCKED)
    mark_seen(user=person, hotel=hotel, until=AT)

    found = collected(hotel, seen=seen_until(user=person, hotel=hotel))

    assert (found.count, found.new_count) == (1, 0)


def test_something_new_counts_again(hotel: Hotel) -> None:
    person = UserFactory()
    mark_seen(user=person, hotel=hotel, until=AT)
    message = failed_message(hotel)
    DeliveryEvent.objects.create(message=message, kind="try_failed", at=AT + MINUTE)

    found = collected(hotel, seen=seen_until(user=person, hotel=hotel), now=AT + HOUR)

    assert found.new_count == 1


def test_seen_is_a_persons_own_at_one_hotel_and_never_goes_back(hotel: Hotel) -> None:
    ada, jan = UserFactory(), UserFactory()
    mark_seen(user=ada, hotel=hotel, until=AT)
    mark_seen(user=ada, hotel=hotel, until=AT - HOUR)

    assert seen_until(user=ada, hotel=hotel) == AT
    assert seen_until(user=jan, hotel=hotel) is None
    assert seen_until(user=ada, hotel=OpenHotelFactory(code="other")) is None
    assert NotificationsSeen.objects.count() == 1


def test_each_source_makes_one_query_at_the_most(
    hotel: Hotel, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for source in notices.SOURCES:
        with django_assert_max_num_queries(1):
            list(source.find(ask(hotel, now=AT + 3 * DAY)))
