"""When a worker was last seen: beat starts a task every minute, the worker notes the moment."""

from datetime import datetime

from hotelpms.desk.models import Pulse

WORKER = "worker"


def beat_heard(*, now: datetime) -> None:
    """Remember that a worker did a task at `now`."""
    Pulse.objects.update_or_create(name=WORKER, defaults={"seen_at": now})


def seconds_silent(*, now: datetime) -> int | None:
    """Seconds since a worker last did a task; None when none ever did."""
    seen_at = Pulse.objects.filter(name=WORKER).values_list("seen_at", flat=True).first()
    return None if seen_at is None else max(0, int((now - seen_at).total_seconds()))
