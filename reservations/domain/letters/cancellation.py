"""The notice to the booker that the reservation is cancelled."""

import datetime
from dataclasses import replace

from django.utils.translation import gettext as _

from hotelpms.kit.languages import speaking
from hotelpms.kit.money import Money, format_money
from messaging.domain.outbox import outbox
from messaging.domain.outbox.outbox import Letter
from messaging.enums import MessageKind
from messaging.models import Message
from reservations.domain.letters.to_booker import letter_about, load
from reservations.models import Reservation

# A cancellation that could not be sent for a week tells nothing new any more.
CANCELLATION_IS_NEWS = datetime.timedelta(days=7)


def queue_cancellation(*, reservation_id: int, now: datetime.datetime) -> Message:
    """Queue the notice to the booker that the reservation is cancelled."""
    reservation, stays = load(reservation_id)
    letter = letter_about(
        reservation, stays, MessageKind.CANCELLATION, now, now + CANCELLATION_IS_NEWS
    )
    return outbox.queue(letter=_with_fee(letter, reservation), now=now)


def _with_fee(letter: Letter, reservation: Reservation) -> Letter:
    """Put the fee in the place of the total: nights given up cost nothing any more."""
    facts = letter.facts[:-1]
    if not reservation.cancel_fee:
        return replace(letter, facts=facts)
    language = reservation.language
    fee = format_money(Money(reservation.cancel_fee, reservation.currency), language)
    with speaking(language, reservation.hotel.country):
        line = (_("Cancellation fee"), fee)
    return replace(letter, facts=(*facts, line), context=letter.context | {"FEE": fee})
