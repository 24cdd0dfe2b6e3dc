"""What the booking page and the panel of the room plan share: asking for offers, and booking."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest
from hotelpms.kit import clock
from hotelpms.kit.web import edge
from reservations.domain.bookings.bookings import BookingRequest, StayRequest
from reservations.domain.bookings.desk_bookings import book_at_desk
from reservations.domain.bookings.repeats import AlreadyBooked, booked_with
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


def content_of(request: StaffRequest) -> str:
    """What the form says, in short; its key only names it."""
    return edge.sent(request).digest("form_key")


@dataclass(frozen=True)
class Earlier:
    """What the form has booked before: the same, or, as `rival` says, something else."""

    known: Reservation | None = None
    rival: AlreadyBooked | None = None


def earlier(request: StaffRequest, *, is_asked: bool) -> Earlier:
    """Look up what this very form has booked already."""
    if not is_asked:
        return Earlier()
    key = edge.sent(request).line("form_key")
    try:
        return Earlier(booked_with(request.hotel, key, content_of(request)))
    except AlreadyBooked as rival:
        return Earlier(rival=rival)


def existing(form: BookingForm) -> Reservation | None:
    """Return the reservation because of which nothing was booked, for a link to it."""
    return form.refused.reservation if isinstance(form.refused, AlreadyBooked) else None


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
        request=replace(wish, stays=tuple(stays), content=content_of(request)),
        guest=form.new_guest,
        room_ids=room_ids,
        actor=request.actor,
        now=clock.now(),
        business_date=request.business_date,
    )
