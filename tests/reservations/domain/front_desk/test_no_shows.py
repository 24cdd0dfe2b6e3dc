from hotelpms.hotels.models import Hotel
from reservations.domain.front_desk import no_shows
from reservations.enums import StayState
from reservations.models import Room, RoomNight, RoomType, Stay, TypeNight
from tests.factories.reservations import RoomFactory, booked_stay, day, stay_in_house
from tests.fixtures import Told


def test_guests_who_did_not_come_free_all_their_nights(
    hotel: Hotel,
    double: RoomType,
    room: Room,
    suite: RoomType,
    told: Told,
) -> None:
    missing = booked_stay(room_type=suite, nights=3)
    came = stay_in_house(room=room)
    later = booked_stay(room_type=double, arrival=day(1))

    assert no_shows.mark_no_shows(hotel=hotel, **told) == 1
    assert no_shows.mark_no_shows(hotel=hotel, **told) == 0

    states = dict(Stay.objects.values_list("pk", "state"))

    assert states == {
        missing.pk: StayState.NO_SHOW,
        came.pk: StayState.IN_HOUSE,
        later.pk: StayState.BOOKED,
    }
    assert not RoomNight.objects.filter(stay=missing, holds=True).exists()
    assert not TypeNight.objects.filter(room_type=suite, sold__gt=0).exists()

    missing.guest.refresh_from_db()

    assert missing.guest.no_show_count == 1


def test_another_hotel_keeps_its_due_ins(hotel: Hotel, told: Told) -> None:
    elsewhere = booked_stay(room_type=RoomFactory().room_type)

    assert no_shows.mark_no_shows(hotel=hotel, **told) == 0
    assert Stay.objects.get() == elsewhere
