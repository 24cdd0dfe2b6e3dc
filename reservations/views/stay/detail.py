import datetime
from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cardex.models import Profile
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.dates import format_day
from hotelpms.kit.money import Money
from hotelpms.kit.web import htmx
from hotelpms.kit.web.parts import Action, Alert, offered
from messaging.enums import MessageState
from reservations.domain.bill.keeper import Standing, bill
from reservations.domain.nights import late
from reservations.domain.nights.standing import reservation_standing, stay_standing
from reservations.domain.pages import history as about
from reservations.domain.pages import stay_line, stay_sheet
from reservations.domain.pages.stay_sheet import ReservationSheet, StaySheet
from reservations.enums import Board, ReservationState
from reservations.models import Reservation
from reservations.views.stay import buttons
from reservations.views.stay.actions import (
    ReservationActions,
    StayActions,
    group_actions,
    reservation_actions,
    stay_actions,
)
from reservations.views.stay.look_up import page_of, reservation_or_404, stay_or_404

# From so many rooms on they stand in a table.
MANY_ROOMS = 3
# So many prices are shown at once; more are folded away.
FEW_NIGHTS = 7
# How a letter is marked, where its state says something good or bad.
TONES: dict[str, str] = {
    MessageState.SENT: "ok",
    MessageState.FAILED: "bad",
    MessageState.STUCK: "bad",
}


@dataclass(frozen=True)
class StayCard:
    """A stay as the page shows it: its sheet, its badge, its buttons."""

    hotel: Hotel
    sheet: StaySheet
    standing: str
    actions: StayActions
    is_alone: bool

    @property
    def board(self) -> str:
        return str(Board(self.sheet.line.board).label)

    @property
    def next_step(self) -> str:
        return buttons.next_step(self.actions, self.standing)

    @property
    def buttons(self) -> list[Action]:
        line, step = self.sheet.line, self.next_step
        return buttons.on_card(self.hotel, line, self.actions, step=step, is_alone=self.is_alone)

    @property
    def menu(self) -> list[Action]:
        return buttons.in_menu(self.hotel, self.sheet.line, self.actions)

    @property
    def step(self) -> Action | None:
        """The next step, as the row of a table has it."""
        if not self.next_step:
            return None
        return buttons.STEPS[self.next_step].at(self.hotel.code, self.sheet.line.id)

    @property
    def row_menu(self) -> list[Action]:
        line, step = self.sheet.line, self.next_step
        return buttons.in_row(self.hotel, line, self.actions, step=step)

    @property
    def lists_companions(self) -> bool:
        return bool(self.sheet.companions) or self.actions.change

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
    reservation, rights, today = sheet.reservation, request.rights, request.business_date
    lines = [stay.line for stay in sheet.stays]
    cards = _cards(hotel, sheet, rights, today)
    actions = reservation_actions(sheet, rights, today)
    sees_cards = Right.CARDEX_VIEW in rights
    bills = None
    if Right.INVOICING_VIEW in rights:
        bills = bill().standing([line.id for line in lines])
    context = {
        "hotel": hotel,
        "sheet": sheet,
        "reservation": reservation,
        "stays": cards,
        "is_group": len(cards) > 1,
        "is_table": len(cards) >= MANY_ROOMS,
        "buttons": _buttons(hotel, code, cards, actions, owes=_owes(bills)),
        "ticked": offered(
            buttons.TICKED, group_actions(c.actions for c in cards), hotel.code, code
        ),
        "owed": Money(bills.balance, reservation.currency) if bills else None,
        "menu": offered(buttons.RESERVATION_MENU, actions, hotel.code, code),
        "alerts": _alerts(reservation, stay_line.grey_listed(lines) if sees_cards else []),
        "standing": reservation_standing(reservation.state, lines, today),
        "first": lines[0],
        "arrival": min(line.arrival for line in lines),
        "departure": max(line.departure for line in lines),
        "night_count": sum(len(line.nights) for line in lines),
        "person_count": sum(line.adults + line.children + line.babies for line in lines),
        "may_change": actions.change,
        "may_see_folio": Right.INVOICING_VIEW in rights,
        "may_see_messages": Right.MESSAGING_VIEW in rights,
        "booker_email": reservation.booker.email if sees_cards else "",
        "booker_phone": reservation.booker.phone if sees_cards else "",
    }
    return render(request, "reservations/stay/detail.html", context)


def _cards(
    hotel: Hotel, sheet: ReservationSheet, rights: frozenset[Right], today: datetime.date
) -> list[StayCard]:
    is_alone = len(sheet.stays) == 1
    is_cancelled = sheet.reservation.state == ReservationState.CANCELLED
    first = late.first_night(hotel, today, clock.now())
    cards = []
    for stay in sheet.stays:
        may = stay_actions(stay.line, rights, today, first)
        # What was cancelled as a whole is booked again as a whole.
        may = replace(may, reinstate=may.reinstate and not is_cancelled)
        cards.append(StayCard(hotel, stay, stay_standing(stay.line, today), may, is_alone))
    return cards


def _buttons(
    hotel: Hotel, code: str, cards: list[StayCard], may: ReservationActions, *, owes: bool
) -> list[Action]:
    """Return what stands above the page: first the one thing to do next, which alone is primary."""
    found = offered(buttons.RESERVATION, may, hotel.code, code)
    if len(cards) > 1:
        group = group_actions(card.actions for card in cards)
        found += offered(buttons.GROUP, group, hotel.code, code)
    elif step := cards[0].step:
        found.append(step)
    elif owes and cards[0].actions.pay:
        found.append(buttons.pay(hotel, cards[0].sheet.line))
    return [replace(one, css="primary" if one is found[0] else "") for one in found]


def _owes(bills: Standing | None) -> bool:
    return bills is not None and bills.balance > 0


def _alerts(reservation: Reservation, grey_listed: list[Profile]) -> list[Alert]:
    found = []
    if reservation.state == ReservationState.CANCELLED:
        title = _("This reservation is cancelled.")
        found.append(Alert("info", title, reservation.cancel_reason))
    for guest in grey_listed:
        title = _("%(name)s is on the grey list.") % {"name": guest.full_name}
        found.append(Alert("warn", title, guest.notes))
    if reservation.option_until and reservation.state == ReservationState.OPTION:
        lapses = {"date": format_day(reservation.option_until)}
        found.append(Alert("warn", text=_("The option lapses after %(date)s.") % lapses))
    return found


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
        "letters": [
            (letter, TONES.get(letter.state, "")) for letter in about.messages_about(reservation)
        ],
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
