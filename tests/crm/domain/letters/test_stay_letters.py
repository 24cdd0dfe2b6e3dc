from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cardex.models import Profile
from crm.domain.letters import day_setup, stay_letters
from crm.domain.letters.stay_letters import Queued
from crm.models import LetterDay
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from invoicing.domain.folios import postings
from messaging.domain.outbox import outbox
from messaging.domain.worker import dispatch
from messaging.enums import MessageKind, MessageState
from messaging.models import Message, Template
from reservations.domain.bookings import details
from reservations.enums import StayState
from reservations.models import Stay
from tests.crm.rows import NOW, TODAY, agree, day, give_text, hotel_with_texts, stay_row
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import BusinessDayFactory, HotelFactory
from tests.factories.invoicing import AT, CLERK, charge, guest_in_house, open_house, pay
from tests.factories.messaging import CaughtAccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotel() -> Hotel:
    return hotel_with_texts()


def set_days(pre: int = 3, post: int = 1, on_arrival: bool = False, active: bool = True) -> None:
    day_setup.save(
        pre_stay_days=pre,
        post_stay_days=post,
        sends_on_arrival_day=on_arrival,
        is_active=active,
        actor=SYSTEM,
        now=NOW,
    )


def run(hotel: Hotel, distance: int = 0) -> Queued:
    now = NOW + timedelta(days=distance)
    return stay_letters.queue_due(hotel=hotel, date=day(distance), now=now)


def stays_written_to(kind: MessageKind) -> set[int]:
    return set(Message.objects.filter(kind=kind).values_list("reason_id", flat=True))


@pytest.mark.parametrize(
    ("pre", "on_arrival", "reached"),
    [
        (3, False, {1, 2, 3}),
        (1, False, {1}),
        (0, False, {0}),
        (2, True, {0, 1, 2}),
        (0, True, {0}),
        (14, False, {1, 2, 3, 4, 14}),
    ],
)
def test_pre_stay_days_are_a_range(
    hotel: Hotel, pre: int, on_arrival: bool, reached: set[int]
) -> None:
    """S3-12."""
    set_days(pre=pre, on_arrival=on_arrival)
    stays = {at: stay_row(hotel, arrival=at, departure=at + 2) for at in (-1, 0, 1, 2, 3, 4, 14)}
    stays[15] = stay_row(hotel, arrival=15, departure=16)

    run(hotel)

    assert stays_written_to(MessageKind.PRE_STAY) == {stays[at].pk for at in reached}


def test_a_guest_gets_the_pre_stay_mail_once_in_the_range(hotel: Hotel) -> None:
    """S3-13."""
    stay_row(hotel, arrival=3, departure=5)

    sent = [run(hotel, distance).pre_stay for distance in (0, 1, 2, 3)]

    assert sent == [1, 0, 0, 0]


def test_a_last_minute_booking_still_gets_it(hotel: Hotel) -> None:
    """S3-14."""
    run(hotel)
    late = stay_row(hotel, arrival=2, departure=3)

    run(hotel, 1)

    assert stays_written_to(MessageKind.PRE_STAY) == {late.pk}


def test_moving_the_dates_does_not_send_again(hotel: Hotel) -> None:
    stay = stay_row(hotel, arrival=2, departure=3)
    run(hotel)
    Message.objects.update(state=MessageState.SENT, sent_at=NOW)
    Stay.objects.filter(pk=stay.pk).update(arrival=day(12), departure=day(14))

    assert run(hotel, 10).pre_stay == 0


def test_a_mail_cancelled_with_its_stay_is_free_for_a_reinstated_one(hotel: Hotel) -> None:
    stay = stay_row(hotel, arrival=2, departure=3)
    run(hotel)
    outbox.cancel_about(("stay", stay.pk), why="The stay was cancelled.", now=NOW)

    assert run(hotel, 1).pre_stay == 1


@pytest.mark.parametrize("state", [StayState.CANCELLED, StayState.NO_SHOW, StayState.DEPARTED])
def test_who_does_not_come_is_not_invited(hotel: Hotel, state: StayState) -> None:
    stay_row(hotel, arrival=1, departure=2, state=state)
    stay_row(hotel, arrival=0, departure=2, state=state)

    assert run(hotel) == Queued()


def test_what_is_not_confirmed_is_not_invited(hotel: Hotel) -> None:
    stay_row(hotel, arrival=1, departure=2, reservation_state="option")
    stay_row(hotel, arrival=0, departure=2, reservation_state="option")

    assert run(hotel) == Queued()


