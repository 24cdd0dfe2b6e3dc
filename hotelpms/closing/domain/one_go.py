"""The steps up to the new business date: one transaction under the lock of the business day."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Case, JSONField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain import follow_up, trail
from hotelpms.closing.domain.steps import registry
from hotelpms.closing.domain.steps.checking import ClosingBlocked
from hotelpms.closing.domain.steps.step import InOneGo, Night
from hotelpms.closing.domain.times import PICK_UP
from hotelpms.closing.enums import ClosingState, StepState
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.domain import business_day
from hotelpms.hotels.domain.business_day import BusinessDayMoved
from hotelpms.kit import leases
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.languages import speaking
from hotelpms.kit.leases import Lease


class LeaseLost(Refused):
    """Another runner took this one for dead and does the work itself."""

    def __init__(self) -> None:
        super().__init__(_("Another run has taken over this closing."))


@dataclass
class Run:
    """The steps of the one transaction on their way; the rehearsal does them as the closing does.

    `at` is the step at work, the last one in the end; `notes` is what each told.
    """

    at: type[InOneGo] | None = None
    notes: dict[str, Any] = field(default_factory=dict)

    def do(self, night: Night, steps: Sequence[type[InOneGo]]) -> None:
        """Do the steps under the lock of the business day; needs a transaction.

        Raises BusinessDayMoved and what a step raises.
        """
        _lock(night)
        for step in steps:
            self.at = step
            self.notes[step.name] = step.run(night).as_row()


def close_day(
    *,
    closing: NightClosing,
    lease: Lease,
    actor: Actor,
    now: datetime.datetime,
    makes_reports: bool = True,
) -> None:
    """Run the steps of the one transaction; the row given is brought up to date.

    What blocks or goes wrong is kept on the row; a fault is raised as well.
    Raises BusinessDayMoved, LeaseLost.
    """
    hotel = closing.hotel
    night = Night(hotel, closing.business_date, actor, now, closing.extends_due_outs)
    run = Run()
    try:
        with speaking(hotel.default_language, hotel.country), transaction.atomic():
            run.do(night, registry.in_one_go())
            _settle(closing, night, lease, run.notes)
            if not makes_reports:
                follow_up.end(_row(closing), now=now)
    except ClosingBlocked as refusal:
        found = [finding.as_row() for finding in refusal.findings]
        _stop(closing, lease, ClosingState.BLOCKED, findings=found)
    except Exception as error:
        _fail(closing, lease, run.at, error)
        raise
    closing.refresh_from_db()


def _lock(night: Night) -> None:
    day = business_day.lock_business_day(night.hotel.pk)
    if day.date != night.date:
        raise BusinessDayMoved(day.date)


def _settle(closing: NightClosing, night: Night, lease: Lease, notes: dict[str, Any]) -> None:
    """Mark the steps done and the day closed, if the lease is still ours. Raises LeaseLost."""
    told = Case(*(When(name=name, then=Value(note, JSONField())) for name, note in notes.items()))
    steps = closing.steps.filter(name__in=notes)
    steps.update(state=StepState.DONE, done_at=night.now, told=told)
    closed = {
        "state": ClosingState.ROLLED,
        "rolled_at": night.now,
        "leased_until": night.now + PICK_UP,
        "findings": [finding.as_row() for finding in night.findings],
    }
    if not leases.end(_row(closing), lease, **closed):
        raise LeaseLost
    trail.record("night_closing.day_closed", closing, night.actor, night.now)


def _fail(
    closing: NightClosing, lease: Lease, step: type[InOneGo] | None, error: Exception
) -> None:
    """Keep at which step the fault happened, if it was one, and what it was."""
    # Only a refusal's own sentence is kept: a fault of the program may name a guest.
    text = str(error) if isinstance(error, Refused) else type(error).__name__
    fault = f"{step.name}: {text}" if step else text
    if _stop(closing, lease, ClosingState.FAILED, fault=fault) and step:
        closing.steps.filter(name=step.name).update(state=StepState.FAILED)


def _stop(closing: NightClosing, lease: Lease, state: str, **what: Any) -> bool:
    """Set the closing aside; False when another runner holds the lease by now."""
    return leases.end(_row(closing), lease, state=state, **what) == 1


def _row(closing: NightClosing) -> QuerySet[NightClosing]:
    return NightClosing.objects.filter(pk=closing.pk)
