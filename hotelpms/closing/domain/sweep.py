"""Closings that nobody is at: due by the hotel's hour, or left behind by a runner that died."""

import datetime
import logging

from django.db.models import Q

from hotelpms.closing.domain import runner
from hotelpms.closing.domain.timing import concerns, due_at
from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.domain.business_day import BusinessDayMoved
from hotelpms.hotels.enums import DayState
from hotelpms.hotels.models import BusinessDay
from hotelpms.kit import jobs, leases
from hotelpms.kit.actor import SYSTEM

logger = logging.getLogger(__name__)

RETRY_AFTER = datetime.timedelta(minutes=10)


def sweep(*, now: datetime.datetime) -> int:
    """Tell a worker of every closing that should be going on and isn't; return how many."""
    return start_unattended(now=now) + ring_left_alone(now=now)


def start_unattended(*, now: datetime.datetime) -> int:
    """Start the closings whose hotel closes without a person and whose hour has come.

    Due-outs stay on for a night. A closing that was blocked waits for a person; one that a
    fault stopped is tried again, because most faults of a night pass. A hotel that lies more
    than a day behind waits for a person too: nobody has entered yet who came and who left.
    """
    open_days = BusinessDay.objects.filter(
        state=DayState.OPEN, hotel__unattended_closing=True
    ).select_related("hotel")
    started = 0
    for day in open_days.order_by("pk"):
        if _is_due(day, now) and not _was_tried(day, now):
            started += _start(day, now)
    return started


def _is_due(day: BusinessDay, now: datetime.datetime) -> bool:
    """Tell whether the hour has come and nothing asks for a person."""
    if due_at(hotel=day.hotel, date=day.date) > now:
        return False
    return not concerns(hotel=day.hotel, date=day.date, now=now)


def _was_tried(day: BusinessDay, now: datetime.datetime) -> bool:
    tried = NightClosing.objects.filter(hotel=day.hotel, business_date=day.date).first()
    if tried is None:
        return False
    return tried.state != ClosingState.FAILED or tried.started_at > now - RETRY_AFTER


def ring_left_alone(*, now: datetime.datetime) -> int:
    """Tell a worker of closings that run or still owe their reports, whose lease has ended."""
    left_alone = NightClosing.objects.filter(
        leases.ended(now) | Q(leased_until__isnull=True),
        state__in=(ClosingState.RUNNING, ClosingState.ROLLED),
    )
    ids = list(left_alone.order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        jobs.ring("hotelpms.closing.tasks.close_day", pk)
    return len(ids)


def _start(day: BusinessDay, now: datetime.datetime) -> int:
    try:
        runner.start(
            hotel=day.hotel,
            actor=SYSTEM,
            now=now,
            business_date=day.date,
            extends_due_outs=True,
            in_background=True,
        )
    except (runner.ClosingAlreadyRunning, runner.DayAlreadyClosed, BusinessDayMoved):
        # Somebody started it a moment before.
        return 0
    except Exception:
        # The fault of one house must not keep the others open; the next sweep tries again.
        logger.exception("closing_not_started hotel=%s", day.hotel_id)
        return 0
    return 1
