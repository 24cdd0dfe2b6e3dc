"""What follows a closed day, step by step. Nothing here can undo the closed day.

A run that died goes on with the step that is not done: none is lost, and none does its work twice.
"""

import datetime

from django.db.models import QuerySet

from hotelpms.closing.domain.steps import registry
from hotelpms.closing.domain.steps.mails import MailReports
from hotelpms.closing.domain.steps.step import AfterCommit, Clock
from hotelpms.closing.domain.times import LEASE
from hotelpms.closing.enums import ClosingState, StepState
from hotelpms.closing.models import ClosingStep, NightClosing
from hotelpms.kit import leases
from hotelpms.kit.errors import Refused
from hotelpms.kit.languages import speaking


def finish(*, closing: NightClosing, now: Clock) -> None:
    """Do the steps that are left; the row given is brought up to date.

    A second runner leaves it alone. A failure keeps the lease, so that the sweep tries again
    when it ends, and is raised.
    """
    rows = NightClosing.objects.filter(pk=closing.pk, state=ClosingState.ROLLED)
    lease = leases.take(rows, now=now(), length=LEASE)
    if lease is None:
        return
    done = set(closing.steps.filter(state=StepState.DONE).values_list("name", flat=True))
    try:
        for step in registry.after_commit():
            if step.name not in done:
                _do(step, closing, now)
    except Exception as error:
        text = str(error) if isinstance(error, Refused) else type(error).__name__
        leases.held(rows, lease).update(fault=text)
        raise
    end(leases.held(rows, lease), now=now())
    closing.refresh_from_db()


def end(closed: QuerySet[NightClosing], *, now: datetime.datetime) -> None:
    """End closings whose day is closed; a step that was not done by now is left out."""
    waiting = ClosingStep.objects.filter(closing__in=closed, state=StepState.WAITING)
    waiting.update(state=StepState.LEFT_OUT)
    closed.update(**leases.FREE, state=ClosingState.DONE, done_at=now, fault="")


def mail_again(*, closing: NightClosing, now: Clock) -> None:
    """Send the reports to departments and addresses that were added since.

    What was queued before stays as it is.
    """
    _do(MailReports, closing, now)


def _do(step: type[AfterCommit], closing: NightClosing, now: Clock) -> None:
    with speaking(closing.hotel.default_language, closing.hotel.country):
        told = step.run(closing, now).as_row()
    rows = closing.steps.filter(name=step.name)
    rows.update(state=StepState.DONE, done_at=now(), told=told)
