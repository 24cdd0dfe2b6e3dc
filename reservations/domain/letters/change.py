"""The letter about a change: what is booked now, and what was until now."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hotelpms.kit.dates import format_day, format_span
from hotelpms.kit.languages import speaking
from hotelpms.kit.money import Money, format_money
from messaging.domain.outbox import outbox
from messaging.enums import WAITING_STATES, MessageKind, MessageState
from messaging.models import Message
from reservations.domain.letters.confirmation import (
    good_until,
    queue_confirmation,
    renew_confirmation,
)
from reservations.domain.letters.to_booker import letter_about, load
from reservations.domain.letters.wording import total_of
from reservations.models import Reservation, Stay

# The booker has it, or may have it.
REACHED = (MessageState.SENT, MessageState.SENDING, MessageState.STUCK)
OLD = ("OLD_ARRIVAL", "OLD_DEPARTURE", "OLD_TOTAL", "OLD_TEXT")


@dataclass(frozen=True)
class Before:
    """The dates of a stay before its change, and the price of the whole reservation then."""

    arrival: datetime.date
    departure: datetime.date
    total: Decimal


def before(stay: Stay) -> Before:
    """Return what is booked now, to be told after the change. Two queries."""
    _reservation, stays = load(stay.reservation_id)
    return Before(stay.arrival, stay.departure, total_of(stays))


def tell_change(*, reservation_id: int, before: Before, now: datetime.datetime) -> None:
    """Queue the letter about a change to the booker, with the old dates and the old price.

    Who has no confirmation yet gets it instead, with what is booked now. A letter about a former
    change that still waits is replaced, and this one tells what was before both.
    """
    told = Message.objects.filter(reason_type="reservation", reason_id=reservation_id)
    letters = told.filter(kind__in=[MessageKind.CONFIRMATION, MessageKind.CHANGED])
    if not letters.filter(state__in=REACHED).exists():
        queue_confirmation(reservation_id=reservation_id, now=now)
        return
    reservation, stays = load(reservation_id)
    _queue(reservation, stays, _waiting_words(told) or _words(reservation, before), now)


def renew_letters(*, reservation_id: int, now: datetime.datetime) -> None:
    """Let what still waits about a reservation say what is booked now; send nothing new.

    For every change that makes it untrue: the confirmation, or the letter about a change.
    """
    renew_confirmation(reservation_id=reservation_id, now=now)
    told = Message.objects.filter(reason_type="reservation", reason_id=reservation_id)
    words = _waiting_words(told)
    if words:
        reservation, stays = load(reservation_id)
        _queue(reservation, stays, words, now)


def _queue(
    reservation: Reservation, stays: Sequence[Stay], words: dict[str, str], now: datetime.datetime
) -> None:
    outbox.cancel_about(
        ("reservation", reservation.pk),
        why=_("A later letter about the change replaces this one."),
        now=now,
        kinds=[MessageKind.CHANGED],
    )
    until = good_until(reservation, stays)
    letter = letter_about(reservation, stays, MessageKind.CHANGED, now, until)
    with speaking(reservation.language, reservation.hotel.country):
        line = (_("Until now"), words["OLD_TEXT"])
    letter = replace(letter, context=letter.context | words, facts=(*letter.facts, line))
    outbox.queue(letter=letter, now=now)


def _waiting_words(told: QuerySet[Message]) -> dict[str, str]:
    waiting = told.filter(kind=MessageKind.CHANGED, state__in=WAITING_STATES).first()
    return {name: waiting.context[name] for name in OLD} if waiting else {}


def _words(reservation: Reservation, before: Before) -> dict[str, str]:
    language = reservation.language
    total = format_money(Money(before.total, reservation.currency), language)
    with speaking(language, reservation.hotel.country):
        return {
            "OLD_ARRIVAL": format_day(before.arrival, "long"),
            "OLD_DEPARTURE": format_day(before.departure, "long"),
            "OLD_TOTAL": total,
            "OLD_TEXT": f"{format_span(before.arrival, before.departure)}, {total}",
        }
