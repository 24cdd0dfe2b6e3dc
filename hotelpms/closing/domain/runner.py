"""The night closing: at most once per hotel and date, whole or not at all up to the new date.

running -> blocked | failed -> running (started again) -> rolled -> done

`start` writes the row, `run` works. Every step up to the new business date is one transaction
under the lock of the business day; whoever dies in it leaves nothing behind. Reports and
mails follow after the commit and resume where they stopped (papers).

Who works holds a lease: a token and a time. A second starter is told who is at it. A dead
runner's lease ends by itself and the sweep, or the next start, takes over. A runner that was
taken for dead finds its token gone at the end and undoes everything.

The steps of the transaction become visible together, when it commits: what isn't committed
hasn't happened, and on SQLite nobody could write its progress meanwhile. It takes a second
or two; what takes longer (reports, mails) shows each step as it is done.
"""

from collections.abc import Callable
from datetime import date as Date
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain import checks, papers
from hotelpms.closing.domain.checks import ClosingBlocked, Finding
from hotelpms.closing.domain.steps import IN_ONE_GO, STEPS, Night
from hotelpms.closing.enums import ClosingState, StepState
from hotelpms.closing.models import ClosingStep, NightClosing
from hotelpms.hotels.domain import business_day
from hotelpms.hotels.domain.business_day import BusinessDayMoved
from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit, jobs, leases
from hotelpms.kit.actor import Actor
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.leases import Lease

LEASE = timedelta(minutes=10)
# How long a started closing waits for a worker before it counts as left alone.
PICK_UP = timedelta(minutes=2)

STOPPED = (ClosingState.BLOCKED, ClosingState.FAILED)


class ClosingAlreadyRunning(Refused):
    """Somebody closes this day right now."""

    def __init__(self, closing: NightClosing) -> None:
        super().__init__(
            _("%(date)s is already being closed, started by %(who)s.")
            % {"date": format_day(closing.business_date), "who": closing.started_by}
        )


class DayAlreadyClosed(Refused):
    """This business date was closed before."""

    def __init__(self, closing: NightClosing) -> None:
        super().__init__(
            _("%(date)s is closed already.") % {"date": format_day(closing.business_date)}
        )


class ClosingNotStarted(Refused):
    """A stopped closing needs somebody to start it again."""

    def __init__(self, closing: NightClosing) -> None:
        super().__init__(
            _("The closing of %(date)s has stopped. Start it again.")
            % {"date": format_day(closing.business_date)}
        )


class LeaseLost(Refused):
    """Another runner took this one for dead and does the work itself."""

    def __init__(self) -> None:
        super().__init__(_("Another run has taken over this closing."))


def rehearse(*, hotel: Hotel) -> list[Finding]:
    """Return what the closing of the open business date would find; changes nothing."""
    return checks.find(hotel=hotel, date=business_day.business_date(hotel))


def start(
    *,
    hotel: Hotel,
    actor: Actor,
    now: datetime,
    business_date: Date | None = None,
    extends_due_outs: bool = False,
) -> NightClosing:
    """Order the closing of the open business date, or a stopped one again; `run` then works.

    business_date: the date that the person saw; another open date is refused, so that a
    second click can't close the day after as well. Deliberately without the lock of the
    business day: waiting for it would end on the next date.
    Raises BusinessDayMoved, ClosingAlreadyRunning, DayAlreadyClosed.
    """
    open_date = business_day.business_date(hotel)
    if business_date not in (None, open_date):
        raise BusinessDayMoved(open_date)
    ordered = {
        "state": ClosingState.RUNNING,
        "started_at": now,
        "started_by": actor.name,
        "extends_due_outs": extends_due_outs,
        "lease_token": "",
        "leased_until": now + PICK_UP,
        "findings": [],
        "fault": "",
    }
    with transaction.atomic():
        closing, is_new = NightClosing.objects.get_or_create(
            hotel=hotel, business_date=open_date, defaults=ordered
        )
        if is_new:
            _lay_out_steps(closing)
        else:
            _start_again(closing, ordered, now)
        _record("night_closing.started", closing, actor, now)
    return closing


def start_in_background(
    *,
    hotel: Hotel,
    actor: Actor,
    now: datetime,
    business_date: Date | None = None,
    extends_due_outs: bool = False,
) -> NightClosing:
    """Start, and tell a worker to run it. Raises as `start`."""
    with transaction.atomic():
        closing = start(
            hotel=hotel,
            actor=actor,
            now=now,
            business_date=business_date,
            extends_due_outs=extends_due_outs,
        )
        jobs.ring("hotelpms.closing.tasks.close_day", closing.pk)
    return closing


