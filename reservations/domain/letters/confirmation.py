"""The confirmation of a booking to its booker: sent, kept true while it waits, sent again."""

import datetime
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import Money, format_money
from messaging.domain.outbox import corrections, outbox
from messaging.enums import WAITING_STATES, MessageKind
from messaging.models import Message
from reservations.domain.letters.to_booker import facts_of, letter_about, load
from reservations.domain.letters.wording import total_of
from reservations.enums import ReservationState
from reservations.models import Reservation, Stay


class ReservationCancelled(Refused):
    """What is cancelled is not confirmed again."""

    def __init__(self) -> None:
        super().__init__(_("This reservation is cancelled."))


def queue_confirmation(*, reservation_id: int, now: datetime.datetime) -> Message:
    """Queue the confirmation to the booker; one that still waits is replaced by this one.

    After a change the confirmation is a new occasion, so it is sent again.
    """
    reservation, stays = load(reservation_id)
    outbox.cancel_about(
        ("reservation", reservation.pk),
        why=_("A later confirmation replaces this one."),
        now=now,
        kinds=[MessageKind.CONFIRMATION],
    )
    until = good_until(reservation, stays)
    letter = letter_about(reservation, stays, MessageKind.CONFIRMATION, now, until)
    return outbox.queue(letter=letter, now=now)


def good_until(reservation: Reservation, stays: Sequence[Stay]) -> datetime.datetime:
    """Return the moment from which a letter about what is booked tells nothing any more."""
    last_day = max(stay.departure for stay in stays)
    return datetime.datetime.combine(
        last_day, datetime.time(23, 59), ZoneInfo(reservation.hotel.zone)
    )


def renew_confirmation(*, reservation_id: int, now: datetime.datetime) -> None:
    """Let a confirmation that still waits say what is booked now; without one, send none.

    For every change that makes it untrue. One query when none waits.
    """
    waiting = Message.objects.filter(
        reason_type="reservation",
        reason_id=reservation_id,
        kind=MessageKind.CONFIRMATION,
        state__in=WAITING_STATES,
    )
    if waiting.exists():
        queue_confirmation(reservation_id=reservation_id, now=now)


def is_still_true(message: Message) -> bool:
    """Tell whether a letter about a reservation says what is booked now."""
    if message.reason_id is None:
        return False
    reservation, stays = load(message.reason_id)
    if reservation.state == ReservationState.CANCELLED:
        return False
    total = format_money(Money(total_of(stays), reservation.currency), message.language)
    facts = [list(line) for line in facts_of(stays, total, message.language)]
    # A letter about a change says below them what was before.
    return message.facts[: len(facts)] == facts


def refuse_cancelled(message: Message) -> None:
    """Raise ReservationCancelled for a confirmation of what is not booked any more."""
    if message.reason_type != "reservation" or message.reason_id is None:
        return
    cancelled = Reservation.objects.filter(pk=message.reason_id, state=ReservationState.CANCELLED)
    if cancelled.exists():
        raise ReservationCancelled


@transaction.atomic
def send_confirmation_again(
    *, reservation_id: int, actor: Actor, now: datetime.datetime
) -> Message:
    """Queue the confirmation once more, with what is booked now, to the booker's present address.

    Raises NotResendable, ReservationCancelled.
    """
    message = queue_confirmation(reservation_id=reservation_id, now=now)
    refuse_cancelled(message)
    if message.created_at != now:
        # Nothing has changed since this occasion was sent: it needs a message of its own.
        message = corrections.resend(message_id=message.pk, actor=actor, now=now, to_card=True)
    reservation = Reservation.objects.get(pk=reservation_id)
    audit.record(
        hotel_id=reservation.hotel_id,
        actor=actor,
        action="reservation.confirmation_sent_again",
        subject=reservation,
        at=now,
        data={"message": message.pk},
    )
    return message
