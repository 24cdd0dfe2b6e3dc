"""Celery tells a worker at once that work waits; the work itself stands in rows.

A row has a state and a due time. A task that is lost, late or run twice changes nothing, because
a sweep looks at the rows again every minute. Tasks therefore carry ids only, and no countdown or
ETA ever stands for business time.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotelpms.settings")

MINUTE = 60.0

# The one table of what beat starts. The database scheduler copies it into its own rows at start.
SCHEDULE: dict[str, float] = {
    "reservations.tasks.sweep": MINUTE,
    "invoicing.tasks.sweep": MINUTE,
    "hotelpms.closing.tasks.sweep": MINUTE,
    "crm.tasks.sweep": MINUTE,
    "hotelpms.desk.tasks.pulse": MINUTE,
}

app = Celery("hotelpms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    task: {
        "task": task,
        "schedule": seconds,
        # No worker took it within its own interval: it is dropped, the next one does the same.
        "options": {"expires": seconds},
    }
    for task, seconds in SCHEDULE.items()
}
app.autodiscover_tasks()
