"""One stay as the room plan tells of it in a small card."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from reservations.domain.nights.standing import stay_standing
from reservations.domain.pages.stay_sheet import StaySheet, stay_sheet
from reservations.enums import HOLDING_STATES, ReservationState, TraceState
from reservations.models import Reservation, Stay, Trace


@dataclass(frozen=True)
class PlanCard:
    """The stay, where it stands, and what the desk must not overlook.

    `rooms` are those of its nights in order, `others` how many more stays the reservation has.
    """

    sheet: StaySheet
    standing: str
    vip: str
    card_note: str
    is_grey_listed: bool
    is_option: bool
    option_until: datetime.date | None
    rooms: tuple[str, ...]
    others: int
    traces: tuple[Trace, ...]


def plan_card(hotel: Hotel, stay_id: int, business_date: datetime.date) -> PlanCard | None:
    """Return the card of a stay, None when the hotel has none. Seven queries."""
    sheet = stay_sheet(hotel, stay_id)
    if sheet is None:
        return None
    line = sheet.line
    guest = Profile.objects.get(pk=line.guest_id)
    booking = Reservation.objects.get(pk=line.reservation_id)
    siblings = Stay.objects.filter(reservation=booking, state__in=HOLDING_STATES)
    about = Q(stay=stay_id) | Q(reservation=booking) | Q(card=guest)
    traces = Trace.objects.filter(about, hotel=hotel, state=TraceState.OPEN)
    held = [night.room for night in sheet.nights if night.holds and night.room]
    return PlanCard(
        sheet=sheet,
        standing=stay_standing(line, business_date),
        vip=guest.get_vip_display() if guest.vip else "",
        card_note=guest.notes,
        is_grey_listed=guest.is_grey_listed,
        is_option=booking.state == ReservationState.OPTION,
        option_until=booking.option_until,
        rooms=tuple(dict.fromkeys(held)),
        others=siblings.exclude(pk=stay_id).count(),
        traces=tuple(traces.select_related("department").order_by("due_date", "pk")),
    )
