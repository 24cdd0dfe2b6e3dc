import pytest

from hotelpms.hotels.domain.business_day import roll_day
from hotelpms.hotels.models import Hotel
from reservations.domain.bookings import options
from reservations.models import Reservation, RoomType
from reservations.tasks import sweep
from tests.factories.reservations import AT, booked_stay, day
from tests.fixtures import Told


def test_an_option_lapses_after_its_date_unless_confirmed(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    lapsing = booked_stay(room_type=double, arrival=day(5), option_until=day(0))
    kept = booked_stay(room_type=double, arrival=day(5), option_until=day(0))
    options.confirm_option(reservation_id=kept.reservation_id, actor=told["actor"], now=told["now"])

    assert options.lapse_options(now=AT) == 0

    roll_day(hotel=hotel, from_date=day(0), now=AT)

    sweep()
    sweep()

    states = dict(Reservation.objects.values_list("pk", "state"))

    assert states == {lapsing.reservation_id: "cancelled", kept.reservation_id: "confirmed"}


def test_an_option_that_lapsed_is_not_confirmed(hotel: Hotel, double: RoomType, told: Told) -> None:
    lapsed = booked_stay(room_type=double, arrival=day(5), option_until=day(0))
    roll_day(hotel=hotel, from_date=day(0), now=AT)
    options.lapse_options(now=AT)

    with pytest.raises(options.OptionIsOver, match=lapsed.reservation.code):
        options.confirm_option(
            reservation_id=lapsed.reservation_id, actor=told["actor"], now=told["now"]
        )
