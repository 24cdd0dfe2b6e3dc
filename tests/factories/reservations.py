"""Rooms, codes and booked stays.

Reservations and stays come through the domain's own verbs, so that nights and sold counts
are always right: `booked_stay(hotel=..., arrival=..., nights=2)`.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from hotelpms.hotels.models import BusinessDay, Hotel
from hotelpms.kit.actor import SYSTEM
from reservations.domain.bookings import bookings
from reservations.domain.front_desk import arrivals, departures
from reservations.models import (
    Channel,
    MarketSegment,
    RateNight,
    RatePlan,
    Reservation,
    Room,
    RoomType,
    Stay,
)
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import OpenHotelFactory

TODAY = date(2027, 5, 10)
AT = datetime(2027, 5, 10, 12, 0, tzinfo=UTC)


class RoomTypeFactory(DjangoModelFactory):
    class Meta:
        model = RoomType

    hotel = factory.SubFactory(OpenHotelFactory)
    code = factory.Sequence(lambda n: f"T{n}")
    name = factory.Sequence(lambda n: f"Type {n}")
    position = factory.Sequence(int)


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = Room

    room_type = factory.SubFactory(RoomTypeFactory)
    hotel = factory.SelfAttribute("room_type.hotel")
    number = factory.Sequence(lambda n: f"{100 + n}")
    floor = "1"


class RatePlanFactory(DjangoModelFactory):
    class Meta:
        model = RatePlan

    hotel = factory.SubFactory(OpenHotelFactory)
    code = factory.Sequence(lambda n: f"PLAN{n}")
    name = factory.Sequence(lambda n: f"Plan {n}")


class RateNightFactory(DjangoModelFactory):
    class Meta:
        model = RateNight

    rate_plan = factory.SubFactory(RatePlanFactory)
    room_type = factory.SubFactory(
        RoomTypeFactory, hotel=factory.SelfAttribute("..rate_plan.hotel")
    )
    date = TODAY
    price = Decimal("100.00")


class MarketSegmentFactory(DjangoModelFactory):
    class Meta:
        model = MarketSegment

    hotel = factory.SubFactory(OpenHotelFactory)
    code = factory.Sequence(lambda n: f"seg-{n}")
    name = factory.Sequence(lambda n: f"Segment {n}")


class ChannelFactory(DjangoModelFactory):
    class Meta:
        model = Channel

    hotel = factory.SubFactory(OpenHotelFactory)
    code = factory.Sequence(lambda n: f"channel-{n}")
    name = factory.Sequence(lambda n: f"Channel {n}")


def day(number: int) -> date:
    """The business date of OpenHotelFactory and `number` days."""
    return TODAY + timedelta(days=number)


def open_date(hotel: Hotel) -> date:
    """The hotel's business date."""
    return BusinessDay.objects.get(hotel=hotel, state="open").date


def booked(
    *,
    hotel: Hotel,
    stays: tuple[bookings.StayRequest, ...],
    business_date: date | None = None,
    **request: object,
) -> Reservation:
    """A reservation, without a confirmation unless asked for."""
    if "booker_id" not in request:
        request["booker_id"] = ProfileFactory().pk
    request.setdefault("sends_confirmation", False)
    return bookings.book(
        hotel=hotel,
        request=bookings.BookingRequest(stays=stays, **request),
        actor=SYSTEM,
        now=AT,
        business_date=business_date or open_date(hotel),
    )


def booked_stay(
    *,
    room_type: RoomType,
    arrival: date | None = None,
    nights: int = 1,
    price: Decimal = Decimal("100.00"),
    **request: object,
) -> Stay:
    """One booked stay from the business date on; `nights=0` is a day use."""
    arrival = arrival or open_date(room_type.hotel)
    wish = bookings.StayRequest(
        room_type_id=room_type.pk,
        arrival=arrival,
        departure=arrival + timedelta(days=nights),
        prices=(price,) * max(1, nights),
    )
    return booked(hotel=room_type.hotel, stays=(wish,), **request).stays.get()


def stay_in_house(
    *,
    room: Room,
    nights: int = 1,
    price: Decimal = Decimal("100.00"),
    **request: object,
) -> Stay:
    """A stay that was checked into the room on the business date."""
    stay = booked_stay(room_type=room.room_type, nights=nights, price=price, **request)
    return arrivals.check_in(
        stay_id=stay.pk,
        room_id=room.pk,
        actor=SYSTEM,
        now=AT,
        business_date=open_date(room.hotel),
    )


def departed_stay(*, room: Room, nights: int = 1, **request: object) -> Stay:
    """A stay that was checked in and left on the business date, before its nights."""
    stay = stay_in_house(room=room, nights=nights, **request)
    return departures.depart(
        stay_id=stay.pk, actor=SYSTEM, now=AT, business_date=open_date(room.hotel)
    )