def test_arrival_and_departure_mails_go_to_those_who_enter_and_leave_today(hotel: Hotel) -> None:
    coming = stay_row(hotel, arrival=0, departure=2)
    came = stay_row(hotel, arrival=0, departure=2, state=StayState.IN_HOUSE)
    leaving = stay_row(hotel, arrival=-2, departure=0, state=StayState.IN_HOUSE)
    left = stay_row(hotel, arrival=-2, departure=0, state=StayState.DEPARTED)
    stay_row(hotel, arrival=-2, departure=1, state=StayState.IN_HOUSE)

    assert run(hotel) == Queued(arrival=2, departure=2)

    assert stays_written_to(MessageKind.ARRIVAL) == {coming.pk, came.pk}
    assert stays_written_to(MessageKind.DEPARTURE) == {leaving.pk, left.pk}


def test_a_day_use_gets_no_arrival_and_departure_mail(hotel: Hotel) -> None:
    stay_row(hotel, arrival=0, departure=0, state=StayState.IN_HOUSE)

    assert run(hotel) == Queued()


@pytest.mark.parametrize(("post", "reached"), [(1, -1), (3, -3), (14, -14)])
def test_post_stay_is_the_exact_day(hotel: Hotel, post: int, reached: int) -> None:
    """S3-15."""
    set_days(post=post)
    stays = {
        at: stay_row(hotel, arrival=at - 2, departure=at, state=StayState.DEPARTED)
        for at in (0, -1, -2, -3, -4, -14, -15)
    }

    run(hotel)

    assert stays_written_to(MessageKind.POST_STAY) == {stays[reached].pk}


def test_post_stay_nought_reaches_those_who_are_due_out_today(hotel: Hotel) -> None:
    """S3-07."""
    set_days(post=0)
    due_out = stay_row(hotel, arrival=-2, departure=0, state=StayState.IN_HOUSE)
    stay_row(hotel, arrival=-2, departure=-1, state=StayState.IN_HOUSE)

    run(hotel)

    assert stays_written_to(MessageKind.POST_STAY) == {due_out.pk}


def test_missed_days_are_made_up_for(hotel: Hotel) -> None:
    """S3-15."""
    run(hotel, -4)
    for at in (-6, -4, -3, -2, -1):
        stay_row(hotel, arrival=at - 2, departure=at, state=StayState.DEPARTED)

    assert run(hotel).post_stay == 4


def test_a_long_silence_is_made_up_for_by_fourteen_days_only(hotel: Hotel) -> None:
    LetterDay.objects.create(hotel=hotel, done_for=day(-200))
    stay_row(hotel, arrival=-30, departure=-16, state=StayState.DEPARTED)
    recent = stay_row(hotel, arrival=-20, departure=-15, state=StayState.DEPARTED)

    run(hotel)

    assert stays_written_to(MessageKind.POST_STAY) == {recent.pk}


def test_running_twice_queues_once(hotel: Hotel) -> None:
    stay_row(hotel, arrival=1, departure=2)
    stay_row(hotel, arrival=0, departure=2)
    stay_row(hotel, arrival=-2, departure=0, state=StayState.IN_HOUSE)
    stay_row(hotel, arrival=-2, departure=-1, state=StayState.DEPARTED)

    assert run(hotel) == Queued(pre_stay=1, arrival=1, departure=1, post_stay=1)
    assert run(hotel) == Queued()
    assert LetterDay.objects.get().done_for == TODAY


def test_an_earlier_date_does_not_turn_the_marker_back(hotel: Hotel) -> None:
    run(hotel)
    run(hotel, -2)

    assert LetterDay.objects.get().done_for == TODAY


def test_post_stay_needs_consent_and_the_row_says_so(hotel: Hotel) -> None:
    willing, unwilling = ProfileFactory(), ProfileFactory()
    agree(willing)
    for guest in (willing, unwilling):
        stay_row(hotel, arrival=-3, departure=-1, state=StayState.DEPARTED, guest=guest)

    run(hotel)

    states = dict(Message.objects.values_list("profile_id", "state"))

    assert states == {willing.pk: MessageState.QUEUED, unwilling.pk: MessageState.WITHHELD}
    assert Message.objects.get(profile=unwilling).why == "no_consent"


