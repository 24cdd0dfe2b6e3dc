"""Booking on one page, with or without JavaScript: every button sends the whole form.

So nothing that was typed is lost while rooms are chosen; with JavaScript only offers and basket are
exchanged, and presses wait for each other (`static/js/fields/in_turn.js`). The page carries a
random key that the reservation keeps (`Reservation.form_key`, unique per hotel): a form that
arrives twice, also at the same moment or from a reloaded page, books once and both answers lead
to the same reservation.
A key in the session would not hold, because two requests at once read the same session.
"""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import reswap, retarget

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.keys.tokens import new_token
from hotelpms.kit.money import Money
from hotelpms.kit.web import edge, htmx
from hotelpms.kit.web.deeds import attempt, go
from hotelpms.kit.web.edge import Given
from reservations.domain.bookings.bookings import BookingRequest
from reservations.forms.booking.basket import MOST_ROOMS
from reservations.forms.booking.booking import BookingForm
from reservations.forms.booking.dates import DatesForm
from reservations.models import Reservation, Stay
from reservations.views.booking.basket import (
    ChosenRoom,
    OfferRow,
    basket,
    chosen_rooms,
    narrowed_to,
    rows,
)
from reservations.views.booking.desk import USUAL_PERSONS, book, earlier, existing, offers_of
from reservations.views.stay.look_up import page_of


@requires(Right.RESERVATIONS_BOOK)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Book one or several rooms; `?arrival=&departure=&room_type=&room=` fill the page in."""
    return _booking(request, hotel, is_walk_in=False)


@requires(Right.RESERVATIONS_CHECK_IN)
@require_http_methods(["GET", "POST"])
def walk_in(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Book from today for a guest who stands at the desk, and go on to the check-in."""
    return _booking(request, hotel, is_walk_in=True)


def _booking(request: StaffRequest, hotel: Hotel, *, is_walk_in: bool) -> HttpResponse:
    given = edge.asked_or_sent(request)
    is_asked = request.method == "POST" and "book" in given
    today = request.business_date
    before = earlier(request, is_asked=is_asked)
    if before.known is not None:
        # Its rooms are taken by now, by this very form: nothing of it has to be checked again.
        return go(request, _next_page(hotel, before.known, is_walk_in))
    dates = DatesForm(_dates(given, today), business_date=today)
    if request.method == "GET":
        # Whoever opens the page begins here; what is exchanged later leaves the focus alone.
        dates.fields["arrival"].widget.attrs["autofocus"] = True
    found = offers_of(hotel, dates)
    wanted = basket(given)
    chosen = chosen_rooms(request, hotel, wanted.picks, is_asked=is_asked)
    form = _form(request, is_asked=is_asked, is_walk_in=is_walk_in)

    def act(wish: BookingRequest) -> Reservation:
        stays = [room.request(form.comes_at) for room in chosen]
        return book(request, form, wish, stays, [room.form.wish().room for room in chosen])

    booked = None
    if before.rival is not None:
        form.refuse(before.rival)
    elif is_asked and _is_complete(form, chosen):
        booked = attempt(form, act)
    if booked is not None:
        messages.success(request, _("Reservation %(code)s is booked.") % {"code": booked.code})
        return go(request, _next_page(hotel, booked, is_walk_in))
    rival = earlier(request, is_asked=is_asked).known
    if rival is not None:
        # The same form came twice at once: what it lacks now is what it has taken itself.
        return go(request, _next_page(hotel, rival, is_walk_in))
    around = {"hotel": hotel, "is_walk_in": is_walk_in, "form": form, "dates": dates}
    around |= _rooms(hotel, given, rows(found, dates, chosen, given), chosen)
    around |= {"is_full": wanted.is_full, "most_rooms": MOST_ROOMS, "existing": existing(form)}
    if htmx.wants_fragment(request) and not is_asked:
        # Only what the press has changed: nothing that is being typed stands in these parts.
        answer = render(request, "reservations/booking/rooms.html", around)
        return reswap(retarget(answer, "#booking-offers"), "outerHTML")
    return htmx.page(
        request,
        "reservations/booking/new.html",
        around,
        fragment="reservations/booking/new_form.html",
        status=422 if is_asked else 200,
    )


def _form(request: StaffRequest, *, is_asked: bool, is_walk_in: bool) -> BookingForm:
    return BookingForm(
        request.POST if request.method == "POST" else None,
        hotel=request.hotel,
        business_date=request.business_date,
        is_asked=is_asked,
        initial={"form_key": new_token(), "sends_confirmation": not is_walk_in},
    )


def _rooms(
    hotel: Hotel, given: Given, offered: list[OfferRow], chosen: list[ChosenRoom]
) -> dict[str, Any]:
    """What the page shows of the rooms on offer and of those chosen."""
    return {
        "rows": [row for row in offered if not row.offer.refusal],
        "refused": [row for row in offered if row.offer.refusal],
        "room_type": narrowed_to(given),
        "room": given.line("room"),
        "chosen": chosen,
        "total": sum((room.total for room in chosen), Money.zero(hotel.currency)),
    }


def _dates(given: Given, today: datetime.date) -> dict[str, Any]:
    """What was asked for, filled up so that the page can show offers at once."""
    arrival, departure = given.line("arrival") or str(today), given.line("departure")
    first = edge.day(arrival)
    if not departure and first:
        departure = str(first + datetime.timedelta(days=1))
    asked = {name: given.line(name) for name in USUAL_PERSONS if name in given}
    return {"arrival": arrival, "departure": departure, **USUAL_PERSONS, **asked}


def _is_complete(form: BookingForm, chosen: list[ChosenRoom]) -> bool:
    """Check everything at once, so that all that is missing shows in one go."""
    is_valid = form.is_valid()
    if not chosen:
        form.add_error(None, _("Choose a room first."))
    refused = [room for room in chosen if room.refusal or not room.form.is_valid()]
    return is_valid and bool(chosen) and not refused


def _next_page(hotel: Hotel, booked: Reservation, is_walk_in: bool) -> str:
    """The check-in of a walk-in, or else the reservation."""
    first = Stay.objects.filter(reservation=booked).order_by("pk").first()
    if is_walk_in and first is not None:
        return reverse("reservations:check_in", args=[hotel.code, first.pk])
    return page_of(hotel, booked.code)
