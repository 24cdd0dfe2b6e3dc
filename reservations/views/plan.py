"""The room plan: the page, its own refreshing, the verdict before a drop, and the drop."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock, htmx
from reservations import permissions
from reservations.domain.placing import Verdict, place, try_place
from reservations.domain.plan_sheet import SPANS, plan_sheet
from reservations.forms.plan import PlacementForm, PlanForm
from reservations.models import Stay


@requires(permissions.VIEW)
@require_GET
def plan(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the plan. Asked again with the stamp of what is shown, answer 204 if it is the same."""
    asked = PlanForm(request.GET, business_date=request.business_date).read()
    sheet = plan_sheet(
        hotel,
        first=asked["first"],
        days=asked["days"],
        business_date=request.business_date,
        room_type_id=asked["type"],
        floor=asked["floor"],
    )
    # Without the request no context processor runs: the sheet is the same for every reader.
    drawn = render_to_string(
        "reservations/plan_sheet.html",
        {"sheet": sheet, "stay_url": reverse("reservations:stay", args=[hotel.code, 0])},
    )
    stamp = hashlib.sha256(drawn.encode()).hexdigest()[:16]
    if htmx.wants_fragment(request) and request.GET.get("stamp") == stamp:
        return HttpResponse(status=204)
    context = {
        "hotel": hotel,
        "sheet": sheet,
        "drawn": drawn,
        "stamp": stamp,
        "asked": asked,
        "spans": SPANS,
        "earlier": asked["first"] - timedelta(days=_step(asked["days"])),
        "later": asked["first"] + timedelta(days=_step(asked["days"])),
        "may_change": permissions.CHANGE in request.rights,
        "may_book": permissions.BOOK in request.rights,
    }
    return htmx.page(
        request, "reservations/plan.html", context, fragment="reservations/plan_drawn.html"
    )


@requires(permissions.VIEW)
@require_GET
def marks(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Give the icons of the states as a style sheet: an icon in each bar would be too many."""
    response = render(request, "reservations/plan_marks.css", content_type="text/css")
    patch_cache_control(response, private=True, max_age=3600)
    return response


@requires(permissions.CHANGE)
@require_GET
def verdict(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Say what dropping a bar here would do; nothing is kept."""
    form = PlacementForm(request.GET, hotel=hotel)
    found = Verdict(refusal=_("The plan has changed meanwhile. Try it again."))
    if form.is_valid():
        found = try_place(
            placement=form.placement, now=clock.now(), business_date=request.business_date
        )
    return render(request, "reservations/plan_verdict.html", {"verdict": found})


@requires(permissions.CHANGE)
@require_POST
def drop(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Put a stay where its bar was dropped. The plan then fetches itself anew."""
    form = PlacementForm(request.POST or request.GET, hotel=hotel)
    if not form.is_valid():
        context = {"message": _("The plan has changed meanwhile. Try it again.")}
        return render(request, "components/alert.html", context, status=409)
    before: Stay = form.cleaned_data["stay"]
    after = place(
        placement=form.placement,
        actor=request.actor,
        now=clock.now(),
        business_date=request.business_date,
    )
    toast: dict[str, Any] = {"level": "success", "text": _told(before, after)}
    if _is_move(before, after):
        toast["undo"] = _undo(hotel, before, after)
    events = json.dumps({"toast": toast, "plan-changed": True})
    return HttpResponse(status=204, headers={"HX-Trigger": events})


def _step(days: int) -> int:
    """Return how far the arrows go: a week at a time, a month on the wide plans."""
    return 7 if days <= 14 else 28


def _told(before: Stay, after: Stay) -> str:
    about = {"guest": after.guest.full_name, "room": after.room}
    if not _keeps_dates(before, after):
        return _("The dates of %(guest)s are changed.") % about
    if after.room is None:
        return _("%(guest)s has no room now.") % about
    return _("%(guest)s has room %(room)s.") % about


def _keeps_dates(before: Stay, after: Stay) -> bool:
    return (before.arrival, before.departure) == (after.arrival, after.departure)


def _is_move(before: Stay, after: Stay) -> bool:
    # Taking dates back could change the price of a night, so that is not offered.
    return _keeps_dates(before, after) and before.room_id != after.room_id


def _undo(hotel: Hotel, before: Stay, after: Stay) -> str:
    back: dict[str, str | int] = {
        "stay": after.pk,
        "version": after.version,
        "first": after.arrival.isoformat(),
        "arrival": after.arrival.isoformat(),
        "departure": after.departure.isoformat(),
        "changes_type": "on",
        **({"room": before.room_id} if before.room_id else {"tray": "on"}),
    }
    return f"{reverse('reservations:plan_drop', args=[hotel.code])}?{urlencode(back)}"
