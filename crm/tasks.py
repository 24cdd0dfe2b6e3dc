"""Tasks of the CRM: every minute the sweep asks in which hotel the letters are due."""

from celery import shared_task

from crm.domain.letters import stay_letters
from hotelpms.kit import clock, jobs


@shared_task
def sweep() -> None:
    """Start a task for every hotel whose daily letters are due."""
    for hotel, _day in stay_letters.due(clock.now()):
        jobs.ring("crm.tasks.queue_stay_letters", hotel.pk)


@shared_task
def queue_stay_letters(hotel_id: int) -> None:
    """Queue the hotel's letters of the open business date; a second run finds nothing to do."""

    def work() -> str:
        return str(stay_letters.queue_open_day(hotel_id=hotel_id, now=clock.now()))

    jobs.run_job("crm.stay_letters", work, scope=str(hotel_id))
