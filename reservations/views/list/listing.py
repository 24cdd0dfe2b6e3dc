import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import htmx
from hotelpms.lists import pages
from hotelpms.lists.domain import catalogue
from hotelpms.lists.domain.catalogue import Column
from reservations.domain.pages import listing as register
from reservations.forms.list.listing import ListForm

PAGE_SIZE = 25

LIST = catalogue.register(
    catalogue.List(
        key="reservations",
        label=gettext_lazy("Reservations"),
        right=Right.RESERVATIONS_VIEW,
        url_name="reservations:list",
        params=("q", "state", "arriving_from", "arriving_to"),
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
    here = pages.shown(LIST, request)
    if here.opening:
        return HttpResponseRedirect(here.opening)
    form = ListForm(request.GET)
    form.is_valid()
    wish = form.cleaned_data
    rows = register.found(
        hotel,
        business_date=request.business_date,
        text=wish.get("q", ""),
        standing=wish.get("state", ""),
        arriving_from=wish.get("arriving_from"),
        arriving_to=wish.get("arriving_to"),
        sort=request.GET.get("sort", ""),
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "hotel": hotel,
        "form": form,
        "page": page,
        "lines": register.lines_of(list(page), business_date=request.business_date),
        "list": here,
        "chips": _chips(request, wish),
        "is_narrowed": any(wish.values()),
        "may_book": Right.RESERVATIONS_BOOK in request.rights,
    }
    return htmx.page(
        request, "reservations/list/list.html", context, fragment="reservations/list/rows.html"
    )


def _chips(request: StaffRequest, wish: dict[str, Any]) -> list[dict[str, object]]:
    """The questions asked most, as links; the text searched for is kept."""
    today, week = request.business_date, request.business_date + datetime.timedelta(days=7)
    views: list[tuple[str, dict[str, object]]] = [
        (_("All"), {}),
        (_("Due in today"), {"state": "due_in", "arriving_to": today}),
        (_("In house"), {"state": "in_house"}),
        (_("Due out today"), {"state": "due_out"}),
        (
            _("Arriving within 7 days"),
            {"state": "booked", "arriving_from": today, "arriving_to": week},
        ),
        (_("Options"), {"state": "option"}),
        (_("No-shows"), {"state": "no_show"}),
        (_("Cancelled"), {"state": "cancelled"}),
    ]
    shown = {name: value for name, value in wish.items() if value and name != "q"}
    text = {"q": wish["q"]} if wish.get("q") else {}
    return [
        {
            "label": label,
            "url": f"?{urlencode(text | query) or pages.EVERYTHING}",
            "is_current": shown == query and not request.GET.get("sort"),
        }
        for label, query in views
    ]
