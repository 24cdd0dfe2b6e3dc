from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import htmx
from reservations.domain.nights.standing import reservation_standing, stay_standing
from reservations.domain.pages import history as about
from reservations.domain.pages import stay_line, stay_sheet
from reservations.domain.pages.stay_sheet import StaySheet
from reservations.enums import Board
from reservations.views.stay.actions import StayActions, reservation_actions, stay_actions
from reservations.views.stay.look_up import page_of, reservation_or_404, stay_or_404

# The app above this one owns the constant; its pages are linked here by name.

# So many prices are shown at once; more are folded away.
FEW_NIGHTS = 7


@dataclass(frozen=True)
class StayCard:
    """A stay as the page shows it: its sheet, its badge, its buttons."""

    sheet: StaySheet
    standing: str
    actions: StayActions
    is_alone: bool

    @property
    def board(self) -> str:
        return str(Board(self.sheet.line.board).label)

    @property
    def next_deed(self) -> str:
        """The one thing to do next: check_in, check_out, give_room, or nothing."""
        if self.actions.check_in and self.standing == "due_in":
            return "check_in"
        if self.actions.check_out and self.standing == "due_out":
            return "check_out"
        return "give_room" if self.actions.give_room else ""

    @property
    def opens_prices(self) -> bool:
        return self.is_alone and len(self.sheet.nights) <= FEW_NIGHTS


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def detail(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Show a reservation with its stays, nights and people.

    Folio, messages and history are asked for by address, so the page itself stays quick.
    """
    sheet = stay_sheet.reservation_sheet(hotel, code)
    if sheet is None:
        raise Http404
    lines, today = [stay.line for stay in sheet.stays], request.business_date
    is_alone = len(sheet.stays) == 1
    cards = [
        StayCard(
            stay,
            stay_standing(stay.line, today),
            stay_actions(stay.line, request.rights, today),
            is_alone,
        )
        for stay in sheet.stays
    ]
    sees_cards = Right.CARDEX_VIEW in request.rights
    context = {
        "hotel": hotel,
        "sheet": sheet,
        "reservation": sheet.reservation,
        "stays": cards,
        "next_deed": cards[0].next_deed if is_alone else "",
        "grey_listed": stay_line.grey_listed(lines) if sees_cards else [],
        "standing": reservation_standing(sheet.reservation.state, lines, today),
        "first": lines[0],
        "arrival": min(line.arrival for line in lines),
        "departure": max(line.departure for line in lines),
        "night_count": sum(len(line.nights) for line in lines),
        "person_count": sum(line.adults + line.children + line.babies for line in lines),
        "actions": reservation_actions(sheet, request.rights, today),
        "may_see_folio": Right.INVOICING_VIEW in request.rights,
        "may_see_messages": Right.MESSAGING_VIEW in request.rights,
        "may_write_traces": Right.RESERVATIONS_TRACES in request.rights,
        "may_see_cards": sees_cards,
    }
    return render(request, "reservations/stay/detail.html", context)


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def stay(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Lead to the reservation's page, at this stay."""
    found = stay_or_404(hotel, pk)
    return HttpResponseRedirect(page_of(hotel, found.reservation.code, found.pk))


@requires(Right.MESSAGING_VIEW)
@require_GET
def messages(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Show what was written about the reservation and its stays."""
    reservation = reservation_or_404(hotel, code)
    context = {
        "hotel": hotel,
        "reservation": reservation,
        "letters": about.messages_about(reservation),
    }
    return htmx.page(
        request,
        "reservations/stay/messages.html",
        context,
        fragment="reservations/stay/messages_part.html",
    )


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def history(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Show who did what to the reservation and its stays, and when."""
    reservation = reservation_or_404(hotel, code)
    context = {
        "hotel": hotel,
        "reservation": reservation,
        "events": about.history_of(reservation),
    }
    return htmx.page(
        request,
        "reservations/stay/history.html",
        context,
        fragment="reservations/stay/history_part.html",
    )
