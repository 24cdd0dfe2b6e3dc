"""Finding a stay to change it, and what every change refuses."""

import datetime
from collections.abc import Collection
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from hotelpms.kit.errors import Refused, StaleVersion
from hotelpms.kit.locks import locked
from reservations.domain.nights.type_nights import TypeDate, change_sold
from reservations.enums import Slot, StayState
from reservations.models import Reservation, RoomNight, Stay


class WrongState(Refused):
    """The stay is not in a state that allows the step."""

    def __init__(self, stay: Stay) -> None:
        super().__init__(
            _("This step is not possible: the stay %(code)s is in the state “%(state)s”.")
            % {"code": stay.reservation.code, "state": stay.get_state_display()}
        )


def lock_stay(stay_id: int) -> Stay:
    """Return the stay, locked until the transaction ends."""
    return locked(Stay.objects.filter(pk=stay_id)).get()


def lock_reservation_of_stay(stay_id: int) -> Reservation:
    """Return the reservation of a stay, locked: it comes before its stays in the lock order."""
    found = Reservation.objects.select_related("hotel").filter(stays__pk=stay_id)
    return locked(found).get()


def require_state(stay: Stay, *allowed: StayState) -> None:
    """Raise WrongState unless the stay is in one of these states."""
    if stay.state not in allowed:
        raise WrongState(stay)


def require_version(found: Stay | Reservation, version: int | None) -> None:
    """Raise StaleVersion unless the row is the one the person saw; None asks nothing."""
    if version is not None and found.version != version:
        raise StaleVersion(found.version)


def let_go(*, hotel_id: int, stay_ids: Collection[int], first: datetime.date | None = None) -> None:
    """Free the nights that the stays still hold, from `first` on; the rows stay as history."""
    held = RoomNight.objects.filter(stay__in=stay_ids, holds=True)
    if first is not None:
        held = held.filter(date__gte=first)
    nights = list(held)
    RoomNight.objects.filter(pk__in=[night.pk for night in nights]).update(holds=False)
    change_sold(hotel_id=hotel_id, by=count(nights, -1))


def count(nights: Collection[RoomNight], number: int) -> dict[TypeDate, int]:
    """Return `number` for each of these nights by type and date; a day use counts nothing."""
    counted: dict[TypeDate, int] = {}
    for night in nights:
        if night.slot == Slot.NIGHT:
            key = (night.room_type_id, night.date)
            counted[key] = counted.get(key, 0) + number
    return counted


class Used(Protocol):
    """A stay, or the nights of one that is still to be made."""

    @property
    def is_day_use(self) -> bool: ...


def slot_of(stay: Used) -> Slot:
    """Return the part of the date that the stay's nights take."""
    return Slot.DAY if stay.is_day_use else Slot.NIGHT
