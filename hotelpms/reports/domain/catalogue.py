"""Every report of the house, in the order in which pages and the closing show them."""

from collections.abc import Collection

from hotelpms.hotels.enums import Right
from hotelpms.reports.domain.figures.flash import Flash
from hotelpms.reports.domain.figures.revenue import Revenue
from hotelpms.reports.domain.front_office.arrivals import Arrivals
from hotelpms.reports.domain.front_office.traces import Traces
from hotelpms.reports.domain.report import Report

REPORTS: tuple[type[Report], ...] = (Flash, Arrivals, Revenue, Traces)


def find(kind: str) -> type[Report] | None:
    """Return the report of this kind; None for one that there isn't, or isn't any more."""
    return next((report for report in REPORTS if report.kind == kind), None)


def title_of(kind: str) -> str:
    """Return what the report is called; one that was dropped shows the kind that rows keep."""
    found = find(kind)
    return str(found.title) if found else kind


def choices() -> list[tuple[str, str]]:
    """Return every kind with its title, for forms."""
    return [(report.kind, str(report.title)) for report in REPORTS]


def rights() -> list[Right]:
    """Return the rights that open at least one report."""
    return sorted({report.right for report in REPORTS})


def closed_to(rights: Collection[Right]) -> list[str]:
    """Return the kinds that somebody with these rights may not open."""
    return [report.kind for report in REPORTS if report.right not in rights]
