"""Booking one room from the room plan: dates, price, guest, done. The booking page does the rest.

The panel sends itself whole, like the booking page: nothing typed is lost while dates or persons
change, and its key books once however often it arrives.
"""

import json
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.errors import Refused
from hotelpms.kit.tokens import new_token
from hotelpms.kit.web import htmx
from reservations.domain.bookings.bookings import BookingRequest, StayRequest
from reservations.domain.bookings.desk_bookings import book_at_desk, booked_with
from reservations.domain.rates.availability import Offer, offers
from reservations.forms.booking.booking import DatesForm
from reservations.forms.plan.plan import QuickBookingForm, RoomForm
from reservations.models import Reservation, Room
from reservations.views.stay.look_up import page_of


@requires(Right.RESERVATIONS_BOOK)
@require_http_methods(["GET", "POST"])
def book(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Book the room of `?room=` from `arrival` to `departure` for one guest."""
    given = request.POST if request.method == "POST" else request.GET
    room = _room(hotel, given)
    # The panel asks for other prices with `show`; everything else that is sent means to book.
    is_asked = request.method == "POST" and "show" not in given
    known = booked_with(hotel, given.get("form_key", "")) if is_asked else None
    if known is not None:
        # The room is taken by now, by this very form: nothing has to be checked again.
        return _done(request, hotel, known)
    dates = DatesForm(_dates(given), business_date=request.business_date)
    found = _offers(hotel, room, dates)
    form = QuickBookingForm(
        request.POST if request.method == "POST" else None,
        hotel=hotel,
        business_date=request.business_date,
        is_asked=is_asked,
        initial={"form_key": new_token(), "sends_confirmation": True},
    )
    chosen = _chosen(found, given)
    if is_asked and form.is_valid() and dates.is_valid():
        if chosen is None:
            form.add_error(None, _("Choose a price first."))
        else:
            try:
                booked = _book(request, hotel, room, chosen, dates.cleaned_data, form)
            except Refused as refused:
                form.add_error(None, str(refused.message))
            else:
                return _done(request, hotel, booked)
    context = {
        "hotel": hotel,
        "room": room,
        "dates": dates,
        "offers": found,
        "chosen": chosen,
        "form": form,
    }
    return htmx.page(
        request,
        "reservations/plan/plan_book.html",
        context,
        fragment="reservations/plan/plan_book_panel.html",
        status=422 if is_asked else 200,
    )


def _room(hotel: Hotel, given: QueryDict) -> Room:
    form = RoomForm(given)
    rooms = Room.objects.select_related("room_type").filter(hotel=hotel, is_active=True)
    return get_object_or_404(rooms, pk=form.room_id)


def _dates(given: QueryDict) -> dict[str, Any]:
    persons = {"adults": "2", "children": "0", "babies": "0"}
    return persons | {name: value for name, value in given.items() if isinstance(value, str)}


def _offers(hotel: Hotel, room: Room, dates: DatesForm) -> list[Offer]:
    """Return what the room costs on the dates, cheapest first; nothing for impossible dates."""
    if not dates.is_valid():
        return []
    data = dates.cleaned_data
    found = offers(
        hotel=hotel,
        arrival=data["arrival"],
        departure=data["departure"],
        adults=data["adults"],
        children=data["children"],
    )
    return [offer for offer in found if offer.room_type.pk == room.room_type_id]


def _chosen(found: list[Offer], given: QueryDict) -> Offer | None:
    """Return the offer of the chosen rate plan, or else the cheapest that can be had."""
    open_ones = [offer for offer in found if not offer.refusal]
    wanted = given.get("rate_plan", "")
    named = (offer for offer in open_ones if str(offer.rate_plan.pk) == wanted)
    return next(named, open_ones[0] if open_ones else None)


def _book(
    request: StaffRequest,
    hotel: Hotel,
    room: Room,
    offer: Offer,
    dates: dict[str, Any],
    form: QuickBookingForm,
) -> Reservation:
    data = form.cleaned_data
    stay = StayRequest(
        room_type_id=room.room_type_id,
        rate_plan_id=offer.rate_plan.pk,
        arrival=dates["arrival"],
        departure=dates["departure"],
        adults=dates["adults"],
        children=dates["children"],
        babies=dates["babies"],
        board=offer.rate_plan.board,
    )
    wish = BookingRequest(
        booker_id=data["guest"].pk if data["guest"] else 0,
        stays=(stay,),
        language=form.letter_language,
        guarantee=data["guarantee"],
        requests=data["requests"],
        sends_confirmation=data["sends_confirmation"],
        form_key=data["form_key"],
    )
    return book_at_desk(
        hotel=hotel,
        request=wish,
        guest=form.new_guest,
        room_ids=[room.pk],
        actor=request.actor,
        now=clock.now(),
        business_date=request.business_date,
    )


def _done(request: StaffRequest, hotel: Hotel, booked: Reservation) -> HttpResponse:
    if not htmx.wants_fragment(request):
        return HttpResponseRedirect(page_of(hotel, booked.code))
    text = _("Reservation %(code)s is booked.") % {"code": booked.code}
    toast = {"level": "success", "text": text}
    events = json.dumps({"close-panel": True, "plan-changed": True, "toast": toast})
    return HttpResponse(status=204, headers={"HX-Trigger": events})
