"""The lists of the day: who comes, who leaves, who is in the house."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import edge
from hotelpms.kit.web.paging import paged
from reservations.domain.pages import day_lists
from reservations.domain.pages.stay_line import StayLine
from reservations.views.day.day_rows import day_rows

# A floor or two: a house of 500 rooms is shown in pages that open at once.
PER_PAGE = 50


@dataclass(frozen=True)
class Part:
    """One chip of a list: what it shows, its word, and what an empty list says."""

    name: str
    label: str
    lines: list[StayLine]
    nobody: str


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def arrivals(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show who is due in on a date and who has arrived on it."""
    date = _date(request)
    parts = [
        Part("due_in", _("Due in"), day_lists.due_in(hotel, date), _("Nobody else is due in.")),
        Part("arrived", _("Arrived"), day_lists.arrived(hotel, date), _("Nobody has arrived yet.")),
    ]
    return _page(request, hotel, "arrivals", _("Arrivals"), date, parts)


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def departures(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show who is due out on a date and who has departed on it."""
    date = _date(request)
    parts = [
        Part("due_out", _("Due out"), day_lists.due_out(hotel, date), _("Nobody else is due out.")),
        Part(
            "departed",
            pgettext("guests", "Departed"),
            day_lists.departed(hotel, date),
            _("Nobody has left yet."),
        ),
    ]
    return _page(request, hotel, "departures", _("Departures"), date, parts)


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def in_house(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show everybody in the house, by room."""
    part = Part("in_house", _("In house"), day_lists.in_house(hotel), _("The house is empty."))
    return _page(request, hotel, "in_house", _("In house"), request.business_date, [part])


def _page(
    request: StaffRequest,
    hotel: Hotel,
    kind: str,
    title: str,
    date: datetime.date,
    parts: list[Part],
) -> HttpResponse:
    asked = edge.asked(request).line("show")
    shown = next((part for part in parts if part.name == asked), parts[0])
    page = paged(request, shown.lines, PER_PAGE)
    receives = kind == "arrivals" and Right.RESERVATIONS_CHECK_IN in request.rights
    context: dict[str, Any] = {
        "hotel": hotel,
        "kind": kind,
        "title": title,
        "date": date,
        "parts": parts,
        "shown": shown,
        "page": page,
        "rows": day_rows(request, list(page), kind=kind, date=date),
        "prints_cards": receives and bool(shown.lines),
        "takes_walk_ins": receives,
        "adults": _sum(shown.lines, lambda line: line.adults),
        "children": _sum(shown.lines, lambda line: line.children + line.babies),
    }
    return render(request, "reservations/day/stay_list.html", context)


def _date(request: StaffRequest) -> datetime.date:
    """Return the date of the address, the business date where it has none."""
    return edge.asked(request).day("date") or request.business_date


def _sum(lines: list[StayLine], count: Callable[[StayLine], int]) -> int:
    return sum(map(count, lines))
