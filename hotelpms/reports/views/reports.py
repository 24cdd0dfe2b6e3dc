import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.reports.domain import catalogue, export, printing
from hotelpms.reports.domain.flash import Flash
from hotelpms.reports.enums import ReportKind
from hotelpms.reports.forms.dates import ReportDatesForm

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@requires(Right.REPORTS_VIEW)
@require_GET
def listing(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Offer every report; the papers of the last closings come by address from their app."""
    context = {
        "hotel": hotel,
        "business_date": request.business_date,
        "reports": [
            {
                "kind": kind.value,
                "name": kind.label,
                "text": _about(kind),
                "url": reverse("reports:report", args=[hotel.code, kind.value]),
            }
            for kind in ReportKind
        ],
    }
    return render(request, "reports/list.html", context)


@requires(Right.REPORTS_VIEW)
@require_GET
def report(request: StaffRequest, hotel: Hotel, kind: str) -> HttpResponse:
    """Show a report over the chosen dates on the screen."""
    chosen = _kind(kind)
    form = _form(request, chosen)
    context: dict[str, Any] = {
        "hotel": hotel,
        "kind": chosen.value,
        "name": chosen.label,
        "text": _about(chosen),
        "form": form,
    }
    if form.is_valid():
        found = catalogue.report(kind=chosen, hotel=hotel, **form.cleaned_data)
        context |= {"report": found, "is_flash": isinstance(found, Flash)}
        context["files"] = _files(hotel, chosen, form.cleaned_data)
    status = 200 if form.is_valid() else 422
    return render(request, "reports/report.html", context, status=status)


@requires(Right.REPORTS_VIEW)
@require_GET
def file(request: StaffRequest, hotel: Hotel, kind: str, extension: str) -> HttpResponse:
    """Hand out a report as CSV, XLSX or PDF. Raises PdfUnavailable."""
    chosen = _kind(kind)
    form = _form(request, chosen)
    if extension not in CONTENT_TYPES or not form.is_valid():
        raise Http404
    found = catalogue.report(kind=chosen, hotel=hotel, **form.cleaned_data)
    dates = sorted({day.isoformat() for day in form.cleaned_data.values()})
    name = f"{chosen.value}-{'-to-'.join(dates)}.{extension}"
    return HttpResponse(
        _content(found, extension),
        content_type=CONTENT_TYPES[extension],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _content(found: catalogue.AnyReport, extension: str) -> bytes:
    if extension == "pdf":
        return printing.print_report(report=found, language=get_language() or "en")
    return export.as_csv(found) if extension == "csv" else export.as_xlsx(found)


def _kind(kind: str) -> ReportKind:
    if kind not in ReportKind.values:
        raise Http404
    return ReportKind(kind)


def _form(request: StaffRequest, kind: ReportKind) -> ReportDatesForm:
    """Return the form as asked for, or with the dates that people mostly want."""
    usual = request.business_date
    if kind not in catalogue.OF_THE_NEXT_DAY:
        # The last closed day; its figures don't move any more.
        usual -= datetime.timedelta(days=1)
    data = {
        "first": request.GET.get("first") or request.GET.get("last") or usual.isoformat(),
        "last": request.GET.get("last") or request.GET.get("first") or usual.isoformat(),
    }
    return ReportDatesForm(data, is_one_day=kind in (ReportKind.FLASH, ReportKind.TRACES))


def _files(hotel: Hotel, kind: ReportKind, dates: dict[str, datetime.date]) -> dict[str, str]:
    query = urlencode({name: day.isoformat() for name, day in dates.items()})
    name = "reports:file"
    return {
        extension: f"{reverse(name, args=[hotel.code, kind.value, extension])}?{query}"
        for extension in CONTENT_TYPES
    }


def _about(kind: ReportKind) -> str:
    return {
        ReportKind.FLASH: _(
            "Occupancy, ADR, RevPAR, revenue, payments and the trial balance of a day, with month "
            "and year to date and last year."
        ),
        ReportKind.ARRIVALS: _(
            "Who arrives, VIPs first, with room, nights, board, notes and balance."
        ),
        ReportKind.REVENUE: _(
            "Net, tax and gross by department and charge code: day, month, year or any period."
        ),
        ReportKind.TRACES: _(
            "What the departments have been asked to do until a date, overdue notes included."
        ),
    }[kind]
