"""Lists of traces: all of the hotel, those about a reservation, those about a card."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cardex.models import Profile
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import htmx
from hotelpms.kit.web.paging import paged
from hotelpms.kit.web.parts import Nothing
from reservations.domain.traces import lists
from reservations.forms.traces.trace import TraceFilters
from reservations.views.stay.look_up import page_of, reservation_or_404
from reservations.views.traces.trace_rows import trace_days, trace_rows

PAGE_SIZE = 50
# On a reservation's and a card's page older ones are left to the list.
MOST_ON_A_PAGE = 20


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def listing(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the traces that fit; htmx asks for the rows alone."""
    filters = TraceFilters(request.GET, hotel=hotel, person_id=request.user.pk)
    wish = filters.wish()
    rows = lists.listed(hotel, wish, request.business_date)
    overdue = lists.overdue(hotel, request.business_date).order_by().count()
    page = paged(request, rows, PAGE_SIZE)
    by_day = wish.show in ("open", "overdue")
    context = {
        **_facts(request, hotel),
        "filters": filters,
        "wish": wish,
        "page": page,
        "days": trace_days(request, page) if by_day else [],
        "rows": [] if by_day else trace_rows(request, page),
        "nothing": _nothing(wish),
        "chips": [
            {
                "name": name,
                "label": label,
                "is_current": name == wish.show,
                "count": overdue if name == "overdue" else 0,
            }
            for name, label in lists.SHOWS.items()
        ],
    }
    return htmx.page(
        request,
        "reservations/traces/traces.html",
        context,
        fragment="reservations/traces/trace_rows.html",
    )


def _nothing(wish: lists.TraceWish) -> Nothing:
    if wish.text or wish.department_id or wish.writer_id:
        fewer = _("Try fewer words or another department.")
        return Nothing("search", _("No trace fits."), fewer)
    if wish.show == "overdue":
        return Nothing("check", _("Nothing is overdue."))
    if wish.show == "open":
        why = _(
            "A trace reminds a department of something on a date: flowers before an arrival, a "
            "taxi at six, a call to the agency."
        )
        return Nothing("sticky-note", _("Nothing is open."), why)
    return Nothing("sticky-note", _("There is none."))


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def of_reservation(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Show the traces of a reservation and its stays."""
    reservation = reservation_or_404(hotel, code)
    found = lists.of_reservation(reservation)[:MOST_ON_A_PAGE]
    context = {
        **_facts(request, hotel),
        "rows": trace_rows(request, found, hides="reservation"),
        "new_query": f"reservation={code}",
        "title": reservation.code,
        "back": page_of(hotel, code),
    }
    return _part(request, context)


@requires(Right.CARDEX_VIEW)
@require_GET
def of_card(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show what this hotel noted about a guest or a company."""
    card = get_object_or_404(Profile, pk=pk)
    context = {
        **_facts(request, hotel),
        "rows": trace_rows(request, lists.of_card(hotel, card.pk)[:MOST_ON_A_PAGE], hides="card"),
        "new_query": f"card={card.pk}",
        "title": card.full_name,
        "back": reverse("cardex:card", args=[hotel.code, card.pk]),
    }
    return _part(request, context)


def _facts(request: StaffRequest, hotel: Hotel) -> dict[str, Any]:
    return {
        "hotel": hotel,
        "business_date": request.business_date,
        "may_write_traces": Right.RESERVATIONS_TRACES in request.rights,
    }


def _part(request: StaffRequest, context: dict[str, Any]) -> HttpResponse:
    return htmx.page(
        request,
        "reservations/traces/traces_about.html",
        context,
        fragment="reservations/traces/traces_part.html",
    )
