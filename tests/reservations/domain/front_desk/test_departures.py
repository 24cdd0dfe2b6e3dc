from datetime import date

import pytest

from hotelpms.hotels.domain.business_day import roll_day
from hotelpms.hotels.models import Hotel
from reservations.domain.bookings import changes
from reservations.domain.front_desk import departures
from reservations.domain.nights.guards import WrongState
from reservations.domain.rooms import assignment
from reservations.enums import Slot, StayState
from reservations.models import Room, RoomNight, RoomType, Stay, TypeNight
from tests.factories.reservations import AT, booked_stay, day, departed_stay, stay_in_house
from tests.fixtures import Told


def held(stay: Stay) -> list[object]:
    nights = RoomNight.objects.filter(stay=stay, holds=True).order_by("date")
    return list(nights.values_list("date", flat=True))


def sold(room_type: RoomType) -> int:
    return sum(TypeNight.objects.filter(room_type=room_type).values_list("sold", flat=True))


def test_leaving_as_booked_ends_the_stay_and_soils_the_room(
    hotel: Hotel, room: Room, told: Told
) -> None:
    stay = stay_in_house(room=room, nights=1)
    roll_day(hotel=hotel, from_date=day(0), now=AT)

    departures.depart(stay_id=stay.pk, **told | {"business_date": day(1)})

    stay, room = Stay.objects.get(), Room.objects.get(pk=room.pk)

    assert (stay.state, stay.checked_out_on, stay.departure) == ("departed", day(1), day(1))
    assert (stay.planned_departure, room.housekeeping) == (None, "dirty")
    assert held(stay) == [day(0)]

    guest = stay.guest

    assert (guest.stay_count, guest.night_count, guest.max_nights) == (1, 1, 1)
    assert guest.last_departure == day(1)


def test_leaving_early_frees_the_nights_that_are_left(hotel: Hotel, room: Room, told: Told) -> None:
    stay = stay_in_house(room=room, nights=3)
    roll_day(hotel=hotel, from_date=day(0), now=AT)

    departures.depart(stay_id=stay.pk, **told | {"business_date": day(1)})

    stay = Stay.objects.get()

    assert (stay.departure, stay.planned_departure) == (day(1), day(3))
    assert held(stay) == [day(0)]
    assert sold(stay.room_type) == 1
    assert stay.guest.night_count == 1


def test_who_leaves_on_the_day_of_arrival_and_pays_the_room_made_a_day_use_of_it(
    room: Room, told: Told
) -> None:
    stay = stay_in_house(room=room, nights=3)
    post_tonight(stay)

    departures.depart(stay_id=stay.pk, **told)

    stay = Stay.objects.get()
    assert (stay.departure, stay.planned_departure) == (day(0), day(3))
    assert RoomNight.objects.get(holds=True).slot == Slot.DAY
    assert sold(room.room_type) == 0

    departures.undo_departure(stay_id=stay.pk, **told)

    assert held(stay) == [day(0), day(1), day(2)]
    assert not RoomNight.objects.filter(slot=Slot.DAY).exists()
    assert sold(room.room_type) == 3


def test_a_second_day_use_of_a_room_is_kept_without_it(room: Room, told: Told) -> None:
    stay_in_house(room=room, nights=0)
    departures.depart(stay_id=Stay.objects.get().pk, **told)
    Room.objects.update(housekeeping="clean")
    stay = stay_in_house(room=room, nights=1)
    post_tonight(stay)

    departures.depart(stay_id=stay.pk, **told)

    assert RoomNight.objects.get(stay=stay, holds=True).room is None
    departures.undo_departure(stay_id=stay.pk, **told)
    assert RoomNight.objects.get(stay=stay, holds=True).room == room


@pytest.mark.parametrize(("nights", "planned"), [(1, None), (3, day(3))])
def test_who_leaves_after_midnight_before_the_closing_has_slept_the_night(
    room: Room, told: Told, nights: int, planned: date | None
) -> None:
    stay = stay_in_house(room=room, nights=nights)
    post_tonight(stay)
    at_one = AT.replace(hour=23)  # 01:00 in Prague

    departures.depart(stay_id=stay.pk, **told | {"now": at_one})

    stay = Stay.objects.get()
    assert (stay.departure, stay.planned_departure) == (day(1), planned)
    assert (held(stay), sold(room.room_type)) == ([day(0)], 1)
    assert stay.guest.night_count == 1

    departures.undo_departure(stay_id=stay.pk, **told)

    assert sold(room.room_type) == nights


def post_tonight(stay: Stay) -> None:
    RoomNight.objects.filter(stay=stay, date=day(0)).update(is_posted=True)


def test_only_a_guest_in_the_house_can_leave(double: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=double)

    with pytest.raises(WrongState):
        departures.depart(stay_id=stay.pk, **told)


def test_an_undone_departure_gives_the_nights_back(room: Room, told: Told) -> None:
    stay = departed_stay(room=room, nights=3)

    assert (held(stay), sold(room.room_type)) == ([], 0)

    departures.undo_departure(stay_id=stay.pk, **told)

    stay = Stay.objects.get()

    assert (stay.state, stay.departure, stay.checked_out_on) == (StayState.IN_HOUSE, day(3), None)
    assert held(stay) == [day(0), day(1), day(2)]
    assert sold(room.room_type) == 3

    guest = stay.guest

    assert (guest.stay_count, guest.night_count, guest.last_departure) == (0, 0, None)


def test_a_departure_is_not_undone_when_the_next_guest_is_in(room: Room, told: Told) -> None:
    stay = departed_stay(room=room)
    Room.objects.update(housekeeping="clean")
    stay_in_house(room=room)

    with pytest.raises(assignment.RoomNotReady, match="still occupied"):
        departures.undo_departure(stay_id=stay.pk, **told)


def test_a_departure_is_not_undone_when_the_room_is_promised(room: Room, told: Told) -> None:
    stay = departed_stay(room=room, nights=2)
    later = booked_stay(room_type=room.room_type, arrival=day(1))
    assignment.assign(stay_id=later.pk, room_id=room.pk, **told)

    with pytest.raises(assignment.RoomTaken):
        departures.undo_departure(stay_id=stay.pk, **told)


def test_a_departure_is_not_undone_on_a_later_date(hotel: Hotel, room: Room, told: Told) -> None:
    stay = departed_stay(room=room)
    roll_day(hotel=hotel, from_date=day(0), now=AT)

    with pytest.raises(departures.CheckOutIsOver):
        departures.undo_departure(stay_id=stay.pk, **told | {"business_date": day(1)})


def test_a_day_use_made_of_a_night_finds_its_slot_free_beside_a_former_day_use(
    room: Room, told: Told
) -> None:
    """A stay that was a day use once has a row of it left; the two change places and back."""
    stay = stay_in_house(room=room, nights=0)
    stay = changes.change_dates(
        stay_id=stay.pk, arrival=day(0), departure=day(1), version=stay.version, **told
    )
    RoomNight.objects.filter(stay=stay, holds=True).update(is_posted=True)
    departures.depart(stay_id=stay.pk, **told)

    held = RoomNight.objects.get(stay=stay, holds=True)

    assert (held.slot, held.is_posted) == ("day", True)

    departures.undo_departure(stay_id=stay.pk, **told)
    held = RoomNight.objects.get(stay=stay, holds=True)

    assert (held.slot, held.is_posted) == ("night", True)
