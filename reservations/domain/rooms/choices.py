"""Which rooms a stay may have, from a night on."""

import datetime

from reservations.domain.nights.guards import slot_of
from reservations.domain.rates.availability import free_rooms
from reservations.enums import Slot
from reservations.models import Room, RoomNight, Stay


def rooms_for(
    stay: Stay, *, from_date: datetime.date, until: datetime.date | None = None
) -> list[Room]:
    """Return the rooms of all types that are free for the stay's nights from a date on.

    `until` is the morning on which they end, or else the departure. A room that the stay holds for
    some of them only is among them, the one that it holds for all of them is not. Three queries;
    none where the stay has no such night.
    """
    slot, end = slot_of(stay), until or stay.departure
    is_in_stay = stay.arrival <= from_date < end or (slot == Slot.DAY and from_date == end)
    if not is_in_stay or end > stay.departure:
        return []
    free = free_rooms(
        hotel_id=stay.hotel_id,
        room_type_id=None,
        arrival=from_date,
        departure=end,
        slot=slot,
        stay_id=stay.pk,
    )
    nights = RoomNight.objects.filter(stay=stay, holds=True, date__gte=from_date)
    if slot == Slot.NIGHT:
        nights = nights.filter(date__lt=end)
    held = set(nights.values_list("room_id", flat=True))
    return [room for room in free if held != {room.pk}]
