"""Booking on one page, with or without JavaScript: every button sends the whole form.

So nothing that was typed is lost while rooms are chosen. The page carries a random key that the
reservation keeps (`Reservation.form_key`, unique per hotel): a form that arrives twice, also at
the same moment or from a reloaded page, books once and both answers lead to the same reservation.
A key in the session would not hold, because two requests at once read the same session.
"""

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import Money
from hotelpms.kit.tokens import new_token
from hotelpms.kit.web import htmx
from reservations.domain.bookings.bookings import BookingRequest, StayRequest
from reservations.domain.bookings.desk_bookings import book_at_desk, booked_with
from reservations.domain.rates.availability import Offer, free_rooms, offers
from reservations.enums import Board
from reservations.forms.booking.booking import (
    MOST_ROOMS,
    BookingForm,
    ChosenRoomForm,
    DatesForm,
    Pick,
)
from reservations.models import Reservation, Room, Stay
from reservations.views.stay.look_up import page_of


@dataclass(frozen=True)
class OfferRow:
    """An offer, the text that chooses it, its price per night, and how often it is chosen."""

    offer: Offer
    pick: Pick
    per_night: Money
    varies: bool
    taken: int


@dataclass(frozen=True)
class ChosenRoom:
    """A room on the list of what will be booked. `refusal` says why it can't be, if so."""

    pick: Pick
    offer: Offer | None
    form: ChosenRoomForm
    refusal: str
    total: Money


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
    given = request.POST if request.method == "POST" else request.GET
    is_asked = request.method == "POST" and "book" in given
    today = request.business_date
    known = booked_with(hotel, given.get("form_key", "")) if is_asked else None
    if known is not None:
        # Its rooms are taken by now, by this very form: nothing of it has to be checked again.
        return _go(request, _next_page(hotel, known, is_walk_in))
    dates = DatesForm(_dates(given, today), business_date=today)
    found = _offers(hotel, dates)
    chosen = _chosen(request, hotel, _picks(given), is_asked=is_asked)
    form = BookingForm(
        request.POST if request.method == "POST" else None,
        hotel=hotel,
        business_date=today,
        is_asked=is_asked,
        initial={"form_key": new_token(), "sends_confirmation": not is_walk_in},
    )
    if is_asked and _is_complete(form, chosen):
        try:
            booked = _book(request, hotel, form, chosen)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Reservation %(code)s is booked.") % {"code": booked.code})
            return _go(request, _next_page(hotel, booked, is_walk_in))
    context = {
        "hotel": hotel,
        "is_walk_in": is_walk_in,
        "dates": dates,
        "rows": _rows(found, dates, chosen, given),
        "is_narrowed": bool(given.get("room_type")),
        "room_type": given.get("room_type", ""),
        "room": given.get("room", ""),
        "chosen": chosen,
        "total": sum((room.total for room in chosen), Money.zero(hotel.currency)),
        "form": form,
    }
    return htmx.page(
        request,
        "reservations/booking/new.html",
        context,
        fragment="reservations/booking/new_form.html",
        status=422 if is_asked else 200,
    )


def _dates(given: QueryDict, today: datetime.date) -> dict[str, Any]:
    """What was asked for, filled up so that the page can show offers at once."""
    arrival = given.get("arrival") or today.isoformat()
    departure = given.get("departure")
    if not departure:
        try:
            departure = str(datetime.date.fromisoformat(arrival) + datetime.timedelta(days=1))
        except (ValueError, OverflowError):
            departure = ""
    persons = {"adults": "2", "children": "0", "babies": "0"}
    asked = {name: given[name] for name in persons if name in given}
    return {"arrival": arrival, "departure": departure, **persons, **asked}


def _offers(hotel: Hotel, dates: DatesForm) -> list[Offer]:
    if not dates.is_valid():
        return []
    data = dates.cleaned_data
    return offers(
        hotel=hotel,
        arrival=data["arrival"],
        departure=data["departure"],
        adults=data["adults"],
        children=data["children"],
    )


def _picks(given: QueryDict) -> list[Pick]:
    """The rooms chosen so far, with the one just chosen, without the one just taken out."""
    texts = [*given.getlist("chosen"), *given.getlist("pick")]
    picks = {pick.number: pick for text in texts if (pick := Pick.parse(text))}
    return [pick for pick in picks.values() if str(pick.number) != given.get("take_out")][
        :MOST_ROOMS
    ]


def _rows(
    found: list[Offer], dates: DatesForm, chosen: list[ChosenRoom], given: QueryDict
) -> list[OfferRow]:
    picks, wanted = [room.pick for room in chosen], given.get("room_type", "")
    return [
        _row(offer, picks, dates.cleaned_data)
        for offer in found
        if not wanted or str(offer.room_type.pk) == wanted
    ]


def _row(offer: Offer, picks: list[Pick], dates: dict[str, Any]) -> OfferRow:
    pick = Pick(
        number=1 + max((other.number for other in picks), default=0),
        room_type_id=offer.room_type.pk,
        rate_plan_id=offer.rate_plan.pk,
        arrival=dates["arrival"],
        departure=dates["departure"],
        adults=dates["adults"],
        children=dates["children"],
        babies=dates["babies"],
    )
    average = Money(offer.total.amount / len(offer.prices), offer.total.currency).rounded()
    return OfferRow(
        offer=offer,
        pick=pick,
        per_night=average,
        varies=len(set(offer.prices)) > 1,
        taken=sum(replace(other, number=pick.number) == pick for other in picks),
    )


