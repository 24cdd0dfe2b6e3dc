"""The same deed for several stays of a reservation: each by the verb for one, one after the other.

Each stay has a transaction of its own, so locks are taken in their order. What the rules refuse is
said for that stay, and the others are done.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext_lazy as _

from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from reservations.domain.bill.fees import cancellation_fee
from reservations.domain.bookings import cancellations, changes
from reservations.domain.front_desk import arrivals, guided_check_in
from reservations.domain.nights.guards import slot_of
from reservations.domain.rates.availability import free_rooms
from reservations.domain.rooms import assignment
from reservations.models import Room, Stay


class NoRoomFree(Refused):
    """No room of the stay's type is free for all its nights."""

    def __init__(self, stay: Stay) -> None:
        super().__init__(
            _("No room of the type %(type)s is free for these dates.")
            % {"type": stay.room_type.name}
        )


@dataclass(frozen=True)
class Outcome:
    """What came of the deed for one stay; `refusal` says why nothing did, empty when it is done."""

    stay: Stay
    refusal: str = ""


def give_rooms(
    stays: Sequence[Stay], *, actor: Actor, now: datetime.datetime, business_date: datetime.date
) -> list[Outcome]:
    """Give each stay a free room of its type: a clean one if it arrives today, then by number."""

    def give(stay: Stay) -> None:
        room = _best_room(stay, business_date)
        if room is None:
            raise NoRoomFree(stay)
        assignment.assign(
            stay_id=stay.pk, room_id=room.pk, actor=actor, now=now, business_date=business_date
        )

    return [_outcome(stay, partial(give, stay)) for stay in stays]


def check_in(
    stays: Sequence[Stay], *, actor: Actor, now: datetime.datetime, business_date: datetime.date
) -> list[Outcome]:
    """Bring each guest into the room that was given; who has none or a dirty one has to wait."""

    def arrive(stay: Stay) -> None:
        arrivals.check_in(
            stay_id=stay.pk, room_id=None, actor=actor, now=now, business_date=business_date
        )

    return [_outcome(stay, partial(arrive, stay)) for stay in stays]


def change_dates(
    stays: Sequence[Stay],
    *,
    arrival: datetime.date,
    departure: datetime.date,
    keeps_room: bool,
    tells_booker: bool,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> list[Outcome]:
    """Let each stay have these dates; of who is in the house only the departure.

    A letter that waits is replaced by the next one, so the booker reads of all at once.
    """

    def change(stay: Stay) -> None:
        changes.change_dates(
            stay_id=stay.pk,
            arrival=stay.arrival if stay.checked_in_on else arrival,
            departure=departure,
            version=stay.version,
            keeps_room=keeps_room,
            tells_booker=tells_booker,
            actor=actor,
            now=now,
            business_date=business_date,
        )

    return [_outcome(stay, partial(change, stay)) for stay in stays]


def cancel(
    stays: Sequence[Stay],
    *,
    reason: str,
    charges_fee: bool,
    fee_reason: str,
    sends_letter: bool,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> list[Outcome]:
    """Cancel each stay; with the last live one the reservation is cancelled.

    Each owes the fee of the hotel's rule on its own folio; without the fee where the rule asks for
    one, a `fee_reason` is needed.
    """

    def end(stay: Stay) -> None:
        asked = fee_of(stay, business_date)
        cancellations.cancel_stay(
            stay_id=stay.pk,
            reason=reason,
            fee=asked if charges_fee and asked else None,
            fee_reason="" if charges_fee else fee_reason,
            sends_letter=sends_letter,
            actor=actor,
            now=now,
            business_date=business_date,
        )

    return [_outcome(stay, partial(end, stay)) for stay in stays]


def fee_of(stay: Stay, business_date: datetime.date) -> Decimal:
    """Return what cancelling the stay costs by the hotel's rule, in its reservation's currency."""
    return cancellation_fee(reservation=stay.reservation, stays=[stay], business_date=business_date)


def _outcome(stay: Stay, verb: Callable[[], object]) -> Outcome:
    try:
        verb()
    except Refused as refused:
        return Outcome(stay, str(refused.message))
    return Outcome(stay)


def _best_room(stay: Stay, business_date: datetime.date) -> Room | None:
    if stay.arrival <= business_date:
        choices = guided_check_in.room_choices(stay)
        return next((one.room for one in choices if one.is_own_type and not one.is_occupied), None)
    found = free_rooms(
        hotel_id=stay.hotel_id,
        room_type_id=stay.room_type_id,
        arrival=stay.arrival,
        departure=stay.departure,
        slot=slot_of(stay),
    )
    return next(iter(found), None)
