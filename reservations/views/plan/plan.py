"""The room plan: the page, its part that the filters swap, and its own refreshing."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from babel import Locale
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import edge, htmx
from reservations.domain.plan.sheet import SHOWN_STATES, SPANS, PlanSheet, plan_sheet
from reservations.forms.plan.plan import PlanFilters

# Numbers up to here meet every plural form of the languages we speak.
MOST_NIGHTS = 120


@requires(Right.RESERVATIONS_VIEW)
@require_GET
@gzip_page
def plan(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the plan. Asked again with the stamp of what is shown, answer 204 if it is the same."""
    filters = PlanFilters(
        request.GET, business_date=request.business_date, is_phone=_is_phone(request)
    )
    wish = filters.wish()
    sheet = plan_sheet(
        hotel,
        first=wish.first,
        days=wish.days,
        business_date=request.business_date,
        room_type_id=wish.type,
        floor=wish.floor,
        state=wish.state,
        is_free=wish.free,
    )
    # Without the request no context processor runs: the sheet is the same for every reader.
    drawn = render_to_string(
        "reservations/plan/plan_sheet.html",
        {"sheet": sheet, "stay_url": reverse("reservations:stay", args=[hotel.code, 0])},
    )
    stamp = hashlib.sha256(drawn.encode()).hexdigest()[:16]
    if "stamp" in edge.asked(request) and htmx.wants_fragment(request):
        return _refreshed(request, sheet, drawn, stamp)
    context = {
        "hotel": hotel,
        "sheet": sheet,
        "drawn": drawn,
        "stamp": stamp,
        "asked": wish,
        "spans": SPANS,
        "states": SHOWN_STATES,
        "is_narrowed": wish.is_narrowed,
        "earlier": wish.first - timedelta(days=_step(wish.days)),
        "later": wish.first + timedelta(days=_step(wish.days)),
        "may_change": Right.RESERVATIONS_CHANGE in request.rights,
        "may_book": Right.RESERVATIONS_BOOK in request.rights,
        # The folios belong to an app above this one: the page knows its address alone.
        "balances_url": reverse("invoicing:stay_balances", args=[hotel.code])
        if Right.INVOICING_VIEW in request.rights
        else "",
        "texts": _texts(),
    }
    return htmx.page(
        request, "reservations/plan/plan.html", context, fragment="reservations/plan/plan_page.html"
    )


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def marks(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Give icons and columns as a style sheet: one of each in each bar would be too many."""
    response = render(request, "reservations/plan/plan_marks.css", content_type="text/css")
    patch_cache_control(response, private=True, max_age=3600)
    return response


def _refreshed(request: StaffRequest, sheet: PlanSheet, drawn: str, stamp: str) -> HttpResponse:
    if edge.asked(request).line("stamp") == stamp:
        return HttpResponse(status=204)
    context = {"sheet": sheet, "drawn": drawn, "stamp": stamp}
    response = render(request, "reservations/plan/plan_drawn.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _is_phone(request: HttpRequest) -> bool:
    """Tell by what the browser says of itself; it only decides how many days show at first."""
    hint = edge.header(request, "Sec-CH-UA-Mobile")
    return hint == "?1" or "Mobi" in edge.header(request, "User-Agent")


def _step(days: int) -> int:
    """Return how far the arrows go: a week at a time, a month on the wide plans."""
    return 7 if days <= 14 else 28


def _texts() -> dict[str, Any]:
    """Return the sentences of the page's script; those that count by their plural category."""
    return {
        "nights": _plurals(lambda n: ngettext("%(n)s night", "%(n)s nights", n)),
        "found": _plurals(lambda n: ngettext("%(n)s stay found", "%(n)s stays found", n)),
        "nothing": _("Nothing found in these dates."),
        "lost": _("The hotel's server does not answer. Nothing was changed."),
        "fixed": _("This stay is over and stays where it is."),
        "lifted": _(
            "Lifted. The arrows move the stay, with Shift its departure, with Alt its arrival. "
            "Enter drops it, Esc leaves it as it was."
        ),
        "past": _("This date is over: nothing can be booked there any more."),
    }


def _plurals(said: Callable[[int], str]) -> dict[str, str]:
    """Return the sentence for each CLDR category of the language, with # for the number."""
    category = Locale.parse(to_locale(get_language() or "en")).plural_form
    forms: dict[str, str] = {}
    for number in range(MOST_NIGHTS):
        forms.setdefault(category(number), said(number) % {"n": "#"})
    return forms