def _chosen(
    request: StaffRequest,
    hotel: Hotel,
    picks: list[Pick],
    *,
    is_asked: bool,
) -> list[ChosenRoom]:
    """Look every chosen room up anew; rooms of the same dates share their queries."""
    known: dict[tuple[Any, ...], list[Offer]] = {}
    free: dict[tuple[Any, ...], list[Room]] = {}
    rooms = []
    for pick in picks:
        asked = (pick.arrival, pick.departure, pick.adults, pick.children)
        if asked not in known:
            known[asked] = offers(
                hotel=hotel,
                arrival=pick.arrival,
                departure=pick.departure,
                adults=pick.adults,
                children=pick.children,
            )
        days = (pick.arrival, pick.departure)
        if days not in free:
            free[days] = free_rooms(
                hotel_id=hotel.pk,
                room_type_id=None,
                arrival=pick.arrival,
                departure=pick.departure,
                slot=pick.slot,
            )
        rooms.append(_room(request, hotel, pick, known[asked], free[days], is_asked))
    return rooms


def _room(
    request: StaffRequest,
    hotel: Hotel,
    pick: Pick,
    found: list[Offer],
    free: list[Room],
    is_asked: bool,
) -> ChosenRoom:
    key = (pick.room_type_id, pick.rate_plan_id)
    offer = next((one for one in found if (one.room_type.pk, one.rate_plan.pk) == key), None)
    sets_prices = offer is not None and Right.RESERVATIONS_OVERRIDE_PRICE in request.rights
    wanted = request.POST.get("room", "") or request.GET.get("room", "")
    is_typed = f"room{pick.number}-room" in request.POST
    form = ChosenRoomForm(
        request.POST if is_typed or is_asked else None,
        pick=pick,
        rooms=[room for room in free if room.room_type_id == pick.room_type_id],
        listed=offer.prices if offer else (),
        sets_prices=sets_prices,
        currency=hotel.currency,
        initial={"room": wanted} if pick.number == 1 else {},
    )
    amounts = offer.prices if offer else ()
    if is_typed and form.is_valid() and form.prices is not None:
        amounts = form.prices
    return ChosenRoom(
        pick=pick,
        offer=offer,
        form=form,
        refusal=_refusal(offer),
        total=Money(sum(amounts, Decimal(0)), hotel.currency),
    )


def _refusal(offer: Offer | None) -> str:
    return offer.refusal if offer else _("This room is not offered any more.")


def _is_complete(form: BookingForm, chosen: list[ChosenRoom]) -> bool:
    """Check everything at once, so that all that is missing shows in one go."""
    is_valid = form.is_valid()
    if not chosen:
        form.add_error(None, _("Choose a room first."))
    refused = [room for room in chosen if room.refusal or not room.form.is_valid()]
    return is_valid and bool(chosen) and not refused


def _book(
    request: StaffRequest, hotel: Hotel, form: BookingForm, chosen: list[ChosenRoom]
) -> Reservation:
    data = form.cleaned_data
    ids = {
        f"{name}_id": data[name].pk if data[name] else None
        for name in ("company", "agency", "segment", "channel")
    }
    wish = BookingRequest(
        booker_id=data["guest"].pk if data["guest"] else 0,
        stays=tuple(_stay(room, data["arrival_time"]) for room in chosen),
        channel_ref=data["channel_ref"] if data["channel"] else "",
        language=form.letter_language,
        guarantee=data["guarantee"],
        notes=data["notes"],
        requests=data["requests"],
        option_until=data["option_until"],
        sends_confirmation=data["sends_confirmation"],
        form_key=data["form_key"],
        **ids,
    )
    return book_at_desk(
        hotel=hotel,
        request=wish,
        guest=form.new_guest,
        room_ids=[room.form.cleaned_data["room"] for room in chosen],
        actor=request.actor,
        now=clock.now(),
        business_date=request.business_date,
    )


def _stay(room: ChosenRoom, arrival_time: datetime.time | None) -> StayRequest:
    pick = room.pick
    return StayRequest(
        room_type_id=pick.room_type_id,
        rate_plan_id=pick.rate_plan_id,
        arrival=pick.arrival,
        departure=pick.departure,
        adults=pick.adults,
        children=pick.children,
        babies=pick.babies,
        board=room.offer.rate_plan.board if room.offer else Board.RO,
        prices=room.form.prices,
        arrival_time=arrival_time,
    )


def _next_page(hotel: Hotel, booked: Reservation, is_walk_in: bool) -> str:
    """The check-in of a walk-in, or else the reservation."""
    first = Stay.objects.filter(reservation=booked).order_by("pk").first()
    if is_walk_in and first is not None:
        return reverse("reservations:check_in", args=[hotel.code, first.pk])
    return page_of(hotel, booked.code)


def _go(request: StaffRequest, address: str) -> HttpResponse:
    if htmx.wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
