"""Booking: one reservation with its stays and their priced nights."""

import datetime
import secrets
from collections import Counter
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import exact
from reservations.domain.bookings.cancellations import (
    NotCancellable,
    NotReinstatable,
    cancel,
    cancel_stay,
    reinstate,
)
from reservations.domain.bookings.repeats import AlreadyBooked, booked_under, booked_with
from reservations.domain.bookings.requests import BookingRequest, StayRequest, with_content
from reservations.domain.letters.confirmation import queue_confirmation
from reservations.domain.nights.day_lock import lock_day
from reservations.domain.nights.type_nights import NoRoomLeft, TypeDate, change_sold
from reservations.domain.rates.pricing import NoPrice, PriceKey, dates_of, plan_prices
from reservations.enums import ReservationState
from reservations.models import (
    Channel,
    MarketSegment,
    RatePlan,
    Reservation,
    RoomNight,
    RoomType,
    Stay,
)

__all__ = [
    "AlreadyBooked",
    "ArrivalIsPast",
    "BookingRequest",
    "CodeOfAnotherHotel",
    "DepartureBeforeArrival",
    "NoPrice",
    "NoRoomLeft",
    "NotCancellable",
    "NotReinstatable",
    "NothingBooked",
    "StayRequest",
    "book",
    "cancel",
    "cancel_stay",
    "reinstate",
]

# No 0/O, 1/I/L, 5/S, 8/B: the code is read out on the telephone.
CODE_LETTERS = "234679ACDEFGHJKMNPQRTUVWXYZ"
CODE_LENGTH = 6


class NothingBooked(Refused):
    """The request has no stay."""

    def __init__(self) -> None:
        super().__init__(_("A reservation needs at least one room."))


class ArrivalIsPast(Refused):
    """The arrival lies before the business date."""

    def __init__(self, arrival: datetime.date) -> None:
        super().__init__(
            _("The arrival on %(date)s lies before the business date.")
            % {"date": format_day(arrival)}
        )


class DepartureBeforeArrival(Refused):
    """The dates are the wrong way round."""

    def __init__(self) -> None:
        super().__init__(_("The departure must not lie before the arrival."))


class CodeOfAnotherHotel(Refused):
    """A room type, rate plan, segment or channel does not belong to the hotel."""

    def __init__(self) -> None:
        super().__init__(_("Choose a room type, rate plan, segment and channel of this hotel."))


