from hotelpms.hotels.models import Hotel
from hotelpms.kit.models import AuditEntry
from reservations.domain.rooms import housekeeping
from reservations.models import Room
from tests.factories.reservations import stay_in_house
from tests.fixtures import Told


def test_rooms_change_their_state_together(room: Room, other_room: Room, told: Told) -> None:
    del told["business_date"]

    changed = housekeeping.set_state(room_ids=[room.pk, other_room.pk], state="dirty", **told)
    again = housekeeping.set_state(room_ids=[room.pk], state="dirty", **told)

    assert (changed, again) == (2, 0)
    assert set(Room.objects.values_list("housekeeping", flat=True)) == {"dirty"}

    entry = AuditEntry.objects.get(action="room.housekeeping_changed")

    assert entry.data == {"rooms": [room.pk, other_room.pk], "before": "clean", "after": "dirty"}


def test_only_occupied_rooms_turn_dirty_at_the_closing(
    hotel: Hotel, room: Room, other_room: Room, told: Told
) -> None:
    stay_in_house(room=room)

    assert housekeeping.turn_dirty(hotel_id=hotel.pk, business_date=told["business_date"]) == 1

    states = Room.objects.order_by("number").values_list("housekeeping", flat=True)

    assert list(states) == ["dirty", "clean"]
