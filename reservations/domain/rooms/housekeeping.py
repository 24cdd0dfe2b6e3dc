"""The state of the rooms: dirty, clean, inspected."""

import datetime
from collections.abc import Collection

from django.db import transaction

from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.locks import locked
from reservations.enums import HousekeepingState, StayState
from reservations.models import Room, Stay


@transaction.atomic
def set_state(
    *, room_ids: Collection[int], state: str, actor: Actor, now: datetime.datetime
) -> int:
    """Note the state of these rooms; returns how many changed.

    The caller has chosen the ids among the rooms of the hotel in which the actor may do it.
    One entry of the trail for each hotel and former state.
    """
    state = HousekeepingState(state)
    rooms = list(locked(Room.objects.filter(pk__in=room_ids).exclude(housekeeping=state)))
    Room.objects.filter(pk__in=[room.pk for room in rooms]).update(housekeeping=state)
    groups: dict[tuple[int, str], list[Room]] = {}
    for room in rooms:
        groups.setdefault((room.hotel_id, room.housekeeping), []).append(room)
    for (hotel_id, before), changed in groups.items():
        audit.record(
            hotel_id=hotel_id,
            actor=actor,
            action="room.housekeeping_changed",
            subject=changed[0],
            at=now,
            data={"rooms": [room.pk for room in changed], "before": before, "after": state},
        )
    return len(rooms)


def turn_dirty(*, hotel_id: int, business_date: datetime.date) -> int:
    """Note every occupied room as dirty: its guest slept there. Returns how many.

    For the night closing, inside its transaction.
    """
    occupied = Stay.objects.filter(hotel=hotel_id, state=StayState.IN_HOUSE, room__isnull=False)
    return Room.objects.filter(pk__in=occupied.values("room")).update(
        housekeeping=HousekeepingState.DIRTY
    )
