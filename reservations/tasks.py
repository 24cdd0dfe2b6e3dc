from celery import shared_task

from hotelpms.kit import clock
from reservations.domain.bookings import options


@shared_task(ignore_result=True)
def sweep() -> None:
    """Let options lapse whose date is over. Finds nothing when it runs twice."""
    options.lapse_options(now=clock.now())
