"""The night closing: at most once per hotel and date, whole or not at all up to the new date.

running -> blocked | failed -> running (started again) -> rolled -> done

`start` writes the row, `run` works. Every step up to the new business date is one transaction
under the lock of the business day; whoever dies in it leaves nothing behind. Reports and
mails follow after the commit and resume where they stopped.

Who works holds a lease: a token and a time. A second starter is told who is at it. A dead
runner's lease ends by itself and the sweep, or the next start, takes over. A runner that was
taken for dead finds its token gone at the end and undoes everything.

The steps of the transaction become visible together, when it commits: what isn't committed
hasn't happened, and on SQLite nobody could write its progress meanwhile. It takes a second
or two; what takes longer (reports, mails) shows each step as it is done.
"""

from collections.abc import Callable
from datetime import date as Date
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain import follow_up, one_go, trail
from hotelpms.closing.domain.steps import registry
from hotelpms.closing.domain.times import LEASE, PICK_UP
from hotelpms.closing.domain.timing import NotConfirmed, concerns
from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import ClosingStep, NightClosing
from hotelpms.hotels.domain import business_day
from hotelpms.hotels.domain.business_day import BusinessDayMoved
from hotelpms.hotels.models import Hotel
from hotelpms.kit import jobs, leases
from hotelpms.kit.actor import Actor
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.leases import Lease

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


@transaction.atomic
def start(
    *,
    hotel: Hotel,
    actor: Actor,
    now: datetime,
    business_date: Date | None = None,
    extends_due_outs: bool = False,
    is_confirmed: bool = False,
    in_background: bool = False,
) -> NightClosing:
    """Order the closing of the open business date, or a stopped one again; `run` then works.

    business_date: the date that the person saw; another open date is refused, so that a
    second click can't close the day after as well. Deliberately without the lock of the
    business day: waiting for it would end on the next date.
    is_confirmed: the person has read the concerns of `timing` and means it.
    in_background tells a worker to run it.
    Raises BusinessDayMoved, ClosingAlreadyRunning, DayAlreadyClosed, NotConfirmed.
    """
    open_date = business_day.business_date(hotel)
    if business_date not in (None, open_date):
        raise BusinessDayMoved(open_date)
    if not is_confirmed and (found := concerns(hotel=hotel, date=open_date, now=now)):
        raise NotConfirmed(found)
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
    closing, is_new = NightClosing.objects.get_or_create(
        hotel=hotel, business_date=open_date, defaults=ordered
    )
    if not is_new:
        _start_again(closing, ordered, now)
    ClosingStep.objects.bulk_create(
        ClosingStep(closing=closing, position=n, name=step.name)
        for n, step in enumerate(registry.STEPS, 1)
    )
    trail.record("night_closing.started", closing, actor, now)
    if in_background:
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
    makes_reports=False ends with the new business date and leaves out what follows (replay).
    Raises ClosingAlreadyRunning, ClosingNotStarted.
    """
    closing = NightClosing.objects.select_related("hotel").get(pk=closing_id)
    if closing.state in STOPPED:
        raise ClosingNotStarted(closing)
    if closing.state == ClosingState.RUNNING:
        one_go.close_day(
            closing=closing,
            lease=claim(closing=closing, now=now()),
            actor=actor or Actor(None, closing.started_by),
            now=now(),
            makes_reports=makes_reports,
        )
    if closing.state == ClosingState.ROLLED:
        follow_up.finish(closing=closing, now=now)
    return closing


def claim(*, closing: NightClosing, now: datetime) -> Lease:
    """Take the lease of a closing that runs. Raises ClosingAlreadyRunning."""
    running = NightClosing.objects.filter(pk=closing.pk, state=ClosingState.RUNNING)
    lease = leases.take(running, now=now, length=LEASE)
    if lease is None:
        raise ClosingAlreadyRunning(closing)
    return lease


def _start_again(closing: NightClosing, ordered: dict[str, Any], now: datetime) -> None:
    stopped = Q(state__in=STOPPED)
    left_alone = Q(leases.ended(now), state=ClosingState.RUNNING)
    rows = NightClosing.objects.filter(stopped | left_alone, pk=closing.pk)
    if not rows.update(**ordered):
        closing.refresh_from_db()
        is_running = closing.state == ClosingState.RUNNING
        raise ClosingAlreadyRunning(closing) if is_running else DayAlreadyClosed(closing)
    # The house may know other steps by now.
    closing.steps.all().delete()
    closing.refresh_from_db()
