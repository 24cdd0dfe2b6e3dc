"""The guest leaves: the stay's end, early or as booked, and its undoing on the same date.

Called by the check-out of invoicing, which has seen to the bill first.
"""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards import counters
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from reservations.domain.nights import clashes
from reservations.domain.nights.day_lock import lock_day_of_stay
from reservations.domain.nights.guards import count, let_go, lock_stay, require_state
from reservations.domain.nights.type_nights import change_sold
from reservations.domain.rooms.assignment import RoomTaken, lock_room, require_ready, soil
from reservations.enums import Slot, StayState
from reservations.models import RoomNight, Stay


class CheckOutIsOver(Refused):
    """The check-out was on an earlier business date."""

    def __init__(self) -> None:
        super().__init__(_("A check-out can be undone only on the same business date."))


# Without a savepoint: a check-out that fails is undone whole.
@transaction.atomic(savepoint=False)
def depart(
    *, stay_id: int, actor: Actor, now: datetime.datetime, business_date: datetime.date
) -> Stay:
    """End the stay on the business date; nights from it on are freed, the room gets dirty.

    Leaving early moves the departure and keeps the planned one. Raises WrongState.
    """
    lock_day_of_stay(stay_id=stay_id, business_date=business_date)
    stay = lock_stay(stay_id)
    require_state(stay, StayState.IN_HOUSE)
    planned = stay.departure
    if business_date < planned:
        let_go(hotel_id=stay.hotel_id, stay_ids=[stay.pk], first=business_date)
        stay.planned_departure, stay.departure = planned, business_date
    stay.state = StayState.DEPARTED
    stay.checked_out_on, stay.checked_out_at = business_date, now
    stay.version += 1
    stay.save(
        update_fields=[
            "state", "departure", "planned_departure", "checked_out_on", "checked_out_at",
            "version",
        ]
    )  # fmt: skip
    if stay.room_id is not None:
        soil(stay.room_id)
    counters.stay_departed(
        profile_id=stay.guest_id, nights=len(stay.nights), departure=stay.departure
    )
    _record("stay.departed", stay, actor, now, {"planned": planned, "departure": stay.departure})
    return stay


@transaction.atomic
def undo_departure(
    *, stay_id: int, actor: Actor, now: datetime.datetime, business_date: datetime.date
) -> Stay:
    """Bring the guest back into the room, with the nights given up by an early departure.

    Raises CheckOutIsOver, RoomNotReady when the next guest is in, RoomTaken, NoRoomLeft,
    WrongState.
    """
    lock_day_of_stay(stay_id=stay_id, business_date=business_date)
    stay = lock_stay(stay_id)
    require_state(stay, StayState.DEPARTED)
    if stay.checked_out_on != business_date or stay.room_id is None:
        raise CheckOutIsOver
    room = lock_room(room_id=stay.room_id, hotel_id=stay.hotel_id)
    require_ready(room, stay_id=stay.pk, accepts_dirty=True)
    nights_counted = len(stay.nights)
    if stay.planned_departure is not None:
        stay.departure, stay.planned_departure = stay.planned_departure, None
        _hold_again(stay, business_date)
    stay.state = StayState.IN_HOUSE
    stay.checked_out_on = stay.checked_out_at = None
    stay.version += 1
    stay.save(
        update_fields=[
            "state", "departure", "planned_departure", "checked_out_on", "checked_out_at",
            "version",
        ]
    )  # fmt: skip
    _take_from_counters(stay, nights_counted)
    _record("stay.departure_undone", stay, actor, now, {"departure": stay.departure})
    return stay


def _hold_again(stay: Stay, first: datetime.date) -> None:
    freed = RoomNight.objects.select_related("room").filter(
        stay=stay, slot=Slot.NIGHT, holds=False, date__gte=first, date__lt=stay.departure
    )
    nights = list(freed)
    for room in {night.room for night in nights if night.room}:
        wish = clashes.Wish(
            dates=frozenset(night.date for night in nights if night.room_id == room.pk)
        )
        taken = clashes.find(clashes.held(room_ids=[room.pk], wish=wish, stay_id=stay.pk), wish)
        if taken is not None:
            raise RoomTaken(room, taken)
    RoomNight.objects.filter(pk__in=[night.pk for night in nights]).update(holds=True)
    change_sold(hotel_id=stay.hotel_id, by=count(nights, 1))


def _take_from_counters(stay: Stay, nights: int) -> None:
    others = Stay.objects.filter(guest=stay.guest_id, state=StayState.DEPARTED)
    others = others.exclude(pk=stay.pk)
    lengths = [len(other.nights) for other in others.only("arrival", "departure")]
    counters.stay_reopened(
        profile_id=stay.guest_id,
        nights=nights,
        max_nights=max(lengths, default=0),
        last_departure=others.aggregate(last=Max("departure"))["last"],
    )


def _record(
    action: str, stay: Stay, actor: Actor, now: datetime.datetime, data: dict[str, object]
) -> None:
    audit.record(
        hotel_id=stay.hotel_id, actor=actor, action=action, subject=stay, at=now, data=data
    )
