"""The bell of the post room: the broker tells a worker that a message waits. It may be lost, late
or rung twice: what is due stands in the rows, and the room looks by itself.
"""

from celery import shared_task
from celery.signals import worker_process_init, worker_process_shutdown, worker_shutdown

from messaging.domain.worker import postroom


@shared_task(name="messaging.tasks.dispatch")
def dispatch() -> None:
    """Send what is due."""
    postroom.ring_here()


@worker_process_init.connect
def _open(**_told: object) -> None:
    """Every process that does tasks has a post room, also the only one of the solo pool."""
    postroom.open_here()


@worker_process_shutdown.connect
@worker_shutdown.connect
def _close(**_told: object) -> None:
    postroom.close_here()
