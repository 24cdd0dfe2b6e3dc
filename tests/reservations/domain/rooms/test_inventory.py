import pytest

from reservations.domain.nights.type_nights import SoldBeyondLimit, ensure_type_nights
from reservations.domain.rooms import assignment, inventory
from reservations.models import Room, RoomType, TypeNight
from tests.factories.reservations import RoomFactory, booked_stay, day, stay_in_house
from tests.fixtures import Told


def limit(room_type: RoomType, number: int) -> int:
    return TypeNight.objects.get(room_type=room_type, date=day(number)).sell_limit


def test_a_new_room_may_be_sold_at_once(double: RoomType, told: Told) -> None:
    booked_stay(room_type=double)

    assert limit(double, 0) == 2

    room = RoomFactory(room_type=double)
    inventory.rooms_changed(room_ids=[room.pk])

    assert limit(double, 0) == 3


def test_another_overbooking_limit_counts_from_the_business_date(
    double: RoomType, told: Told
) -> None:
    ensure_type_nights(
        hotel_id=double.hotel_id, room_type_ids=[double.pk], first=day(-1), last=day(1)
    )
    RoomType.objects.update(overbooking_limit=5)

    inventory.types_changed(room_type_ids=[double.pk])

    assert [limit(double, n) for n in (-1, 0, 1)] == [2, 7, 7]


def test_a_limit_does_not_fall_below_what_is_sold(double: RoomType, room: Room) -> None:
    booked_stay(room_type=double)
    booked_stay(room_type=double)
    Room.objects.filter(pk=room.pk).update(is_active=False)

    with pytest.raises(SoldBeyondLimit):
        inventory.rooms_changed(room_ids=[room.pk])


def test_a_room_that_is_held_or_occupied_stays_in_use(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, arrival=day(1))
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)
    Room.objects.filter(pk=room.pk).update(is_active=False)
    with pytest.raises(assignment.RoomTaken):
        inventory.rooms_changed(room_ids=[room.pk])

    Room.objects.filter(pk=room.pk).update(is_active=True)
    assignment.unassign(stay_id=stay.pk, **told)
    stay_in_house(room=room)
    Room.objects.filter(pk=room.pk).update(is_active=False)
    with pytest.raises(inventory.GuestInRoom):
        inventory.rooms_changed(room_ids=[room.pk])
