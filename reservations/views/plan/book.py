"""Booking one room from the room plan: dates, price, guest, done. The booking page does the rest.

The panel sends itself whole, like the booking page: nothing typed is lost while dates or persons
change, and its key books once however often it arrives.
"""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.errors import Refused
from hotelpms.kit.keys.tokens import new_token
from hotelpms.kit.web import edge, htmx
from hotelpms.kit.web.deeds import attempt
from hotelpms.kit.web.edge import Given
from reservations.domain.bookings.bookings import BookingRequest
from reservations.domain.rates.availability import Offer
from reservations.forms.booking.dates import DatesForm
from reservations.forms.plan.plan import QuickBookingForm
from reservations.models import Reservation, Room
from reservations.views.booking import desk
from reservations.views.booking.desk import stay_request
from reservations.views.stay.look_up import page_of


class NothingChosen(Refused):
    """No offer of the room can be had, so that there is no price to book at."""

    def __init__(self) -> None:
        super().__init__(_("Choose a price first."))


@requires(Right.RESERVATIONS_BOOK)
@require_http_methods(["GET", "POST"])
def book(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Book the room of `?room=` from `arrival` to `departure` for one guest."""
    given = edge.asked_or_sent(request)
    room = _room(hotel, given)
    # The panel asks for other prices with `show`; everything else that is sent means to book.
    is_asked = request.method == "POST" and "show" not in given
    before = desk.earlier(request, is_asked=is_asked)
    if before.known is not None:
        # The room is taken by now, by this very form: nothing has to be checked again.
        return _done(request, hotel, before.known)
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

    def act(wish: BookingRequest) -> Reservation:
        if chosen is None:
            raise NothingChosen
        stay = stay_request(
            dates.wish(),
            room_type_id=room.room_type_id,
            rate_plan_id=chosen.rate_plan.pk,
            board=chosen.rate_plan.board,
        )
        return desk.book(request, form, wish, [stay], [room.pk])

    booked = None
    if before.rival is not None:
        form.refuse(before.rival)
    elif is_asked and dates.is_valid():
        booked = attempt(form, act)
    if booked is not None:
        return _done(request, hotel, booked)
    rival = desk.earlier(request, is_asked=is_asked).known
    if rival is not None:
        # The same form came twice at once: the room that it lacks it has taken itself.
        return _done(request, hotel, rival)
    context = {
        "hotel": hotel,
        "room": room,
        "dates": dates,
        "offers": found,
        "chosen": chosen,
        "form": form,
        "existing": desk.existing(form),
    }
    return htmx.page(
        request,
        "reservations/plan/plan_book.html",
        context,
        fragment="reservations/plan/plan_book_panel.html",
        status=422 if is_asked else 200,
    )


def _room(hotel: Hotel, given: Given) -> Room:
    rooms = Room.objects.select_related("room_type").filter(hotel=hotel, is_active=True)
    return get_object_or_404(rooms, pk=given.row_id("room"))


def _dates(given: Given) -> dict[str, str]:
    asked = {name: given.line(name) for name in DatesForm.base_fields if name in given}
    return {**desk.USUAL_PERSONS, **asked}


def _offers(hotel: Hotel, room: Room, dates: DatesForm) -> list[Offer]:
    """Return what the room costs on the dates, cheapest first; nothing for impossible dates."""
    found = desk.offers_of(hotel, dates)
    of_type = [offer for offer in found if offer.room_type.pk == room.room_type_id]
    return sorted(of_type, key=lambda offer: bool(offer.refusal))


def _chosen(found: list[Offer], given: Given) -> Offer | None:
    """Return the offer of the chosen rate plan, or else the cheapest that can be had."""
    open_ones = [offer for offer in found if not offer.refusal]
    wanted = given.line("rate_plan")
    named = (offer for offer in open_ones if str(offer.rate_plan.pk) == wanted)
    return next(named, open_ones[0] if open_ones else None)


def _done(request: StaffRequest, hotel: Hotel, booked: Reservation) -> HttpResponse:
    if not htmx.wants_fragment(request):
        return HttpResponseRedirect(page_of(hotel, booked.code))
    said = _("Reservation %(code)s is booked.") % {"code": booked.code}
    return htmx.tell(said, "plan-changed", "close-panel")
