"""When a worker was last seen: beat starts a task every minute, the worker notes the moment."""

from datetime import datetime, timedelta

from hotelpms.desk.models import Pulse

WORKER = "worker"
# A worker gets a task every minute; two that were missed are chance, the third is not.
SILENT_AFTER = timedelta(minutes=3)


def beat_heard(*, now: datetime) -> None:
    """Remember that a worker did a task at `now`."""
    Pulse.objects.update_or_create(name=WORKER, defaults={"seen_at": now})


def silence(*, now: datetime) -> timedelta | None:
    """Return for how long no worker has done a task; None when none ever did."""
    seen_at = Pulse.objects.filter(name=WORKER).values_list("seen_at", flat=True).first()
    return None if seen_at is None else max(timedelta(0), now - seen_at)
