"""The worker of the outbox, as tasks. They may run twice, at once, or not at all: what is due
stands in the rows.
"""

from celery import shared_task

from hotelpms.kit import clock
from hotelpms.kit.jobs import ring
from messaging.domain.worker import dispatch as outbox_worker

# Short runs: a worker that is told to stop finishes its task first, within ten seconds.
SECONDS = 6


@shared_task(name="messaging.tasks.dispatch")
def dispatch() -> None:
    """Send what is due; start another task when time was up first."""
    outcome = outbox_worker.run(now=clock.now, seconds=SECONDS)
    if outcome.is_more:
        ring("messaging.tasks.dispatch")


@shared_task(name="messaging.tasks.sweep")
def sweep() -> None:
    """Every minute: free what dead workers held, then send what has become due."""
    outbox_worker.sweep(clock.now())
    dispatch()
