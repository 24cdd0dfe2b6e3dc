"""The day at a glance. While somebody looks, the page asks for its parts again each minute."""

import datetime
import hashlib
import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotelpms.countries.holidays import holidays_in
from hotelpms.desk.domain import to_do
from hotelpms.desk.domain.performance import Comparison, Performance, performance
from hotelpms.desk.domain.today import CHART_DAYS, Today, noted, owed
from hotelpms.desk.domain.today import today as day_of
from hotelpms.desk.views.day_figures import day_figures
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.charts import Chart, Series, bar_chart, sparkline, weekday_marks
from hotelpms.kit.dates import format_day
from hotelpms.kit.money import Money
from hotelpms.kit.templatetags.kit import money
from hotelpms.kit.web import edge
from hotelpms.kit.web.htmx import wants_fragment
from hotelpms.kit.web.parts import Action, Offer
from hotelpms.opening.guide import guide
from hotelpms.reports.templatetags.reports import ratio
from reservations.domain.pages.stay_line import StayLine
from reservations.views.stay import buttons
from reservations.views.traces.trace_rows import trace_rows

# A large screen shows as many arrivals and departures; the style sheet hides what a small one
# has no room for.
SHORT_LIST = 14
# In a column of its own a button needs no mark.
CHECK_IN = replace(buttons.CHECK_IN, icon="")
CHECK_OUT = replace(buttons.CHECK_OUT, icon="")
# Each page carries tokens of its own, which must not make an unchanged day look changed.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@dataclass(frozen=True)
class Row:
    """A guest who comes or leaves, with what the desk has to know of the stay."""

    line: StayLine
    balance: Money | None
    trace_count: int
    action: Action | None
    overdue_since: datetime.date | None

    @property
    def owes(self) -> bool:
        return self.balance is not None and self.balance.amount > 0


@dataclass(frozen=True)
class FigureRow:
    """A line of the table of what was earned: the last closed day, its month, 30 days."""

    name: str
    day_value: str
    day: Comparison
    month_value: str
    month: Comparison
    spark: SafeString


