"""Which department gets which reports at the closing (S0-07)."""

from dataclasses import dataclass

from hotelpms.closing.models import ReportSubscription
from hotelpms.hotels.models import Department, Hotel


@dataclass(frozen=True)
class Subscriber:
    """A department with the kinds of report it gets, in the order of their names."""

    department: Department
    kinds: tuple[str, ...]


def subscribers(*, hotel: Hotel) -> list[Subscriber]:
    """Return the departments that get at least one report, by code; one query."""
    rows = (
        ReportSubscription.objects.filter(department__hotel=hotel)
        .select_related("department")
        .order_by("department__code", "kind", "pk")
    )
    kinds: dict[Department, list[str]] = {}
    for row in rows:
        kinds.setdefault(row.department, []).append(row.kind)
    return [Subscriber(department, tuple(found)) for department, found in kinds.items()]
