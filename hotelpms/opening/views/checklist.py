"""What is left to set up, each step with the page where it is done."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotelpms.hotels.domain.business_day import business_date_or_none
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.deeds import press
from hotelpms.kit.web.htmx import page
from hotelpms.opening.domain import checklist as domain
from hotelpms.opening.enums import StepName, StepState
from hotelpms.opening.guide import address_of


@dataclass(frozen=True)
class Line:
    """A step as the page shows it; without an address the person may not do it."""

    number: int
    step: domain.Step
    url: str
    is_next: bool

    @property
    def is_open(self) -> bool:
        return self.step.state == StepState.OPEN

    @property
    def is_skipped(self) -> bool:
        return self.step.state == StepState.SKIPPED


@requires(Right.HOTELS_CHANGE, before_opening=True)
@require_GET
def checklist(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the steps of the opening with what is done."""
    found = domain.checklist(hotel=hotel)
    first = found.first_open
    lines = [
        Line(
            number=number,
            step=step,
            url=address_of(step.name, hotel, request.rights),
            is_next=step == first,
        )
        for number, step in enumerate(found.steps, start=1)
    ]
    context = {
        "lines": lines,
        "done": len(lines) - len(found.open),
        "is_open": business_date_or_none(hotel) is not None,
        "is_done": found.is_done,
    }
    return page(request, "opening/checklist.html", context)


@requires(Right.HOTELS_CHANGE, before_opening=True)
@require_POST
def skip(request: StaffRequest, hotel: Hotel, step: str) -> HttpResponse:
    """Take a step off the list for now."""
    name = _named(step)

    def act() -> str:
        domain.skip(hotel=hotel, step=name, actor=request.actor, now=clock.now())
        return _("“%(step)s” is skipped. It stays here for later.") % {"step": name.label}

    return press(request, _back(hotel), act)


@requires(Right.HOTELS_CHANGE, before_opening=True)
@require_POST
def take_up(request: StaffRequest, hotel: Hotel, step: str) -> HttpResponse:
    """Put a step that was skipped back on the list."""
    name = _named(step)

    def act() -> str:
        domain.take_up(hotel=hotel, step=name, actor=request.actor, now=clock.now())
        return _("“%(step)s” is on the list again.") % {"step": name.label}

    return press(request, _back(hotel), act)


def _named(step: str) -> StepName:
    if step not in StepName.values:
        raise Http404
    return StepName(step)


def _back(hotel: Hotel) -> str:
    return reverse("opening:checklist", args=[hotel.code])
