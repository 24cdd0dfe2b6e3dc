"""What a new version brings for hotels that are open already; running it again does nothing.

Hotels keep what they wrote: only what they were never given is added, and standard texts and names
that nobody changed follow those of this version.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from celery import current_app
from django.db import transaction
from django_celery_beat.models import PeriodicTask

from cardex.domain.cards import search
from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit, jobs
from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.enums import JobOutcome
from hotelpms.kit.locks import locked
from hotelpms.kit.models import JobRun
from invoicing.domain.pages.names import name_codes
from invoicing.domain.pages.setup import add_codes
from messaging.domain.wording.standards import install_standard

SEARCH_JOB = "cardex.search_text"
# Celery's own; the others are ours.
OF_CELERY = "celery.backend_cleanup"


@dataclass(frozen=True)
class Given:
    """What a hotel got: message texts, and the names of charge codes and payment methods."""

    hotel: Hotel
    text_count: int
    codes: tuple[str, ...]


def complete_hotels(*, now: datetime) -> Iterator[Given]:
    """Give every open hotel the standard texts and codes that are new; yield those who got some.

    A hotel that is not open yet gets all of them when it opens.
    """
    opened = Hotel.objects.filter(business_days__isnull=False).distinct().order_by("pk")
    for pk in opened.values_list("pk", flat=True):
        given = _complete(pk, now)
        if given.text_count or given.codes:
            yield given


def rebuild_search() -> int:
    """Let cards be found by what joined the search; return how many cards needed it.

    Does nothing when it was done for the present recipe.
    """
    recipe = sha256(search.RECIPE.encode()).hexdigest()
    if JobRun.objects.filter(name=SEARCH_JOB, scope=recipe, outcome=JobOutcome.DONE).exists():
        return 0
    run = jobs.run_job(SEARCH_JOB, lambda: str(search.rebuild()), scope=recipe)
    return int(run.detail)


def forget_schedules() -> int:
    """Drop what beat starts no more: its rows outlive the table of celery.py that made them."""
    wanted = {*current_app.conf.beat_schedule, OF_CELERY}
    count, _by_model = PeriodicTask.objects.exclude(name__in=wanted).delete()
    return count


@transaction.atomic
def _complete(hotel_id: int, now: datetime) -> Given:
    hotel = locked(Hotel.objects.filter(pk=hotel_id)).get()
    given = Given(
        hotel,
        text_count=install_standard(hotel=hotel, now=now),
        codes=tuple(add_codes(hotel=hotel)),
    )
    name_codes(hotel=hotel)
    if given.text_count or given.codes:
        audit.record(
            hotel_id=hotel.pk,
            actor=SYSTEM,
            action="hotel.upgraded",
            subject=hotel,
            at=now,
            data={"texts": given.text_count, "codes": list(given.codes)},
        )
    return given
