"""Which department gets which reports at the closing (S0-07)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hotelpms.closing.models import ReportSubscription
from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit.errors import Refused
from hotelpms.reports.domain import catalogue


class UnknownReport(Refused):
    """The catalogue holds no report of this kind."""

    def __init__(self, kind: str) -> None:
        super().__init__(_("There is no report %(kind)s.") % {"kind": kind})


@dataclass(frozen=True)
class Subscriber:
    """A department with the kinds of report it gets, in the order of their names."""

    department: Department
    kinds: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language of its reports as they are kept: empty for the hotel's first."""
        department = self.department
        is_first = department.reads == department.hotel.default_language
        return "" if is_first else department.reads

    @property
    def is_told_money(self) -> bool:
        """What the house earned is told to those only who get it in a report as well."""
        return any(report.tells_money for report in catalogue.REPORTS if report.kind in self.kinds)


def subscribe(*, department: Department, kinds: Iterable[str]) -> None:
    """Let the department get these reports too. Raises UnknownReport."""
    for kind in kinds:
        if catalogue.find(kind) is None:
            raise UnknownReport(kind)
        ReportSubscription.objects.get_or_create(department=department, kind=kind)


def subscribers(*, hotel: Hotel) -> list[Subscriber]:
    """Return the departments that get at least one report, by code; one query."""
    rows = (
        ReportSubscription.objects.filter(department__hotel=hotel)
        .select_related("department__hotel")
        .order_by("department__code", "kind", "pk")
    )
    kinds: dict[Department, list[str]] = {}
    for row in rows:
        kinds.setdefault(row.department, []).append(row.kind)
    return [Subscriber(department, tuple(found)) for department, found in kinds.items()]