def test_a_guest_whose_address_comes_later_still_gets_the_pre_stay_mail(hotel: Hotel) -> None:
    guest = ProfileFactory(email="")
    stay_row(hotel, arrival=3, departure=5, guest=guest)

    assert run(hotel).pre_stay == 0

    Profile.objects.filter(pk=guest.pk).update(email="ana@example.com")

    assert run(hotel, 1).pre_stay == 1


def test_back_to_back_stays_are_one_visit(hotel: Hotel) -> None:
    guest = ProfileFactory()
    agree(guest)
    first = stay_row(hotel, arrival=1, departure=3, guest=guest)
    second = stay_row(hotel, arrival=3, departure=5, guest=guest)

    for distance in range(7):
        if distance == 1:
            Stay.objects.filter(pk=first.pk).update(room=None, state=StayState.BOOKED)
        if distance == 3:
            Stay.objects.filter(pk=first.pk).update(state=StayState.DEPARTED)
        if distance == 5:
            Stay.objects.filter(pk=second.pk).update(state=StayState.DEPARTED)
        run(hotel, distance)

    assert stays_written_to(MessageKind.PRE_STAY) == {first.pk}
    assert stays_written_to(MessageKind.ARRIVAL) == {first.pk}
    assert stays_written_to(MessageKind.DEPARTURE) == {second.pk}
    assert stays_written_to(MessageKind.POST_STAY) == {second.pk}


def test_a_guest_with_two_rooms_gets_one_mail(hotel: Hotel) -> None:
    guest = ProfileFactory()
    first = stay_row(hotel, arrival=1, departure=3, guest=guest)
    stay_row(hotel, arrival=1, departure=3, guest=guest)

    run(hotel)

    assert stays_written_to(MessageKind.PRE_STAY) == {first.pk}


def test_an_inactive_setup_stops_the_timed_mails_and_no_others(hotel: Hotel) -> None:
    """S3-05."""
    set_days(active=False)
    stay_row(hotel, arrival=1, departure=2)
    stay_row(hotel, arrival=0, departure=2)
    stay_row(hotel, arrival=-2, departure=-1, state=StayState.DEPARTED)

    assert run(hotel) == Queued(arrival=1)


def test_a_text_switched_off_stops_its_kind(hotel: Hotel) -> None:
    Template.objects.filter(kind=MessageKind.ARRIVAL).update(is_active=False)
    stay_row(hotel, arrival=0, departure=2)

    assert run(hotel) == Queued()
    assert Message.objects.count() == 0


def test_another_hotel_is_left_alone(hotel: Hotel) -> None:
    stay_row(hotel_with_texts(), arrival=1, departure=2)

    assert run(hotel) == Queued()


def test_only_the_hotel_that_ran_is_noted_as_done(hotel: Hotel) -> None:
    other = LetterDay.objects.create(hotel=HotelFactory(), done_for=day(-1))

    run(hotel)

    other.refresh_from_db()

    assert other.done_for == day(-1)


def test_a_hotel_writes_for_its_own_open_day_alone(hotel: Hotel) -> None:
    other = hotel_with_texts()
    for each in (other, hotel):
        BusinessDayFactory(hotel=each, date=TODAY)
        stay_row(each, arrival=0, departure=2)

    assert stay_letters.queue_open_day(hotel_id=other.pk, now=NOW) == Queued(arrival=1)
    assert set(Message.objects.values_list("hotel", flat=True)) == {other.pk}


def test_a_closed_day_is_not_due(hotel: Hotel) -> None:
    BusinessDayFactory(hotel=hotel, date=day(-1), state="closed", closed_at=NOW)
    BusinessDayFactory(hotel=hotel, date=TODAY)

    assert stay_letters.due(NOW) == [(hotel, TODAY)]


def test_a_kind_is_on_when_the_hotel_itself_has_an_active_text_for_it() -> None:
    hotel_with_texts()
    hotel = HotelFactory()
    give_text(hotel, MessageKind.CONFIRMATION)
    give_text(hotel, MessageKind.POST_STAY)
    Template.objects.filter(pk=give_text(hotel, MessageKind.ARRIVAL).pk).update(is_active=False)
    Template.objects.create(hotel=hotel, kind=MessageKind.DEPARTURE, language="en")

    assert stay_letters.kinds_with_text(hotel) == {MessageKind.POST_STAY}


