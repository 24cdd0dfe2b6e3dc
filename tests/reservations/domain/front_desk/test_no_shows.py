from decimal import Decimal

from hotelpms.hotels.models import Hotel
from reservations.domain.bookings.bookings import StayRequest
from reservations.domain.front_desk import no_shows
from reservations.enums import StayState
from reservations.models import Room, RoomNight, RoomType, Stay, TypeNight
from tests.factories.reservations import RoomFactory, booked, booked_stay, day, stay_in_house
from tests.fixtures import Told

ONE = Decimal("100.00")


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


def test_an_option_whose_guest_does_not_come_lapses_and_is_no_no_show(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    """Also of two rooms, of which only one was due (trial D22)."""
    due = booked_stay(room_type=double, nights=2, option_until=day(3))
    whole = due.reservation
    both = booked(
        hotel=hotel,
        option_until=day(3),
        stays=tuple(
            StayRequest(room_type_id=double.pk, arrival=first, departure=day(3), prices=prices)
            for first, prices in ((day(0), (ONE,) * 3), (day(2), (ONE,)))
        ),
    )

    assert no_shows.mark_no_shows(hotel=hotel, **told) == 0

    whole.refresh_from_db()
    both.refresh_from_db()
    due.guest.refresh_from_db()

    assert (whole.state, whole.cancel_reason) == ("cancelled", "The option has lapsed.")
    assert both.state == "option"
    assert list(both.stays.order_by("pk").values_list("state", flat=True)) == [
        StayState.CANCELLED,
        StayState.BOOKED,
    ]
    assert (due.guest.no_show_count, due.guest.cancellation_count) == (0, 1)
    assert TypeNight.objects.filter(sold__gt=0).get().date == day(2)
