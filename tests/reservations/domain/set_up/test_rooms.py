"""Rooms and their types as the hotel keeps them: what is sold follows, what history says stays."""

from typing import Any

import pytest

from hotelpms.hotels.domain.set_up import rows
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry
from reservations.domain.nights.type_nights import SoldBeyondLimit, ensure_type_nights
from reservations.domain.rooms.assignment import RoomTaken
from reservations.domain.rooms.inventory import GuestInRoom
from reservations.domain.set_up import room_types
from reservations.domain.set_up.rooms import (
    NothingToChange,
    RoomsChange,
    TypeIsFixed,
    change_rooms,
    save_room,
    take_room_away,
)
from reservations.models import Room, RoomFeature, RoomType, TypeNight
from tests.factories.reservations import (
    AT,
    RoomFactory,
    RoomTypeFactory,
    booked_stay,
    day,
    stay_in_house,
)

pytestmark = pytest.mark.django_db


def told(row: Any) -> dict[str, Any]:
    return {"row": row, "hotel_id": row.hotel_id, "actor": Actor(None, "Manager"), "now": AT}


def changed(*rooms: Room, **change: Any) -> int:
    return change_rooms(
        rooms=rooms,
        hotel_id=rooms[0].hotel_id,
        change=RoomsChange(**change),
        actor=Actor(None, "Manager"),
        now=AT,
    )


@pytest.fixture
def room(double: RoomType) -> Room:
    ensure_type_nights(
        hotel_id=double.hotel_id, room_type_ids=[double.pk], first=day(0), last=day(5)
    )
    return RoomFactory(room_type=double, number="110")


def limit(room_type: RoomType) -> int:
    return TypeNight.objects.get(room_type=room_type, date=day(1)).sell_limit


def test_a_room_that_comes_or_goes_can_be_sold_or_not(room: Room, double: RoomType) -> None:
    before = limit(double)

    save_room(**told(Room(hotel=room.hotel, room_type=double, number="111")))
    assert limit(double) == before + 2  # the room of the fixture was not counted yet
    take_room_away(**told(Room.objects.get(number="111")))
    assert limit(double) == before + 1


def test_the_type_of_a_room_that_had_guests_is_fixed(room: Room) -> None:
    other = RoomTypeFactory(hotel=room.hotel)
    stay_in_house(room=room)
    room.room_type = other

    with pytest.raises(TypeIsFixed, match="110 has had guests"):
        save_room(**told(room))
    room.refresh_from_db()
    assert room.room_type != other


def test_a_new_room_of_the_wrong_type_changes_what_both_sell(room: Room, double: RoomType) -> None:
    other = RoomTypeFactory(hotel=room.hotel)
    ensure_type_nights(hotel_id=room.hotel_id, room_type_ids=[other.pk], first=day(0), last=day(5))
    before = limit(double)
    room.room_type = other

    save_room(**told(room))

    assert (limit(double), limit(other)) == (before, 1)


def test_a_room_that_is_used_or_sold_stays_on(room: Room, double: RoomType) -> None:
    stay_in_house(room=room)
    room.is_active = False

    with pytest.raises(GuestInRoom):
        save_room(**told(room))
    with pytest.raises(rows.StillUsed):
        take_room_away(**told(room))
    assert Room.objects.get(pk=room.pk).is_active


def test_many_rooms_change_together_or_not_at_all(room: Room) -> None:
    rooms = [room, *(RoomFactory(room_type=room.room_type, number=n) for n in ("9", "10"))]
    sea, bath = (
        RoomFeature.objects.create(hotel=room.hotel, code=code, name=code)
        for code in ("SEA", "BATH")
    )
    room.features.set([bath])

    assert changed(*rooms, floor="G", add=(sea,), remove=(bath,)) == 3
    assert {x.floor for x in Room.objects.filter(pk__in=[x.pk for x in rooms])} == {"G"}
    assert [set(x.features.all()) for x in rooms] == [{sea}, {sea}, {sea}]
    assert AuditEntry.objects.filter(action="room.changed").count() == 3
    assert changed(*rooms, floor="G") == 0

    stay_in_house(room=room)
    with pytest.raises((RoomTaken, GuestInRoom)):
        changed(*rooms, is_active=False)
    assert Room.objects.filter(pk__in=[x.pk for x in rooms], is_active=True).count() == 3


def test_nothing_chosen_is_refused_and_a_foreign_room_is_left_alone(room: Room) -> None:
    with pytest.raises(NothingToChange):
        changed(room)

    foreign = RoomFactory(floor="1")
    assert changed(room, foreign, floor="7") == 1
    foreign.refresh_from_db()
    assert foreign.floor == "1"


def test_a_limit_below_what_is_sold_is_refused(hotel: Hotel) -> None:
    small = RoomTypeFactory(hotel=hotel, overbooking_limit=1)
    booked_stay(room_type=small, nights=2)
    small.overbooking_limit = 0

    with pytest.raises(SoldBeyondLimit):
        room_types.save_type(**told(small))
    assert RoomType.objects.get(pk=small.pk).overbooking_limit == 1


def test_more_usual_guests_than_fit_are_refused(hotel: Hotel) -> None:
    room_type = RoomTypeFactory.build(hotel=hotel, base_occupancy=3, max_occupancy=2)

    with pytest.raises(room_types.GuestsUnfit):
        room_types.save_type(**told(room_type))


def test_a_change_of_a_type_says_what_it_means(room: Room, double: RoomType) -> None:
    """Switching off, fewer guests and overbooking are told; what touches nobody is not."""
    assert room_types.consequences(double) == []
    booked_stay(room_type=double)

    double.is_active, double.overbooking_limit = False, 2
    overbooked, off = room_types.consequences(double)

    assert "2 rooms more than there are" in overbooked
    assert "1 stay is booked in it" in off
