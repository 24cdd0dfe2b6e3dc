from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_day
from hotelpms.kit.models import AuditEntry
from hotelpms.kit.money import TooManyDecimals
from messaging.models import Message
from reservations.domain.bookings.bookings import (
    ArrivalIsPast,
    BookingRequest,
    CodeOfAnotherHotel,
    DepartureBeforeArrival,
    NoPrice,
    NoRoomLeft,
    NothingBooked,
    StayRequest,
    book,
)
from reservations.enums import ReservationState
from reservations.models import Reservation, RoomNight, RoomType, Stay, TypeNight
from tests.factories.cardex import ProfileFactory
from tests.factories.reservations import (
    ChannelFactory,
    MarketSegmentFactory,
    RateNightFactory,
    RatePlanFactory,
    RoomTypeFactory,
    day,
)
from tests.fixtures import Told


def wish(room_type: RoomType, nights: int = 2, start: int = 1, **fields: object) -> StayRequest:
    fields.setdefault("prices", (Decimal("100"),) * max(1, nights))
    return StayRequest(
        room_type_id=room_type.pk, arrival=day(start), departure=day(start + nights), **fields
    )


def request(*stays: StayRequest, **fields: object) -> BookingRequest:
    fields.setdefault("booker_id", ProfileFactory().pk)
    fields.setdefault("sends_confirmation", False)
    return BookingRequest(stays=stays, **fields)


def sold(room_type: RoomType) -> dict[object, int]:
    rows = TypeNight.objects.filter(room_type=room_type, sold__gt=0)
    return dict(rows.values_list("date", "sold"))


