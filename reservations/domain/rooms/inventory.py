"""What follows when rooms and types of a hotel are set up anew or changed."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.enums import DayState
from hotelpms.hotels.models import BusinessDay
from hotelpms.kit.errors import Refused
from reservations.domain.nights.type_nights import refresh_sell_limits
from reservations.domain.rooms.assignment import RoomTaken
from reservations.enums import StayState
from reservations.models import Room, RoomNight, RoomType, Stay


class GuestInRoom(Refused):
    """A room with a guest in it cannot be taken out of use."""

    def __init__(self, room: Room) -> None:
        super().__init__(
            _("Room %(room)s is occupied and cannot be taken out of use.") % {"room": room.number}
        )


@transaction.atomic
def rooms_changed(*, room_ids: Collection[int]) -> None:
    """Sell as many rooms as there are now, after rooms came, went or changed.

    Raises RoomTaken or GuestInRoom for a room out of use that is still held from the business
    date on, SoldBeyondLimit when more is sold than would be left.
    """
    rooms = list(Room.objects.filter(pk__in=room_ids).select_related("room_type"))
    for room in rooms:
        if not room.is_active:
            _require_unused(room)
    types_changed(room_type_ids={room.room_type_id for room in rooms})


@transaction.atomic
def types_changed(*, room_type_ids: Collection[int]) -> None:
    """Work the sell limits of the types out anew from the business date on.

    Raises SoldBeyondLimit.
    """
    for room_type in RoomType.objects.filter(pk__in=room_type_ids).order_by("pk"):
        refresh_sell_limits(room_type_ids=[room_type.pk], first=_open_date(room_type.hotel_id))


def _require_unused(room: Room) -> None:
    if Stay.objects.filter(room=room, state=StayState.IN_HOUSE).exists():
        raise GuestInRoom(room)
    held = RoomNight.objects.filter(
        room=room, holds=True, stay__isnull=False, date__gte=_open_date(room.hotel_id)
    ).select_related("stay__guest", "stay__reservation")
    night = held.order_by("date").first()
    if night is not None:
        raise RoomTaken(room, night)


def _open_date(hotel_id: int) -> datetime.date:
    """Return the business date; before the first day is open, every night counts."""
    days = BusinessDay.objects.filter(hotel=hotel_id, state=DayState.OPEN)
    return days.values_list("date", flat=True).first() or datetime.date.min
