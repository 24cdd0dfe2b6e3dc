"""What is left to do before the night closing, from the closing's own checks.

The many (who has not left, who has not come) are told as one line each that leads to their list;
what is rare keeps its own line and its own way out.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotelpms.closing.domain.checks import registry
from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.closing.domain.checks.front_desk import DueIns, DueOuts
from hotelpms.hotels.models import Hotel

# More single matters than these are left to the page of the closing.
MOST = 5


@dataclass(frozen=True)
class Task:
    """One line; `blocks` when the day cannot be closed before it is done."""

    text: str
    url: str
    action: str
    icon: str
    blocks: bool


@dataclass(frozen=True)
class ToDo:
    tasks: list[Task]
    blocking: int
    more: int


def before_closing(*, hotel: Hotel, business_date: date) -> ToDo:
    """Return what stands between now and the closing; as many queries for any number of guests."""
    found = registry.find(hotel=hotel, date=business_date)
    counts = Counter(finding.code for finding in found)
    single = [finding for finding in found if finding.code not in (DueOuts.code, DueIns.code)]
    tasks = [_due_outs(hotel, counts[DueOuts.code])] if counts[DueOuts.code] else []
    tasks += [_single(finding) for finding in single[:MOST] if finding.blocks]
    tasks += [_due_ins(hotel, counts[DueIns.code])] if counts[DueIns.code] else []
    tasks += [_single(finding) for finding in single[:MOST] if not finding.blocks]
    blocking = sum(finding.blocks for finding in found)
    return ToDo(tasks, blocking, max(len(single) - MOST, 0))


def _due_outs(hotel: Hotel, count: int) -> Task:
    text = ngettext(
        "%(count)d guest due out is still in house.",
        "%(count)d guests due out are still in house.",
        count,
    )
    url = reverse("reservations:departures", args=[hotel.code])
    return Task(text % {"count": count}, url, _("Departures"), "log-out", blocks=True)


def _due_ins(hotel: Hotel, count: int) -> Task:
    text = ngettext(
        "%(count)d guest has not arrived and would become a no-show.",
        "%(count)d guests have not arrived and would become no-shows.",
        count,
    )
    url = reverse("reservations:arrivals", args=[hotel.code])
    return Task(text % {"count": count}, url, _("Arrivals"), "log-in", blocks=False)


def _single(finding: Finding) -> Task:
    icon = "circle-alert" if finding.blocks else "info"
    return Task(str(finding.message), finding.url, finding.action, icon, finding.blocks)
