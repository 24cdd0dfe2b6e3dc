import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import edge
from hotelpms.reports.domain import catalogue, export, printing
from hotelpms.reports.domain.report import Report
from hotelpms.reports.forms.dates import ReportDates, ReportDatesForm

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@requires(*catalogue.rights())
@require_GET
def listing(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Offer every report; the papers of the last closings come by address from their app."""
    context = {
        "hotel": hotel,
        "business_date": request.business_date,
        "reports": [
            {
                "name": report.title,
                "text": report.about,
                "url": reverse("reports:report", args=[hotel.code, report.kind]),
            }
            for report in catalogue.REPORTS
            if report.right in request.rights
        ],
    }
    return render(request, "reports/list.html", context)


@requires(*catalogue.rights())
@require_GET
def report(request: StaffRequest, hotel: Hotel, kind: str) -> HttpResponse:
    """Show a report over the chosen dates on the screen."""
    chosen = _chosen(request, kind)
    form = _form(request, chosen)
    context: dict[str, Any] = {
        "hotel": hotel,
        "name": chosen.title,
        "text": chosen.about,
        "form": form,
        "report": None,
        "files": {},
    }
    if form.is_valid():
        dates = form.wish()
        context["report"] = chosen.build(hotel=hotel, first=dates.first, last=dates.last)
        context["files"] = _files(hotel, kind, dates)
    status = 200 if form.is_valid() else 422
    return render(request, "reports/report.html", context, status=status)


@requires(*catalogue.rights())
@require_GET
def file(request: StaffRequest, hotel: Hotel, kind: str, extension: str) -> HttpResponse:
    """Hand out a report as CSV, XLSX or PDF. Raises PdfUnavailable."""
    chosen = _chosen(request, kind)
    form = _form(request, chosen)
    if extension not in CONTENT_TYPES or not form.is_valid():
        raise Http404
    dates = form.wish()
    found = chosen.build(hotel=hotel, first=dates.first, last=dates.last)
    days = sorted({dates.first.isoformat(), dates.last.isoformat()})
    name = f"{kind}-{'-to-'.join(days)}.{extension}"
    return HttpResponse(
        _content(found, extension),
        content_type=CONTENT_TYPES[extension],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _content(found: Report, extension: str) -> bytes:
    if extension == "pdf":
        return printing.print_report(report=found, language=get_language() or "en")
    return export.as_csv(found) if extension == "csv" else export.as_xlsx(found)


def _chosen(request: StaffRequest, kind: str) -> type[Report]:
    """Return the report. Raises Http404, and PermissionDenied without the right that opens it."""
    found = catalogue.find(kind)
    if found is None:
        raise Http404
    if found.right not in request.rights:
        raise PermissionDenied(found.right)
    return found


def _form(request: StaffRequest, chosen: type[Report]) -> ReportDatesForm:
    """Return the form as asked for, or with the dates that people mostly want."""
    usual = request.business_date
    if not chosen.of_next_day:
        # The last closed day; its figures don't move any more.
        usual -= datetime.timedelta(days=1)
    asked = edge.asked(request)
    first, last = asked.line("first"), asked.line("last")
    data = {"first": first or last or str(usual), "last": last or first or str(usual)}
    return ReportDatesForm(data, is_one_day=chosen.is_one_day)


def _files(hotel: Hotel, kind: str, dates: ReportDates) -> dict[str, str]:
    query = urlencode({"first": dates.first.isoformat(), "last": dates.last.isoformat()})
    name = "reports:file"
    return {
        extension: f"{reverse(name, args=[hotel.code, kind, extension])}?{query}"
        for extension in CONTENT_TYPES
    }
