"""The buttons of a stay and of a reservation: their words, icons and addresses.

What may be done is decided in actions.py; each offer names what allows it there.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.web.parts import Action, Offer, Opens, offered
from reservations.domain.pages.stay_line import StayLine
from reservations.views.stay.actions import StayActions

# Folio and check-out belong to an app above this one; they are led to by name.
FOLIO = Offer("see_folio", _("Folio"), "invoicing:stay_folio", "wallet", Opens.PAGE)
GIVE_ROOM = Offer("give_room", _("Give a room"), "reservations:assign", "bed-double")
CHECK_IN = Offer("check_in", _("Check in"), "reservations:check_in", "log-in")
CHECK_OUT = Offer("check_out", _("Check out"), "invoicing:check_out", "log-out", Opens.PAGE)
STEPS = {offer.may: offer for offer in (GIVE_ROOM, CHECK_IN, CHECK_OUT)}
REINSTATE_STAY = Offer(
    "reinstate",
    _("Reinstate"),
    "reservations:reinstate_stay",
    "undo-2",
    Opens.POST,
    question=_("Book this stay again?"),
)
STAY_CHANGES = (
    Offer("change", _("Change the dates"), "reservations:dates", "calendar-range"),
    Offer("change", _("Guests and persons"), "reservations:guests", "users"),
)
ADD_TRACE = Offer("write_trace", _("Add a trace"), "reservations:trace_new", "sticky-note")
STAY_MENU = (
    Offer("prices", _("Prices of the nights"), "reservations:prices", "banknote"),
    Offer("move", _("Move to another room"), "reservations:move", "arrow-right-left"),
    Offer("upgrade", _("Upgrade"), "reservations:assign", "arrow-up", query="?upgrade=1"),
    Offer("release_room", _("Take the room back"), "reservations:unassign", "bed", Opens.POST),
    Offer(
        "undo_check_in",
        _("Undo the check-in"),
        "reservations:undo_check_in",
        "undo-2",
        Opens.POST,
        question=_("Undo the check-in of this guest?"),
    ),
    Offer(
        "print_card",
        _("Print the registration card"),
        "reservations:card_pdf",
        "printer",
        Opens.PAPER,
    ),
    Offer(
        "cancel",
        _("Cancel this stay"),
        "reservations:cancel_stay",
        "ban",
        css="danger",
        is_apart=True,
    ),
)
MOVE = Offer("move", _("Move"), "reservations:move", "arrow-right-left")
DATES = Offer("change", _("Dates"), "reservations:dates", "calendar-range")
OPEN = Offer("", _("Open"), "reservations:stay", "book-open", Opens.PAGE)
RESERVATION = (
    Offer(
        "confirm_option",
        _("Confirm the option"),
        "reservations:confirm_option",
        "check",
        Opens.POST,
    ),
    Offer(
        "reinstate",
        _("Reinstate"),
        "reservations:reinstate",
        "undo-2",
        Opens.POST,
        question=_("Book this reservation again?"),
    ),
)
RESERVATION_MENU = (
    Offer("change", _("Change details and notes"), "reservations:details", "pencil"),
    Offer(
        "send_confirmation",
        _("Send the confirmation again"),
        "reservations:send_confirmation",
        "mail",
        Opens.POST,
    ),
    Offer(
        "print_confirmation",
        _("Print the confirmation"),
        "reservations:confirmation_pdf",
        "printer",
        Opens.PAPER,
    ),
    Offer(
        "cancel",
        _("Cancel the reservation"),
        "reservations:cancel",
        "ban",
        css="danger",
        is_apart=True,
    ),
)

PAY = Offer("pay", _("Take a payment"), "invoicing:take_payment", "banknote")
# For several rooms at once; the first of them that is possible is the next thing to do.
GROUP = (
    Offer("give_rooms", _("Give all rooms"), "reservations:group_rooms", "bed-double"),
    Offer("check_in", _("Check in those ready"), "reservations:group_check_in", "log-in"),
)
# The same for the rooms that are ticked in the table.
TICKED = (
    Offer("give_rooms", _("Give rooms"), "reservations:group_rooms", "bed-double"),
    Offer("check_in", _("Check in"), "reservations:group_check_in", "log-in"),
    Offer("dates", _("Change the dates"), "reservations:group_dates", "calendar-range"),
    Offer("cancel", _("Cancel"), "reservations:group_cancel", "ban", css="danger"),
)


def next_step(may: StayActions, standing: str) -> str:
    """Return the one thing to do next with a stay: check_in, check_out, give_room, or nothing."""
    if may.check_in and standing == "due_in":
        return "check_in"
    if may.check_out and standing == "due_out":
        return "check_out"
    return "give_room" if may.give_room else ""


def pay(hotel: Hotel, line: StayLine) -> Action:
    """Return the button that takes what the stay owes on its main folio, opened or not."""
    return PAY.at(hotel.code, f"stay-{line.id}")


def on_card(
    hotel: Hotel, line: StayLine, may: StayActions, *, step: str, is_alone: bool
) -> list[Action]:
    """Return those of a stay's card. The next step of one that is alone stands above the page."""
    offers = [FOLIO, *(offer for name, offer in STEPS.items() if name != step)]
    if step and not is_alone:
        offers.append(STEPS[step])
    return offered([*offers, REINSTATE_STAY], may, hotel.code, line.id)


def in_row(hotel: Hotel, line: StayLine, may: StayActions, *, step: str) -> list[Action]:
    """Return the menu of a stay in a table, with all but its next step."""
    offers = [FOLIO, *(offer for name, offer in STEPS.items() if name != step), REINSTATE_STAY]
    return [*offered(offers, may, hotel.code, line.id), *in_menu(hotel, line, may)]


def in_menu(hotel: Hotel, line: StayLine, may: StayActions) -> list[Action]:
    """Return what stands behind the buttons of a stay's card."""
    if not may.has_menu:
        return []
    trace = replace(ADD_TRACE, query=f"?stay={line.id}")
    return [
        *offered(STAY_CHANGES, may, hotel.code, line.id),
        *offered([trace], may, hotel.code),
        *offered(STAY_MENU, may, hotel.code, line.id),
    ]


def on_plan(hotel: Hotel, line: StayLine, may: StayActions, standing: str) -> list[Action]:
    """Return those of the small card of the room plan."""
    check_out = replace(CHECK_OUT, css="primary" if standing == "due_out" else "")
    check_in = replace(CHECK_IN, css="primary")
    offers = (check_in, check_out, GIVE_ROOM, MOVE, DATES, FOLIO, OPEN)
    return offered(offers, may, hotel.code, line.id)
