from celery import shared_task

from hotelpms.desk.domain import pulse as worker_pulse
from hotelpms.kit import clock


@shared_task
def pulse() -> None:
    worker_pulse.beat_heard(now=clock.now())
