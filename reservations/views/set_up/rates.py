"""Prices and restrictions: one form fills many nights, and a month shows what they have."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from hotelpms.hotels.domain.business_day import business_date_or_none
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.errors import Refused
from hotelpms.kit.web import edge, htmx
from hotelpms.kit.web.deeds import attempt, go
from reservations.domain.pages.rate_month import gaps, rate_month
from reservations.domain.rates.filling import fill_plans, try_fill
from reservations.forms.set_up.rates import RatesForm, RatesWish
from reservations.models import RatePlan, RoomType
from reservations.views.set_up.rate_words import Told, gap_alert, sheet, told

PAGE, PART = "reservations/set_up/rates.html", "reservations/set_up/rates_month.html"
NAME = "reservations:set_up_rates"
# Of more gaps than these the page tells only how many there are.
MOST_GAPS = 6
FEW_DAYS = 5


@dataclass(frozen=True)
class Shown:
    """The plan and the month that the page is about; without a plan there is nothing to fill."""

    plan: RatePlan | None
    month: datetime.date


@requires(Right.RESERVATIONS_RATES, before_opening=True)
@require_http_methods(["GET", "POST"])
def rates(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the month of a plan; fill the nights that the form names."""
    plans = list(RatePlan.objects.filter(hotel=hotel, is_active=True).order_by("code", "pk"))
    start = business_date_or_none(hotel) or clock.local_date(clock.now(), hotel.zone)
    shown = _shown(edge.asked(request), plans, start)
    form = RatesForm(request.POST or None, hotel=hotel, initial=_initial(request, shown, start))
    if request.method == "POST":
        wish = attempt(form, lambda wish: _fill(request, wish))
        if wish is not None:
            query = _address(Shown(wish.rate_plans[0], wish.first))
            return go(request, reverse(NAME, args=[hotel.code]) + query)
    context = {
        "form": form,
        "plans": [(plan, _address(Shown(plan, shown.month))) for plan in plans],
        **_month(hotel, shown, start),
    }
    status = 422 if form.is_bound else 200
    return htmx.page(request, PAGE, context, fragment=PART, status=status)


@requires(Right.RESERVATIONS_RATES, before_opening=True)
@require_GET
def trial(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Say what filling would change, before anything is stored."""
    form = RatesForm(request.GET, hotel=hotel)
    found: Told | None = None
    refusal = ""
    if form.is_valid():
        wish = form.wish()
        try:
            found = told(try_fill(**_nights(wish), wish=wish.fill), hotel.currency)
        except Refused as refused:
            refusal = str(refused.message)
    else:
        refusal = _first_error(form)
    context = {"told": found, "refusal": refusal}
    return render(request, "reservations/set_up/rates_trial.html", context)


def _fill(request: StaffRequest, wish: RatesWish) -> RatesWish:
    done = fill_plans(**_nights(wish), wish=wish.fill, actor=request.actor, now=clock.now())
    count = done.changed + done.made
    said = ngettext("%(n)d night is set.", "%(n)d nights are set.", count) % {"n": count}
    messages.success(request, said if count else _("These nights were like that already."))
    return wish


def _nights(wish: RatesWish) -> dict[str, Any]:
    return {
        "rate_plans": wish.rate_plans,
        "room_types": wish.room_types,
        "first": wish.first,
        "last": wish.last,
        "weekdays": wish.weekdays,
    }


def _shown(asked: edge.Given, plans: list[RatePlan], start: datetime.date) -> Shown:
    """Return the plan and month of the address; the first plan and the month of today without."""
    pk = asked.row_id("plan")
    plan = next((plan for plan in plans if plan.pk == pk), plans[0] if plans else None)
    month = edge.day(f"{asked.line('month', longest=7)}-01")
    # On the last days of a month there is more to do in the next one.
    usual = start if (_following(start) - start).days > FEW_DAYS else _following(start)
    return Shown(plan, month or usual.replace(day=1))


def _initial(request: StaffRequest, shown: Shown, start: datetime.date) -> dict[str, Any]:
    """Return what the form begins with: the shown plan and month, or the night of the address."""
    night = edge.asked(request).day("night")
    first = max(night or shown.month, start)
    return {
        "plans": [shown.plan.pk] if shown.plan else [],
        "types": list(
            RoomType.objects.filter(hotel=request.hotel, is_active=True).values_list(
                "pk", flat=True
            )
        ),
        "first": first,
        "last": first if night else max(_following(shown.month) - datetime.timedelta(1), first),
    }


def _month(hotel: Hotel, shown: Shown, start: datetime.date) -> dict[str, Any]:
    types = list(RoomType.objects.filter(hotel=hotel, is_active=True).order_by("position", "pk"))
    if shown.plan is None or not types:
        return {"shown": shown, "types": types, "sheet": None}
    missing = gaps(shown.plan, types, start)
    # Of the month that runs the nights to come.
    first = start if shown.month == start.replace(day=1) else shown.month
    return {
        "shown": shown,
        "types": types,
        "sheet": sheet(rate_month(shown.plan, types, first), start, hotel),
        "gaps": [gap_alert(gap, types, start) for gap in missing[:MOST_GAPS]],
        "more_gaps": max(0, len(missing) - MOST_GAPS),
        "here": _address(shown),
        "before": _address(Shown(shown.plan, shown.month - datetime.timedelta(1))),
        "after": _address(Shown(shown.plan, _following(shown.month))),
    }


def _address(shown: Shown) -> str:
    """Return the query that leads to the plan and month, nothing outside of our times."""
    if shown.plan is None or not edge.is_of_our_times(shown.month):
        return ""
    return f"?plan={shown.plan.pk}&month={shown.month.isoformat()[:7]}"


def _following(month: datetime.date) -> datetime.date:
    return (month.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)


def _first_error(form: RatesForm) -> str:
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        return f"{label}: {errors[0]}" if label else str(errors[0])
    return ""
