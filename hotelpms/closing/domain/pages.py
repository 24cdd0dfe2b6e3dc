"""What the pages of the night closing read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date as Date

from django.db.models import Prefetch, QuerySet
from django.utils.dateparse import parse_date

from hotelpms.closing.domain.steps import registry
from hotelpms.closing.enums import ClosingState, StepState
from hotelpms.closing.models import ClosingReport, ClosingStep, NightClosing
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_day
from hotelpms.kit.sayings import Saying
from hotelpms.reports.domain import catalogue
from messaging.models import Message


@dataclass(frozen=True)
class ShownStep:
    """A step with its title; `state` is done, failed, left_out, running or waiting."""

    title: str
    state: str
    detail: str


@dataclass(frozen=True)
class Progress:
    """How far a closing is. `is_moving` asks the page to look again in a moment."""

    closing: NightClosing
    steps: tuple[ShownStep, ...]

    @property
    def is_moving(self) -> bool:
        return self.closing.state in (ClosingState.RUNNING, ClosingState.ROLLED)

    @property
    def ended_count(self) -> int:
        ended = (StepState.DONE, StepState.LEFT_OUT)
        return sum(step.state in ended for step in self.steps)


def closings(*, hotel: Hotel, rights: Collection[Right]) -> QuerySet[NightClosing]:
    """Return the hotel's closings, the newest date first, with the reports that may be opened."""
    rows = NightClosing.objects.filter(hotel=hotel).order_by("-business_date", "pk")
    return rows.prefetch_related(Prefetch("reports", _openable(rights)))


def reports(*, closing: NightClosing, rights: Collection[Right]) -> QuerySet[ClosingReport]:
    """Return the reports of a closing that somebody with these rights may open.

    In the hotel's first language; each department has those in its own by mail.
    """
    return _openable(rights).filter(closing=closing).select_related("document")


def open_closing(*, hotel: Hotel, date: Date) -> NightClosing | None:
    """Return the closing of the open business date if somebody has started one."""
    return NightClosing.objects.filter(hotel=hotel, business_date=date).first()


def progress(*, closing: NightClosing) -> Progress:
    """Return the steps of a closing for the page; one query."""
    steps = list(closing.steps.order_by("position"))
    at_work = _at_work(closing, steps)
    return Progress(closing, tuple(_shown(step, step.name in at_work) for step in steps))


def mails(*, closing: NightClosing) -> QuerySet[Message]:
    """Return the mails with the reports of a closing, by department."""
    rows = Message.objects.filter(reason_type="closing", reason_id=closing.pk, hotel=closing.hotel)
    return rows.order_by("to_name", "to_address", "pk")


def _openable(rights: Collection[Right]) -> QuerySet[ClosingReport]:
    rows = ClosingReport.objects.filter(language="")
    return rows.exclude(kind__in=catalogue.closed_to(rights)).order_by("kind")


def _shown(step: ClosingStep, is_at_work: bool) -> ShownStep:
    detail = told(step)
    if step.state == StepState.LEFT_OUT:
        detail = step.get_state_display()
    state = "running" if is_at_work else step.state
    return ShownStep(registry.title_of(step.name), state, detail)


def told(step: ClosingStep) -> str:
    """Return what a step told, to a reader of the active language; of old ones as it was kept."""
    if step.told:
        return str(Saying.of_row(step.told))
    day = parse_date(step.detail)
    return format_day(day) if day else step.detail


def _at_work(closing: NightClosing, steps: list[ClosingStep]) -> set[str]:
    """Return the steps that are at work: those of the one transaction all together."""
    waiting = [step.name for step in steps if step.state == StepState.WAITING]
    later = {step.name for step in registry.after_commit()}
    if closing.state == ClosingState.RUNNING:
        return set(waiting) - later
    return set(waiting[:1]) if closing.state == ClosingState.ROLLED else set()