@requires(Right.DESK_VIEW, before_opening=True)
@require_GET
def home(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """The hotel's own address leads to its day, before the first one to what is left to set up."""
    if request.business_date is None and Right.HOTELS_CHANGE in request.rights:
        return HttpResponseRedirect(reverse("opening:checklist", args=[hotel.code]))
    return HttpResponseRedirect(reverse("desk:today", args=[hotel.code]))


@requires(Right.DESK_VIEW)
@require_GET
def today(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the business date: who comes, who leaves, what is to do, how the house does.

    htmx gets the parts alone, or nothing when they are what it has `seen` already.
    """
    context = facts(request, hotel)
    parts = render_to_string("desk/today_parts.html", context, request)
    digest = digest_of(parts)
    if not wants_fragment(request):
        context |= {"parts": parts, "digest": digest, "opening": guide(hotel, request.rights)}
        response = render(request, "desk/today.html", context)
    elif edge.asked(request).line("seen") == digest:
        response = HttpResponse(status=204)
    else:
        context = {"parts": parts, "digest": digest}
        response = render(request, "desk/today_seen.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def facts(request: StaffRequest, hotel: Hotel) -> dict[str, Any]:
    """Return what the parts show, as far as the person's rights reach."""
    rights, date = request.rights, request.business_date
    shown = day_of(hotel=hotel, business_date=date)
    done = (
        performance(hotel=hotel, business_date=date, coming=CHART_DAYS)
        if Right.REPORTS_VIEW in rights
        else None
    )
    calendar = clock.local_date(clock.now(), hotel.zone)
    closes = Right.CLOSING_CLOSE in rights
    closing_url = reverse("closing:overview", args=[hotel.code]) if closes else ""
    before = (
        to_do.before_closing(hotel=hotel, business_date=date)
        if Right.INVOICING_VIEW in rights
        else None
    )
    arrivals, departures = shown.due_in[:SHORT_LIST], shown.due_out[:SHORT_LIST]
    ids = [line.id for line in (*arrivals, *departures)]
    balances = owed(hotel=hotel, stay_ids=ids) if Right.INVOICING_VIEW in rights else {}
    notes = noted(hotel=hotel, stay_ids=ids)
    may_check_in = Right.RESERVATIONS_CHECK_IN in rights
    may_check_out = Right.RESERVATIONS_CHECK_OUT in rights

    def row(line: StayLine, step: Offer | None) -> Row:
        return Row(
            line,
            balances.get(line.id),
            notes.get(line.id, 0),
            action=step.at(hotel.code, line.id) if step else None,
            overdue_since=line.departure if line.departure < date else None,
        )

    return {
        "hotel": hotel,
        "today": shown,
        "figures": day_figures(hotel, rights, shown, before, done),
        "arrivals": [row(line, CHECK_IN if may_check_in else None) for line in arrivals],
        "departures": [row(line, CHECK_OUT if may_check_out else None) for line in departures],
        "traces": trace_rows(request, shown.traces, hides="today"),
        "more_traces": shown.trace_count - len(shown.traces),
        "business_date": date,
        "calendar_date": calendar,
        "here": request.path,
        "chart": chart(hotel, shown, done),
        "performance": done,
        "earned": earned(done, hotel.currency) if done else [],
        "to_do": before,
        "closing_url": closing_url,
        "late_closing_url": closing_url if date < calendar else "",
        "takes_walk_ins": Right.RESERVATIONS_VIEW in rights and may_check_in,
        "may_write_traces": Right.RESERVATIONS_TRACES in rights,
        "may_see_stays": Right.RESERVATIONS_VIEW in rights,
        "sees_money": Right.INVOICING_VIEW in rights,
        "keeps_mails": Right.MESSAGING_VIEW in rights and not settings.IS_PRODUCTION,
    }


def chart(hotel: Hotel, shown: Today, done: Performance | None) -> Chart:
    """Return the occupancy of the coming nights as bars, beside last year's where it is known."""
    days = [figures.date for figures in shown.figures]
    holidays = holidays_in(str(hotel.country), hotel.zone, days[0], days[-1])
    series = [Series(_("Booked"), [figures.percent for figures in shown.figures])]
    before = [done.occupancy_before[day] for day in days] if done else []
    if any(share is not None for share in before):
        shares = [None if share is None else _in_per_cent(share) for share in before]
        series.append(Series(_("Same weekday last year"), shares))
    return bar_chart(
        series,
        labels=[
            ", ".join(filter(None, (format_day(day, "weekday"), holidays.get(day)))) for day in days
        ],
        axis=weekday_marks(days, holidays),
        title=_("Occupancy of the next 14 nights"),
        unit="%",
        top=100,
        height=220,
    )


def _in_per_cent(share: Decimal) -> Decimal:
    return (share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def earned(done: Performance, currency: str) -> list[FigureRow]:
    """Return what the last closed day and its month earned, with the course of 30 days."""
    day, month, course = done.day, done.month, done.course

    def amount(found: Comparison) -> str:
        return money(found.value, currency) or "–"

    return [
        FigureRow(
            _("Occupancy"),
            ratio(day.now.occupancy) or "–",
            day.occupancy,
            ratio(month.now.occupancy) or "–",
            month.occupancy,
            sparkline(course.occupancy, _("Occupancy of the last 30 days")),
        ),
        FigureRow(
            _("ADR"),
            amount(day.adr),
            day.adr,
            amount(month.adr),
            month.adr,
            sparkline(course.adr, _("ADR of the last 30 days")),
        ),
        FigureRow(
            _("RevPAR"),
            amount(day.revpar),
            day.revpar,
            amount(month.revpar),
            month.revpar,
            sparkline(course.revpar, _("RevPAR of the last 30 days")),
        ),
    ]


def digest_of(parts: str) -> str:
    """Return a short mark that is the same for parts that show the same."""
    return hashlib.sha256(TOKEN.sub("", parts).encode()).hexdigest()[:16]
