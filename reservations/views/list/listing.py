import datetime
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web.paging import paged
from hotelpms.lists import pages
from hotelpms.lists.domain import catalogue
from hotelpms.lists.domain.catalogue import Column
from reservations.domain.pages import listing as register
from reservations.forms.list.listing import ListFilters, ListWish

PAGE_SIZE = 25

LIST = catalogue.register(
    catalogue.List(
        key="reservations",
        label=gettext_lazy("Reservations"),
        right=Right.RESERVATIONS_VIEW,
        url_name="reservations:list",
        filters=ListFilters,
        page="reservations/list/list.html",
        part="reservations/list/rows.html",
        columns=(
            Column("guest", gettext_lazy("Guest"), sort="guest", is_fixed=True),
            Column("state", gettext_lazy("State")),
            Column("arrival", gettext_lazy("Arrival"), sort="arrival"),
            Column("departure", gettext_lazy("Departure"), sort="departure"),
            Column("nights", gettext_lazy("Nights"), numeric=True),
            Column("room", gettext_lazy("Room")),
            Column("persons", gettext_lazy("Persons"), numeric=True),
            Column("source", gettext_lazy("Booked through")),
            Column("booked", gettext_lazy("Booked on"), sort="booked"),
            Column("total", gettext_lazy("Total"), numeric=True),
        ),
    )
)


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def listing(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the reservations that fit; htmx asks for the rows alone while the clerk types."""

    def facts(wish: ListWish, sort: str) -> dict[str, Any]:
        rows = register.found(
            hotel,
            business_date=request.business_date,
            text=wish.q,
            standing=wish.state,
            arriving_from=wish.arriving_from,
            arriving_to=wish.arriving_to,
        )
        page = paged(request, register.in_order(hotel, rows, sort), PAGE_SIZE, counted=rows)
        return {
            "page": page,
            "lines": register.lines_of(list(page), business_date=request.business_date),
            "chips": _chips(request.business_date, wish, sort),
            "is_narrowed": wish != ListWish(),
            "may_book": Right.RESERVATIONS_BOOK in request.rights,
        }

    return pages.answer(request, LIST, ListFilters(request.GET), facts)


def _chips(today: datetime.date, wish: ListWish, sort: str) -> list[pages.Chip]:
    """The questions asked most, as links; the text searched for is kept."""
    week = today + datetime.timedelta(days=7)
    asked = [
        (_("All"), ListWish()),
        (_("Due in today"), ListWish(state="due_in", arriving_to=today)),
        (_("In house"), ListWish(state="in_house")),
        (_("Due out today"), ListWish(state="due_out")),
        (
            _("Arriving within 7 days"),
            ListWish(state="booked", arriving_from=today, arriving_to=week),
        ),
        (_("Options"), ListWish(state="option")),
        (_("No-shows"), ListWish(state="no_show")),
        (_("Cancelled"), ListWish(state="cancelled")),
    ]
    return [_chip(label, replace(one, q=wish.q), wish, sort) for label, one in asked]


def _chip(label: str, one: ListWish, wish: ListWish, sort: str) -> pages.Chip:
    return pages.Chip(label, pages.filled(one), is_current=one == wish and not sort)
