"""Rooms as the hotel's people keep them, one by one and many together."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.set_up import rows
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from reservations.domain.rooms import inventory
from reservations.models import Room, RoomFeature, RoomNight


class TypeIsFixed(Refused):
    """The nights of a room name its type."""

    def __init__(self, room: Room) -> None:
        super().__init__(
            _(
                "Room %(room)s has had guests or closures as “%(type)s” and stays one. For another"
                " type give it another number, switch it off, and make a new room."
            )
            % {"room": room.number, "type": room.room_type.name}
        )


class NothingToChange(Refused):
    """No room, or nothing to change, was chosen."""

    def __init__(self) -> None:
        super().__init__(_("Choose rooms, and what to change in them."))


@dataclass(frozen=True)
class RoomsChange:
    """What is changed in many rooms; None leaves what each has."""

    floor: str | None = None
    add: tuple[RoomFeature, ...] = ()
    remove: tuple[RoomFeature, ...] = ()
    is_active: bool | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.add or self.remove) and self.floor is None and self.is_active is None


def has_nights(room: Room) -> bool:
    """Tell whether the room ever had a guest or was out of order: then its type is fixed."""
    return RoomNight.objects.filter(room=room.pk).exists()


@transaction.atomic
def save_room(
    *,
    row: Room,
    hotel_id: int,
    actor: Actor,
    now: datetime.datetime,
    seen: str = "",
    links: rows.Links | None = None,
) -> None:
    """Store a new or changed room and sell as many rooms as there are now.

    Raises TypeIsFixed, RoomTaken, GuestInRoom, SoldBeyondLimit, and what `rows.keep` raises.
    """
    before = locked(Room.objects.filter(pk=row.pk)).first() if row.pk else None
    if before and before.room_type_id != row.room_type_id and has_nights(before):
        raise TypeIsFixed(before)
    rows.keep(row=row, hotel_id=hotel_id, actor=actor, now=now, seen=seen, links=links)
    inventory.rooms_changed(room_ids=[row.pk])
    if before and before.room_type_id != row.room_type_id:
        inventory.types_changed(room_type_ids=[before.room_type_id])


@transaction.atomic
def take_room_away(*, row: Room, hotel_id: int, actor: Actor, now: datetime.datetime) -> None:
    """Delete a room that never had a night. Raises StillUsed, SoldBeyondLimit."""
    rows.take_away(row=row, hotel_id=hotel_id, actor=actor, now=now)
    inventory.types_changed(room_type_ids=[row.room_type_id])


@transaction.atomic
def change_rooms(
    *,
    rooms: Sequence[Room],
    hotel_id: int,
    change: RoomsChange,
    actor: Actor,
    now: datetime.datetime,
) -> int:
    """Change all of the rooms or none; return how many had something else before.

    Raises NothingToChange, RoomTaken, GuestInRoom, SoldBeyondLimit.
    """
    found = Room.objects.filter(hotel=hotel_id, pk__in=[room.pk for room in rooms])
    there = list(locked(found.prefetch_related("features")))
    if change.is_empty or not there:
        raise NothingToChange
    changed = [room for room in there if _changed(room, change, hotel_id, actor, now)]
    inventory.rooms_changed(room_ids=[room.pk for room in changed])
    return len(changed)


def _changed(
    room: Room, change: RoomsChange, hotel_id: int, actor: Actor, now: datetime.datetime
) -> bool:
    if change.floor is not None:
        room.floor = change.floor
    if change.is_active is not None:
        room.is_active = change.is_active
    left = [feature for feature in room.features.all() if feature not in change.remove]
    features = [*left, *(feature for feature in change.add if feature not in left)]
    links = {"features": features}
    return bool(rows.keep(row=room, hotel_id=hotel_id, actor=actor, now=now, links=links))
