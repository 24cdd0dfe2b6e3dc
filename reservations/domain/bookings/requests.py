"""What is booked in one go, as a form, an import or a channel asks for it."""

import datetime
from dataclasses import asdict, dataclass, replace
from decimal import Decimal

from hotelpms.kit.keys import once
from hotelpms.kit.period import Nights
from reservations.domain.nights.guards import slot_of
from reservations.enums import Board, Guarantee, Slot


@dataclass(frozen=True)
class StayRequest:
    """One room to book; equal dates are a day use.

    `prices` are per room, one for each night (one for a day use), in the hotel's currency and
    tax mode; None takes those of the rate plan. Without `guest_id` the booker is the guest.
    """

    room_type_id: int
    arrival: datetime.date
    departure: datetime.date
    adults: int = 1
    children: int = 0
    babies: int = 0
    board: str = Board.RO
    rate_plan_id: int | None = None
    prices: tuple[Decimal, ...] | None = None
    guest_id: int | None = None
    arrival_time: datetime.time | None = None

    @property
    def nights(self) -> Nights:
        return Nights(self.arrival, self.departure)

    @property
    def slot(self) -> Slot:
        return slot_of(self.nights)


@dataclass(frozen=True)
class BookingRequest:
    """What is booked in one go. With `option_until` it is an option that lapses after that date.

    `form_key` names the form that was filled in: sent twice, it books once. `content` says in
    short what was asked for, so that form and reference answer again only for the same; left
    empty, it is worked out.
    """

    booker_id: int
    stays: tuple[StayRequest, ...]
    company_id: int | None = None
    agency_id: int | None = None
    segment_id: int | None = None
    channel_id: int | None = None
    channel_ref: str = ""
    language: str = "en"
    guarantee: str = Guarantee.NONE
    notes: str = ""
    requests: str = ""
    option_until: datetime.date | None = None
    sends_confirmation: bool = True
    form_key: str = ""
    content: str = ""


def with_content(request: BookingRequest, **beside: object) -> BookingRequest:
    """Return the request with its content in short; `beside` is what else is asked for with it."""
    if request.content:
        return request
    content = once.digest({**asdict(request), **beside}, leaving_out=("form_key", "content"))
    return replace(request, content=content)