def test_the_letter_says_what_the_stay_is(hotel: Hotel) -> None:
    guest = ProfileFactory(first_name="Ana", last_name="Ruiz", email="ana@example.com")
    stay = stay_row(hotel, arrival=2, departure=5, guest=guest)

    run(hotel)

    message = Message.objects.get()

    assert message.dedupe_key == f"pre_stay:{stay.pk}:{guest.pk}"
    assert (message.reason_type, message.reason_id) == ("stay", stay.pk)
    assert (message.to_address, message.to_name) == ("ana@example.com", "Ana Ruiz")
    assert message.context["NAME"] == "Ana"
    assert message.context["ARRIVAL"] == "12 May 2027"
    assert message.context["NIGHTS"] == "3"
    assert message.due_at == NOW
    assert message.expires_at == datetime(2027, 5, 12, 21, 59, tzinfo=UTC)


def test_a_letter_is_useful_until_the_evening_of_its_day_and_the_thanks_for_two_weeks(
    hotel: Hotel,
) -> None:
    stay_row(hotel, arrival=0, departure=2)
    stay_row(hotel, arrival=-2, departure=0, state=StayState.IN_HOUSE)
    stay_row(hotel, arrival=-3, departure=-1, state=StayState.DEPARTED)

    run(hotel)

    evening = datetime(2027, 5, 10, 21, 59, tzinfo=UTC)
    assert dict(Message.objects.values_list("kind", "expires_at")) == {
        MessageKind.ARRIVAL: evening,
        MessageKind.DEPARTURE: evening,
        MessageKind.POST_STAY: NOW + timedelta(days=14),
    }


def test_after_an_outage_the_letters_of_a_past_day_do_not_leave(hotel: Hotel) -> None:
    stay_row(hotel, arrival=0, departure=1)
    stay_row(hotel, arrival=1, departure=4)
    late = NOW + timedelta(days=2)
    CaughtAccountFactory(hotel=hotel)

    stay_letters.queue_due(hotel=hotel, date=TODAY, now=late)
    dispatch.run(now=lambda: late)

    assert set(Message.objects.values_list("kind", "state")) == {
        (MessageKind.ARRIVAL, MessageState.EXPIRED),
        (MessageKind.PRE_STAY, MessageState.EXPIRED),
    }


@pytest.mark.parametrize(
    ("region", "moment", "is_due"),
    [
        ("EU", datetime(2027, 5, 10, 5, 59, tzinfo=UTC), False),
        ("EU", datetime(2027, 5, 10, 6, 0, tzinfo=UTC), True),
        ("EU", datetime(2027, 5, 9, 22, 0, tzinfo=UTC), False),
        ("US", datetime(2027, 5, 10, 12, 59, tzinfo=UTC), False),
        ("US", datetime(2027, 5, 10, 13, 0, tzinfo=UTC), True),
        ("US", datetime(2027, 5, 12, 1, 0, tzinfo=UTC), True),
    ],
)
def test_a_hotel_is_due_when_the_hour_of_its_region_has_come(
    region: str, moment: datetime, is_due: bool
) -> None:
    """S3-16."""
    hotel = HotelFactory(send_region=region)
    BusinessDayFactory(hotel=hotel, date=TODAY)

    assert stay_letters.due(moment) == ([(hotel, TODAY)] if is_due else [])


def test_a_date_that_is_done_is_not_due_again_until_the_day_rolls(hotel: Hotel) -> None:
    open_day = BusinessDayFactory(hotel=hotel, date=TODAY)
    stay_letters.queue_open_day(hotel_id=hotel.pk, now=NOW)

    assert stay_letters.due(NOW + timedelta(days=3)) == []

    open_day.date = day(1)
    open_day.save()

    assert stay_letters.due(NOW + timedelta(days=1)) == [(hotel, day(1))]


def test_a_hotel_without_an_open_day_is_never_due(hotel: Hotel) -> None:
    assert stay_letters.due(NOW) == []
    assert stay_letters.queue_open_day(hotel_id=hotel.pk, now=NOW) == Queued()


def test_the_number_of_queries_does_not_grow_with_the_stays(hotel: Hotel) -> None:
    counts = []
    for distance, size in ((0, 1), (30, 3)):
        for _ in range(size):
            for arrival, departure, state in (
                (1, 2, StayState.BOOKED),
                (0, 2, StayState.BOOKED),
                (-2, 0, StayState.IN_HOUSE),
                (-2, -1, StayState.DEPARTED),
            ):
                stay_row(
                    hotel, arrival=distance + arrival, departure=distance + departure, state=state
                )
        run(hotel, distance - 1)
        Message.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            assert run(hotel, distance) == Queued(size, size, size, size)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 60