def test_a_booking_holds_its_nights_at_their_prices(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    prices = (Decimal("100.01"), Decimal("-5"))

    reservation = book(hotel=hotel, request=request(wish(double, prices=prices)), **told)

    nights = RoomNight.objects.filter(stay__reservation=reservation).order_by("date")

    assert list(nights.values_list("date", "price", "slot", "holds", "room")) == [
        (day(1), Decimal("100.01"), "night", True, None),
        (day(2), Decimal("-5.00"), "night", True, None),
    ]
    assert sold(double) == {day(1): 1, day(2): 1}
    assert (reservation.state, reservation.currency) == ("confirmed", "EUR")
    assert reservation.booked_on == day(0)

    entry = AuditEntry.objects.get(action="reservation.booked")

    assert entry.subject_id == str(reservation.pk)


def test_a_price_finer_than_its_currency_is_refused_and_not_rounded(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    prices = (Decimal("100.005"), Decimal("100"))

    with pytest.raises(TooManyDecimals):
        book(hotel=hotel, request=request(wish(double, prices=prices)), **told)

    assert not Reservation.objects.exists()


def test_the_booker_is_the_guest_unless_another_is_named(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    booker, guest = ProfileFactory(), ProfileFactory()
    wishes = request(wish(double), wish(double, guest_id=guest.pk), booker_id=booker.pk)

    reservation = book(hotel=hotel, request=wishes, **told)

    assert [stay.guest for stay in reservation.stays.order_by("pk")] == [booker, guest]


def test_prices_come_from_the_rate_plan_and_stay_when_it_changes(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    plan = RatePlanFactory(hotel=hotel)
    for number, price in ((1, "80"), (2, "90")):
        RateNightFactory(rate_plan=plan, room_type=double, date=day(number), price=price)

    reservation = book(
        hotel=hotel, request=request(wish(double, prices=None, rate_plan_id=plan.pk)), **told
    )
    plan.nights.update(price=Decimal("500"))

    nights = RoomNight.objects.filter(stay__reservation=reservation).order_by("date")

    assert [night.price for night in nights] == [Decimal("80.00"), Decimal("90.00")]


def test_a_night_without_a_price_is_refused_by_its_date(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    plan = RatePlanFactory(hotel=hotel)
    RateNightFactory(rate_plan=plan, room_type=double, date=day(1))

    with pytest.raises(NoPrice, match=format_day(day(2))):
        book(hotel=hotel, request=request(wish(double, prices=None, rate_plan_id=plan.pk)), **told)

    assert not Reservation.objects.exists()


def test_a_day_use_holds_the_day_and_sells_no_night(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    reservation = book(hotel=hotel, request=request(wish(double, nights=0)), **told)

    night = RoomNight.objects.get(stay__reservation=reservation)

    assert (night.date, night.slot, night.price) == (day(1), "day", Decimal("100.00"))
    assert sold(double) == {}


def test_the_last_room_of_a_type_is_sold_once(hotel: Hotel, suite: RoomType, told: Told) -> None:
    book(hotel=hotel, request=request(wish(suite, nights=2, start=2)), **told)

    with pytest.raises(NoRoomLeft, match=f"Suite.*{format_day(day(2))}"):
        book(hotel=hotel, request=request(wish(suite, nights=3, start=1)), **told)

    assert Stay.objects.count() == 1
    assert sold(suite) == {day(2): 1, day(3): 1}


def test_a_booking_of_several_rooms_is_taken_whole_or_not_at_all(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    with pytest.raises(NoRoomLeft):
        book(hotel=hotel, request=request(*[wish(double)] * 3), **told)

    assert not Reservation.objects.exists()
    assert sold(double) == {}


def test_the_overbooking_limit_allows_that_many_rooms_more(
    hotel: Hotel, suite: RoomType, told: Told
) -> None:
    RoomType.objects.filter(pk=suite.pk).update(overbooking_limit=1)

    book(hotel=hotel, request=request(wish(suite), wish(suite)), **told)

    with pytest.raises(NoRoomLeft):
        book(hotel=hotel, request=request(wish(suite)), **told)


def test_the_same_channel_reference_returns_the_same_reservation(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    channel = ChannelFactory(hotel=hotel)
    wanted = request(wish(double), channel_id=channel.pk, channel_ref="B-1")

    first = book(hotel=hotel, request=wanted, **told)
    again = book(hotel=hotel, request=wanted, **told)

    assert again == first
    assert sold(double) == {day(1): 1, day(2): 1}


def test_a_booking_until_a_date_is_an_option(hotel: Hotel, double: RoomType, told: Told) -> None:
    reservation = book(hotel=hotel, request=request(wish(double), option_until=day(1)), **told)

    assert reservation.state == ReservationState.OPTION
    assert sold(double) == {day(1): 1, day(2): 1}


def test_dates_in_the_past_or_the_wrong_way_round_are_refused(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    with pytest.raises(ArrivalIsPast):
        book(hotel=hotel, request=request(wish(double, start=-1)), **told)
    turned = replace(wish(double), departure=day(0))
    with pytest.raises(DepartureBeforeArrival):
        book(hotel=hotel, request=request(turned), **told)
    with pytest.raises(NothingBooked):
        book(hotel=hotel, request=request(), **told)


@pytest.mark.parametrize("kind", ["room_type", "rate_plan", "segment", "channel"])
def test_codes_of_another_hotel_are_refused(
    hotel: Hotel, double: RoomType, told: Told, kind: str
) -> None:
    foreign = {
        "room_type": lambda: request(wish(RoomTypeFactory())),
        "rate_plan": lambda: request(wish(double, rate_plan_id=RatePlanFactory().pk)),
        "segment": lambda: request(wish(double), segment_id=MarketSegmentFactory().pk),
        "channel": lambda: request(wish(double), channel_id=ChannelFactory().pk),
    }[kind]()

    with pytest.raises(CodeOfAnotherHotel):
        book(hotel=hotel, request=foreign, **told)


def test_a_confirmation_goes_to_the_booker_unless_switched_off(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    booker = ProfileFactory(email="ana@example.com", first_name="Ana")

    book(hotel=hotel, request=request(wish(double), booker_id=booker.pk), **told)

    assert not Message.objects.exists()

    reservation = book(
        hotel=hotel,
        request=request(wish(double), booker_id=booker.pk, sends_confirmation=True),
        **told,
    )

    letter = Message.objects.get()

    assert (letter.kind, letter.to_address) == ("confirmation", "ana@example.com")
    assert (letter.reason_type, letter.reason_id) == ("reservation", reservation.pk)


def test_a_booking_takes_few_queries(
    hotel: Hotel,
    double: RoomType,
    told: Told,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    wanted = request(
        wish(double, nights=1),
        segment_id=MarketSegmentFactory(hotel=hotel).pk,
        channel_id=ChannelFactory(hotel=hotel).pk,
        channel_ref="A",
    )
    book(hotel=hotel, request=wanted, **told)
    long = replace(wanted, stays=(wish(double, nights=14),), channel_ref="B")

    with django_assert_max_num_queries(12):
        book(hotel=hotel, request=long, **told)
