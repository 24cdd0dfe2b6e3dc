"""A department with the reports it gets, as the people of a hotel keep them."""

import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain import subscriptions
from hotelpms.closing.models import ReportSubscription
from hotelpms.hotels.domain.set_up import rows
from hotelpms.hotels.models import Department
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked


class DepartmentInUse(Refused):
    """Traces or charge codes name the department."""

    def __init__(self, department: Department) -> None:
        super().__init__(
            _(
                "“%(name)s” is named by traces or charge codes and stays. Take its addresses and"
                " reports away, and it gets no mail any more."
            )
            % {"name": department}
        )


def fingerprint(department: Department) -> str:
    """Return what tells one state of the department from another, its reports too."""
    kinds = sorted(kinds_of(department))
    return sha256(f"{rows.fingerprint(department)}{kinds}".encode()).hexdigest()[:24]


def kinds_of(department: Department) -> list[str]:
    """Return the kinds of report that the department gets."""
    return sorted(row.kind for row in department.reports.all())


@transaction.atomic
def keep(
    *,
    row: Department,
    hotel_id: int,
    actor: Actor,
    now: datetime.datetime,
    seen: str = "",
    links: rows.Links | None = None,
) -> dict[str, Any]:
    """Store a department and let it get exactly the kinds of report in links["reports"].

    `seen` is the `fingerprint` above; empty asks for none. Raises UnknownReport, ChangedMeanwhile,
    Gone.
    """
    if seen and row.pk:
        before = locked(Department.objects.filter(pk=row.pk)).first()
        if before is not None and fingerprint(before) != seen:
            raise rows.ChangedMeanwhile
    changes = rows.keep(row=row, hotel_id=hotel_id, actor=actor, now=now)
    old, new = kinds_of(row), sorted((links or {}).get("reports", []))
    if old != new:
        row.reports.filter(kind__in=set(old) - set(new)).delete()
        subscriptions.subscribe(department=row, kinds=[kind for kind in new if kind not in old])
        _tell(row, actor, now, old, new)
        changes["reports"] = [old, new]
    return changes


@transaction.atomic
def take_away(*, row: Department, hotel_id: int, actor: Actor, now: datetime.datetime) -> None:
    """Delete a department that nothing but its reports names. Raises DepartmentInUse."""
    ReportSubscription.objects.filter(department=row).delete()
    try:
        rows.take_away(row=row, hotel_id=hotel_id, actor=actor, now=now)
    except rows.StillUsed as error:
        raise DepartmentInUse(row) from error


def _tell(
    row: Department, actor: Actor, now: datetime.datetime, old: list[str], new: list[str]
) -> None:
    audit.record(
        hotel_id=row.hotel_id,
        actor=actor,
        action="department.reports_chosen",
        subject=row,
        at=now,
        data={"reports": [old, new]},
    )
