"""Reports on paper."""

from datetime import date as Date

from hotelpms.hotels.domain.brand import letterhead
from hotelpms.hotels.models import Hotel
from hotelpms.kit.files.pdf import render_pdf
from hotelpms.reports.domain.catalogue import AnyReport, closing_report
from hotelpms.reports.domain.flash import Flash
from hotelpms.reports.domain.revenue import Revenue
from hotelpms.reports.domain.sheets import percent
from hotelpms.reports.domain.traces import Traces

__all__ = ["of_closing", "percent", "print_report"]


def of_closing(*, kind: str, hotel: Hotel, date: Date) -> bytes:
    """Return a report of the closed date as PDF, in the hotel's language."""
    found = closing_report(kind=kind, hotel=hotel, date=date)
    return print_report(report=found, language=hotel.default_language)


def print_report(*, report: AnyReport, language: str) -> bytes:
    """Return the report as PDF. Raises PdfUnavailable."""
    context = {**letterhead(report.hotel), "report": report}
    return render_pdf(_template(report), context, language=language)


def _template(report: AnyReport) -> str:
    if isinstance(report, Flash):
        return "paper/flash.html"
    if isinstance(report, Traces):
        return "paper/traces.html"
    return "paper/revenue.html" if isinstance(report, Revenue) else "paper/arrivals.html"
