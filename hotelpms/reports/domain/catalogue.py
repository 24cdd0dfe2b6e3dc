"""Every report by its kind, for the pages and for the closing."""

from datetime import date as Date
from datetime import timedelta

from hotelpms.hotels.models import Hotel
from hotelpms.reports.domain.arrivals import Arrivals, arrivals
from hotelpms.reports.domain.flash import Flash, flash
from hotelpms.reports.domain.revenue import Revenue, revenue
from hotelpms.reports.domain.traces import Traces, traces
from hotelpms.reports.enums import ReportKind

AnyReport = Flash | Arrivals | Revenue | Traces
# The closing looks back with its figures, and ahead with these.
OF_THE_NEXT_DAY = (ReportKind.ARRIVALS, ReportKind.TRACES)


def report(*, kind: str, hotel: Hotel, first: Date, last: Date) -> AnyReport:
    """Return a report over the dates; flash and traces tell of the last one. Raises ValueError."""
    match ReportKind(kind):
        case ReportKind.FLASH:
            return flash(hotel=hotel, date=last)
        case ReportKind.ARRIVALS:
            return arrivals(hotel=hotel, date=first, last=last)
        case ReportKind.REVENUE:
            return revenue(hotel=hotel, date=last, first=first)
        case ReportKind.TRACES:
            return traces(hotel=hotel, date=last)


def closing_report(*, kind: str, hotel: Hotel, date: Date) -> AnyReport:
    """Return a report as the closing of the date makes it: arrivals and traces are of the next."""
    day = date + timedelta(days=1) if kind in OF_THE_NEXT_DAY else date
    return report(kind=kind, hotel=hotel, first=day, last=day)
