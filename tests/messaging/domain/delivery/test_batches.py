"""Whose turn it is, for how long, and what a worker that died leaves behind."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hotelpms.hotels.models import Hotel
from messaging.domain.delivery import batches
from messaging.domain.delivery.batches import Swept
from messaging.domain.outbox import outbox
from messaging.enums import DeliveryEventKind, Lane, MessageKind, MessageState
from messaging.models import DeliveryEvent, Message, SenderAccount, Template
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import NOW, SenderAccountFactory, TemplateFactory, letter

pytestmark = pytest.mark.django_db

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def account() -> SenderAccount:
    return SenderAccountFactory()


def waiting(hotel: Hotel, **changes: Any) -> Message:
    if not Template.objects.filter(hotel=hotel).exists():
        TemplateFactory(hotel=hotel)
    number = Message.objects.count()
    message = outbox.queue(letter=letter(hotel, f"c:{number}"), now=NOW)
    assert message is not None
    Message.objects.filter(pk=message.pk).update(**changes)
    message.refresh_from_db()
    return message


def take(account: SenderAccount, at: datetime = NOW, **options: Any) -> batches.Batch:
    batch = batches.take(account=account, now=at, **options)
    assert batch is not None
    return batch


# --- whose turn it is --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "is_due"),
    [
        ({}, True),
        ({"state": MessageState.DEFERRED}, True),
        ({"state": MessageState.CANCELLED}, False),
        ({"state": MessageState.STUCK}, False),
        ({"due_at": NOW}, True),
        ({"due_at": NOW + SECOND}, False),
        ({"expires_at": NOW + SECOND}, True),
        ({"expires_at": NOW}, False),
    ],
)
def test_due_is_what_waits_has_its_time_and_is_still_useful(
    account: SenderAccount, changes: dict[str, Any], is_due: bool
) -> None:
    message = waiting(account.hotel, **changes)

    assert (message in batches.due_of(account.hotel_id, NOW)) is is_due
    assert (batches.take(account=account, now=NOW) is not None) is is_due


def test_a_batch_is_of_one_hotel(account: SenderAccount) -> None:
    waiting(HotelFactory())

    assert batches.take(account=account, now=NOW) is None


def test_urgent_lanes_go_first_then_what_has_waited_longest(account: SenderAccount) -> None:
    bulk = waiting(account.hotel, lane=Lane.BULK, due_at=NOW - HOUR)
    late = waiting(account.hotel, due_at=NOW)
    early = waiting(account.hotel, due_at=NOW - MINUTE)

    assert take(account, size=1).messages == [early]
    assert take(account).messages == [late, bulk]


def test_a_batch_is_leased_for_some_seconds(account: SenderAccount) -> None:
    message = waiting(account.hotel)

    batch = take(account)

    message.refresh_from_db()

    assert batch.lease.until == NOW + 3 * SECOND
    assert (message.state, message.account) == (MessageState.SENDING, account)
    assert (message.lease_token, message.leased_until) == (batch.lease.token, batch.lease.until)


def test_a_mail_that_cannot_wait_is_leased_for_a_minute_too(account: SenderAccount) -> None:
    message = waiting(account.hotel)

    lease = batches.take_one(message=message, account=account, now=NOW)

    message.refresh_from_db()

    assert lease.until == NOW + MINUTE
    assert (message.state, message.account) == (MessageState.SENDING, account)
    assert (message.lease_token, message.leased_until) == (lease.token, lease.until)


# --- the limit of an account -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("earlier", "left"),
    [
        ({"state": MessageState.SENDING}, 2),
        ({"state": MessageState.SENT, "sent_at": NOW - 59 * SECOND}, 2),
        ({"state": MessageState.SENT, "sent_at": NOW - MINUTE}, 3),
        ({"state": MessageState.FAILED}, 3),
    ],
)
def test_what_an_account_began_in_the_last_minute_counts_against_its_limit(
    account: SenderAccount, earlier: dict[str, Any], left: int
) -> None:
    SenderAccount.objects.update(rate_per_minute=3)
    account.refresh_from_db()
    waiting(account.hotel, account=account, **earlier)
    for _ in range(4):
        waiting(account.hotel)

    assert len(take(account).messages) == left


def test_what_another_account_sends_does_not_count(account: SenderAccount) -> None:
    SenderAccount.objects.update(rate_per_minute=1)
    account.refresh_from_db()
    other = SenderAccountFactory(hotel=account.hotel, is_default=False)
    waiting(account.hotel, account=other, state=MessageState.SENDING)
    waiting(account.hotel)

    assert len(take(account).messages) == 1


def test_an_account_at_its_limit_takes_nothing(account: SenderAccount) -> None:
    SenderAccount.objects.update(rate_per_minute=1)
    account.refresh_from_db()
    for _ in range(2):
        waiting(account.hotel, account=account, state=MessageState.SENDING)
    waiting(account.hotel)

    assert batches.take(account=account, now=NOW) is None


# --- while it sends ----------------------------------------------------------------------------


def test_the_message_in_hand_is_held_for_a_minute_and_no_other(account: SenderAccount) -> None:
    message, other = waiting(account.hotel), waiting(account.hotel)
    lease = take(account).lease

    assert batches.keep(message, lease, NOW + SECOND) is True
    message.refresh_from_db()
    other.refresh_from_db()

    assert message.leased_until == NOW + SECOND + MINUTE
    assert other.leased_until == lease.until


def test_what_another_worker_has_meanwhile_is_neither_kept_nor_handed_over(
    account: SenderAccount,
) -> None:
    """B7: also what must arrive asks for its lease before the mail server gets it."""
    message = waiting(account.hotel)
    lease = take(account).lease
    batches.sweep(lease.until)
    take(account, at=lease.until)

    assert batches.keep(message, lease, lease.until) is False
    assert batches.hand_over(message, lease, lease.until) is False


def test_only_what_is_being_sent_is_handed_over_and_taken_back(account: SenderAccount) -> None:
    message, other = waiting(account.hotel), waiting(account.hotel)
    lease = take(account).lease

    assert batches.hand_over(message, lease, NOW) is True

    handed_over = Message.objects.values_list("handed_over_at", flat=True).order_by("pk")

    assert list(handed_over) == [NOW, None]

    batches.hand_over(other, lease, NOW)
    batches.take_back(message, lease)

    assert list(handed_over.all()) == [None, NOW]


def test_a_lease_given_back_frees_its_own_messages_alone(account: SenderAccount) -> None:
    first, second = waiting(account.hotel), waiting(account.hotel)
    mine, theirs = take(account, size=1).lease, take(account, size=1).lease

    assert batches.release(mine) == 1

    first.refresh_from_db()
    second.refresh_from_db()

    assert (first.state, first.lease_token, first.leased_until) == (MessageState.QUEUED, "", None)
    assert (second.state, second.lease_token) == (MessageState.SENDING, theirs.token)


# --- what a dead worker leaves -----------------------------------------------------------------


def test_a_sweep_sorts_what_a_dead_worker_leaves(account: SenderAccount) -> None:
    begun = {"kind": MessageKind.PRE_STAY, "handed_over_at": NOW}
    first, second, must_arrive, not_begun, alive, late = (waiting(account.hotel) for _ in range(6))
    for message, changes in (
        (first, begun),
        (second, {"handed_over_at": NOW, "unknown_outcomes": 1}),
        (must_arrive, {"handed_over_at": NOW}),
        (not_begun, {"kind": MessageKind.PRE_STAY}),
        (alive, {**begun, "leased_until": NOW + 2 * MINUTE}),
    ):
        batches.take_one(message=message, account=account, now=NOW)
        Message.objects.filter(pk=message.pk).update(**changes)
    Message.objects.filter(pk=late.pk).update(expires_at=NOW + MINUTE)

    assert batches.sweep(NOW + MINUTE) == Swept(requeued=2, stuck=2, expired=1)

    assert list(
        Message.objects.order_by("pk").values_list("state", "why", "handed_over_at", "leased_until")
    ) == [
        ("stuck", "worker_lost", NOW, None),
        ("stuck", "worker_lost", NOW, None),
        ("queued", "", None, None),
        ("queued", "", None, None),
        ("sending", "", NOW, NOW + 2 * MINUTE),
        ("expired", "too_late", None, None),
    ]
    must_arrive.refresh_from_db()

    assert must_arrive.unknown_outcomes == 1

    events = DeliveryEvent.objects.order_by("message").values_list(
        "message", "kind", "at", "detail"
    )

    assert list(events) == [
        (message.pk, DeliveryEventKind.TRY_FAILED, NOW + MINUTE, "worker_lost")
        for message in (first, second)
    ]


def test_a_hotel_retires_its_own_letters_alone(account: SenderAccount) -> None:
    mine = waiting(account.hotel, expires_at=NOW)
    theirs = waiting(HotelFactory(), expires_at=NOW)
    sent = waiting(account.hotel, expires_at=NOW, state=MessageState.SENT, sent_at=NOW)

    assert batches.expire(NOW, account.hotel_id) == 1

    states = dict(Message.objects.values_list("pk", "state"))

    assert states == {mine.pk: "expired", theirs.pk: "queued", sent.pk: "sent"}