def run(
    *,
    closing_id: int,
    now: Callable[[], datetime],
    actor: Actor | None = None,
    makes_reports: bool = True,
) -> NightClosing:
    """Do what is left of a started closing and return its row; running it again is harmless.

    The row comes back BLOCKED with its findings when the checks refused. A fault in a step
    is kept on the row (FAILED) and raised. actor: None stands for whoever started it.
    makes_reports=False ends with the new business date, without papers and mails (replay).
    Raises ClosingAlreadyRunning, ClosingNotStarted.
    """
    closing = NightClosing.objects.select_related("hotel").get(pk=closing_id)
    if closing.state in STOPPED:
        raise ClosingNotStarted(closing)
    if closing.state == ClosingState.RUNNING:
        _close_day(closing, actor or Actor(None, closing.started_by), now, makes_reports)
    if closing.state == ClosingState.ROLLED:
        papers.finish(closing_id=closing.pk, now=now)
        closing.refresh_from_db()
    return closing


def _lay_out_steps(closing: NightClosing) -> None:
    ClosingStep.objects.bulk_create(
        ClosingStep(closing=closing, position=n, name=name) for n, name in enumerate(STEPS, 1)
    )


def _start_again(closing: NightClosing, ordered: dict[str, Any], now: datetime) -> None:
    stopped = Q(state__in=STOPPED)
    left_alone = Q(leases.ended(now), state=ClosingState.RUNNING)
    rows = NightClosing.objects.filter(stopped | left_alone, pk=closing.pk)
    if not rows.update(**ordered):
        closing.refresh_from_db()
        is_running = closing.state == ClosingState.RUNNING
        raise ClosingAlreadyRunning(closing) if is_running else DayAlreadyClosed(closing)
    closing.steps.update(state=StepState.WAITING, done_at=None, detail="")
    closing.refresh_from_db()


def _close_day(
    closing: NightClosing, actor: Actor, now: Callable[[], datetime], makes_reports: bool
) -> None:
    """Run the steps of the one transaction; the row given is brought up to date."""
    lease = _claim(closing, now())
    night = Night(closing.hotel, closing.business_date, actor, now(), closing.extends_due_outs)
    progress: list[tuple[str, str]] = []
    try:
        with translation.override(closing.hotel.default_language), transaction.atomic():
            _run_steps(night, progress)
            _settle(closing, night, lease, progress, makes_reports)
    except ClosingBlocked as refusal:
        found = [finding.as_row() for finding in refusal.findings]
        _stop(closing, lease, ClosingState.BLOCKED, findings=found)
    except Exception as error:
        step = IN_ONE_GO[min(len(progress), len(IN_ONE_GO) - 1)][0]
        # Only a refusal's own sentence is kept: a fault of the program may name a guest.
        text = str(error) if isinstance(error, Refused) else type(error).__name__
        if _stop(closing, lease, ClosingState.FAILED, fault=f"{step}: {text}"):
            closing.steps.filter(name=step).update(state=StepState.FAILED)
        raise
    closing.refresh_from_db()


def _claim(closing: NightClosing, now: datetime) -> Lease:
    """Take the lease of a closing that runs. Raises ClosingAlreadyRunning."""
    running = NightClosing.objects.filter(pk=closing.pk, state=ClosingState.RUNNING)
    lease = leases.take(running, now=now, length=LEASE)
    if lease is None:
        raise ClosingAlreadyRunning(closing)
    return lease


def _run_steps(night: Night, progress: list[tuple[str, str]]) -> None:
    day = business_day.lock_business_day(night.hotel.pk)
    if day.date != night.date:
        raise BusinessDayMoved(day.date)
    for name, step in IN_ONE_GO:
        progress.append((name, step(night)[:200]))


def _settle(
    closing: NightClosing,
    night: Night,
    lease: Lease,
    progress: list[tuple[str, str]],
    makes_reports: bool,
) -> None:
    """Mark the steps done and the day closed, if the lease is still ours. Raises LeaseLost."""
    details = dict(progress)
    steps = list(closing.steps.filter(name__in=details))
    for step in steps:
        step.state, step.done_at, step.detail = StepState.DONE, night.now, details[step.name]
    ClosingStep.objects.bulk_update(steps, ["state", "done_at", "detail"])
    closed = {
        "state": ClosingState.ROLLED if makes_reports else ClosingState.DONE,
        "rolled_at": night.now,
        "done_at": None if makes_reports else night.now,
        "leased_until": night.now + PICK_UP if makes_reports else None,
        "findings": [finding.as_row() for finding in night.findings],
    }
    if not leases.end(NightClosing.objects.filter(pk=closing.pk), lease, **closed):
        raise LeaseLost
    _record("night_closing.day_closed", closing, night.actor, night.now)


def _stop(closing: NightClosing, lease: Lease, state: str, **what: Any) -> bool:
    """Set the closing aside; False when another runner holds the lease by now."""
    rows = NightClosing.objects.filter(pk=closing.pk)
    return leases.end(rows, lease, state=state, **what) == 1


def _record(action: str, closing: NightClosing, actor: Actor, now: datetime) -> None:
    audit.record(
        hotel_id=closing.hotel_id,
        actor=actor,
        action=action,
        subject=closing,
        at=now,
        data={"date": closing.business_date},
    )
