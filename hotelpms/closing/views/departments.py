"""Departments and the reports they get, in the set-up."""

from collections.abc import Callable
from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain import departments
from hotelpms.closing.forms.department import DepartmentForm
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Department
from hotelpms.hotels.views.set_up.rows import Column, Rows
from hotelpms.kit import languages
from hotelpms.reports.domain import catalogue


def _gets(kind: str) -> Callable[[Department], str]:
    return lambda department: "✓" if kind in departments.kinds_of(department) else ""


def _addresses(department: Department) -> str:
    return ", ".join(department.emails)


def _language(department: Department) -> str:
    return str(dict(languages.choices()).get(department.reads, department.reads))


DEPARTMENTS = Rows(
    key="departments",
    namespace="closing",
    title=_("Departments and reports"),
    about=_("Who gets which report at the night closing."),
    icon="send",
    right=Right.HOTELS_CHANGE,
    form=DepartmentForm,
    columns=(
        Column(_("Department"), attrgetter("name")),
        Column(_("E-mail addresses"), _addresses),
        Column(_("Language"), _language),
        *(Column(report.title, _gets(report.kind)) for report in catalogue.REPORTS),
    ),
    order=("name", "pk"),
    found_by=("name", "code", "emails"),
    new=_("New department"),
    keep=departments.keep,
    take_away=departments.take_away,
    related=("hotel",),
    many=("reports",),
)