def test_a_stay_cancelled_while_the_run_goes_on_gets_no_letter(
    hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    stay = stay_row(hotel, arrival=1, departure=2)
    batch = stay_letters._queue_batch

    def after_the_cancellation(*args) -> Any:
        Stay.objects.filter(pk=stay.pk).update(state=StayState.CANCELLED)
        return batch(*args)

    monkeypatch.setattr(stay_letters, "_queue_batch", after_the_cancellation)

    assert run(hotel) == Queued()
    assert LetterDay.objects.get().done_for == TODAY


def test_who_leaves_is_told_what_is_still_open_on_the_own_bill() -> None:
    house = open_house()
    give_text(house.hotel, MessageKind.DEPARTURE)
    owing, folio = guest_in_house(house)
    settled, _empty = guest_in_house(house)
    other, company = guest_in_house(house)
    charge(house, folio, "40.00")
    pay(house, folio, "15.50")
    charge(house, company, "99.00")
    company.payer = ProfileFactory()
    company.save()

    stay_letters.queue_due(hotel=house.hotel, date=owing.departure, now=AT)

    words = {row.reason_id: row for row in Message.objects.filter(kind=MessageKind.DEPARTURE)}

    assert words[owing.pk].context["BALANCE"] == "€24.50"
    assert words[owing.pk].facts[-1] == ["Still open", "€24.50"]

    for stay in (settled, other):
        assert "BALANCE" not in words[stay.pk].context
        assert words[stay.pk].facts[-1][0] == "Board"


def test_a_letter_that_waits_demands_what_is_owed_when_it_leaves() -> None:
    house = open_house()
    give_text(house.hotel, MessageKind.DEPARTURE)
    stay, folio = guest_in_house(house)
    charged = charge(house, folio, "40.00")
    charge(house, folio, "10.00")
    stay_letters.queue_due(hotel=house.hotel, date=stay.departure, now=AT)

    def demanded() -> tuple[str, list[str]]:
        letter = Message.objects.get(kind=MessageKind.DEPARTURE)
        return letter.context["BALANCE"], letter.facts[-1]

    postings.reverse_charge(charge_id=charged.pk, reason="Not used", actor=CLERK, now=AT)

    assert demanded() == ("€10.00", ["Still open", "€10.00"])

    pay(house, folio, "4.00")

    assert demanded() == ("€6.00", ["Still open", "€6.00"])

    pay(house, folio, "6.00")
    words, last_line = demanded()

    assert (words, last_line[0]) == ("", "Board")


def test_a_letter_that_has_left_keeps_what_it_said() -> None:
    house = open_house()
    give_text(house.hotel, MessageKind.DEPARTURE)
    stay, folio = guest_in_house(house)
    charge(house, folio, "40.00")
    stay_letters.queue_due(hotel=house.hotel, date=stay.departure, now=AT)
    Message.objects.update(state=MessageState.SENT, sent_at=AT)

    pay(house, folio, "40.00")

    assert Message.objects.get(kind=MessageKind.DEPARTURE).context["BALANCE"] == "€40.00"


def replace_guest(stay: Stay) -> Profile:
    new = ProfileFactory()
    stay.refresh_from_db()
    details.name_guest(
        stay_id=stay.pk,
        guest_id=new.pk,
        adults=1,
        children=0,
        babies=0,
        version=stay.version,
        actor=SYSTEM,
        now=NOW,
    )
    return new


def test_letters_that_were_cancelled_for_a_replaced_guest_go_to_the_new_one(hotel: Hotel) -> None:
    BusinessDayFactory(hotel=hotel, date=TODAY)
    stay = stay_row(hotel, arrival=0, departure=2)
    run(hotel)
    letters = Message.objects.filter(kind=MessageKind.ARRIVAL, state=MessageState.QUEUED)

    for _time in range(2):
        new = replace_guest(stay)

        assert [row.to_address for row in letters.all()] == [new.email]


def test_a_new_guest_gets_no_letter_that_left_for_the_one_before_or_is_not_due_yet(
    hotel: Hotel,
) -> None:
    BusinessDayFactory(hotel=hotel, date=TODAY)
    sent = stay_row(hotel, arrival=0, departure=2)
    run(hotel)
    Message.objects.update(state=MessageState.SENT, sent_at=NOW)
    LetterDay.objects.update(done_for=day(-1))
    coming = stay_row(hotel, arrival=0, departure=2)
    count = Message.objects.count()

    replace_guest(sent)
    replace_guest(coming)

    assert Message.objects.count() == count
