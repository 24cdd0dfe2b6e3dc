"""What the booking page and the panel of the room plan share: asking for offers, and booking."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest
from hotelpms.kit import clock
from reservations.domain.bookings.bookings import BookingRequest, StayRequest
from reservations.domain.bookings.desk_bookings import book_at_desk
from reservations.domain.rates.availability import Offer, offers
from reservations.forms.booking.booking import BookingForm
from reservations.forms.booking.dates import DatesForm, DatesWish
from reservations.models import Reservation

USUAL_PERSONS: Mapping[str, str] = {"adults": "2", "children": "0", "babies": "0"}


def offers_of(hotel: Hotel, dates: DatesForm) -> list[Offer]:
    """Return what can be had on the dates typed; nothing while they are not in order."""
    return offers_on(hotel, dates.wish()) if dates.is_valid() else []


def offers_on(hotel: Hotel, dates: DatesWish) -> list[Offer]:
    """Return what can be had on these dates."""
    return offers(
        hotel=hotel,
        arrival=dates.arrival,
        departure=dates.departure,
        adults=dates.adults,
        children=dates.children,
    )


def stay_request(
    dates: DatesWish,
    *,
    room_type_id: int,
    rate_plan_id: int,
    board: str,
    prices: tuple[Decimal, ...] | None = None,
    arrival_time: datetime.time | None = None,
) -> StayRequest:
    """Return one room on these dates, as it is booked."""
    return StayRequest(
        room_type_id=room_type_id,
        rate_plan_id=rate_plan_id,
        arrival=dates.arrival,
        departure=dates.departure,
        adults=dates.adults,
        children=dates.children,
        babies=dates.babies,
        board=board,
        prices=prices,
        arrival_time=arrival_time,
    )


def book(
    request: StaffRequest,
    form: BookingForm,
    wish: BookingRequest,
    stays: Sequence[StayRequest],
    room_ids: Sequence[int | None],
) -> Reservation:
    """Book these rooms as the form says. Raises what `book_at_desk` raises."""
    return book_at_desk(
        hotel=request.hotel,
        request=replace(wish, stays=tuple(stays)),
        guest=form.new_guest,
        room_ids=room_ids,
        actor=request.actor,
        now=clock.now(),
        business_date=request.business_date,
    )