def book(
    *,
    hotel: Hotel,
    request: BookingRequest,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> Reservation:
    """Book the stays, all or none, and queue the confirmation.

    The same reference of the same channel, or the same form, with the same content again returns
    the reservation that exists. Raises AlreadyBooked for another content, NoRoomLeft, NoPrice,
    ArrivalIsPast, DepartureBeforeArrival, CodeOfAnotherHotel, NothingBooked.
    """
    _check(request, business_date)
    request = with_content(request)
    try:
        return _book(hotel, request, actor, now, business_date)
    except IntegrityError:
        # A rival took the same channel booking or form first; or, once in some hundred million
        # times, the random code is in use, and another one will do.
        return _taken_before(hotel, request) or _book(hotel, request, actor, now, business_date)


@transaction.atomic
def _book(
    hotel: Hotel,
    request: BookingRequest,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> Reservation:
    known = _taken_before(hotel, request)
    if known is not None:
        return known
    if any(stay.arrival == business_date for stay in request.stays):
        # The closing of today looks for guests who have not come: it must see this one or
        # the booking must see the next date.
        lock_day(hotel_id=hotel.pk, business_date=business_date)
    _check_hotel(hotel, request)
    prices = _prices(hotel, request)
    change_sold(hotel_id=hotel.pk, by=_sold(request))
    reservation = _reservation(hotel, request, now, business_date)
    reservation.save()
    stays = Stay.objects.bulk_create([_stay(reservation, wish) for wish in request.stays])
    RoomNight.objects.bulk_create(
        [
            night
            for stay, wish, amounts in zip(stays, request.stays, prices, strict=True)
            for night in _nights(stay, wish, amounts)
        ]
    )
    audit.record(
        hotel_id=hotel.pk,
        actor=actor,
        action="reservation.booked",
        subject=reservation,
        at=now,
        data={
            "code": reservation.code,
            "stays": [stay.pk for stay in stays],
            # Typed by somebody: the price list had no say.
            "prices": {
                stay.pk: amounts
                for stay, wish, amounts in zip(stays, request.stays, prices, strict=True)
                if wish.prices is not None
            },
        },
    )
    if request.sends_confirmation:
        queue_confirmation(reservation_id=reservation.pk, now=now)
    return reservation


def _check(request: BookingRequest, business_date: datetime.date) -> None:
    if not request.stays:
        raise NothingBooked
    for wish in request.stays:
        if wish.departure < wish.arrival:
            raise DepartureBeforeArrival
        if wish.arrival < business_date:
            raise ArrivalIsPast(wish.arrival)
        if wish.prices is not None and len(wish.prices) != len(dates_of(wish.nights)):
            raise ValueError("a stay has one price for each night, or one for a day use")


def _taken_before(hotel: Hotel, request: BookingRequest) -> Reservation | None:
    return booked_with(hotel, request.form_key, request.content) or booked_under(
        hotel, request.channel_id, request.channel_ref, request.content
    )


def _check_hotel(hotel: Hotel, request: BookingRequest) -> None:
    """Refuse ids of another hotel. One query for all kinds."""
    wanted: list[tuple[Any, set[int | None]]] = [
        (RoomType, {wish.room_type_id for wish in request.stays}),
        (RatePlan, {wish.rate_plan_id for wish in request.stays}),
        (MarketSegment, {request.segment_id}),
        (Channel, {request.channel_id}),
    ]
    wanted = [(model, ids - {None}) for model, ids in wanted if ids - {None}]
    found: list[QuerySet[Any]] = [
        model.objects.filter(hotel=hotel, pk__in=ids).values_list("pk") for model, ids in wanted
    ]
    if len(list(found[0].union(*found[1:], all=True))) != sum(len(ids) for _m, ids in wanted):
        raise CodeOfAnotherHotel


def _prices(hotel: Hotel, request: BookingRequest) -> list[list[Decimal]]:
    """Return the amounts of each stay, one for each of its dates, rounded to the currency."""
    open_ones = [wish for wish in request.stays if wish.prices is None]
    listed = plan_prices(
        rate_plan_ids={wish.rate_plan_id for wish in open_ones if wish.rate_plan_id},
        room_type_ids={wish.room_type_id for wish in open_ones},
        dates=[date for wish in open_ones for date in dates_of(wish.nights)],
    )
    return [
        [exact(amount, hotel.currency) for amount in _amounts(wish, listed)]
        for wish in request.stays
    ]


def _amounts(wish: StayRequest, listed: dict[PriceKey, Decimal]) -> list[Decimal]:
    if wish.prices is not None:
        return list(wish.prices)
    amounts = []
    for date in dates_of(wish.nights):
        amount = listed.get((wish.rate_plan_id or 0, wish.room_type_id, date))
        if amount is None:
            raise NoPrice(date)
        amounts.append(amount)
    return amounts


def _sold(request: BookingRequest) -> dict[TypeDate, int]:
    return Counter((wish.room_type_id, date) for wish in request.stays for date in wish.nights)


def _reservation(
    hotel: Hotel, request: BookingRequest, now: datetime.datetime, business_date: datetime.date
) -> Reservation:
    is_option = request.option_until is not None
    return Reservation(
        hotel=hotel,
        code=new_code(),
        state=ReservationState.OPTION if is_option else ReservationState.CONFIRMED,
        booker_id=request.booker_id,
        company_id=request.company_id,
        agency_id=request.agency_id,
        segment_id=request.segment_id,
        channel_id=request.channel_id,
        channel_ref=request.channel_ref,
        language=request.language,
        currency=hotel.currency,
        guarantee=request.guarantee,
        option_until=request.option_until,
        form_key=request.form_key,
        content=request.content,
        notes=request.notes,
        requests=request.requests,
        booked_on=business_date,
        booked_at=now,
    )


def _stay(reservation: Reservation, wish: StayRequest) -> Stay:
    return Stay(
        reservation=reservation,
        hotel_id=reservation.hotel_id,
        guest_id=wish.guest_id or reservation.booker_id,
        reserved_type_id=wish.room_type_id,
        room_type_id=wish.room_type_id,
        rate_plan_id=wish.rate_plan_id,
        arrival=wish.arrival,
        departure=wish.departure,
        arrival_time=wish.arrival_time,
        adults=wish.adults,
        children=wish.children,
        babies=wish.babies,
        board=wish.board,
    )


def _nights(stay: Stay, wish: StayRequest, amounts: list[Decimal]) -> list[RoomNight]:
    return [
        RoomNight(
            hotel_id=stay.hotel_id,
            stay=stay,
            room_type_id=stay.room_type_id,
            date=date,
            slot=wish.slot,
            price=amount,
            board=stay.board,
        )
        for date, amount in zip(dates_of(wish.nights), amounts, strict=True)
    ]


def new_code() -> str:
    """Return a random reservation code that is easy to read out."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
