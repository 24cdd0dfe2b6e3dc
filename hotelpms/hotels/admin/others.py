"""The tables of other packages, with the audit trail behind their doors."""

# Imported so that what they register is there to be replaced, in whatever order apps load.
import axes.admin  # noqa: F401
import django_celery_beat.admin  # noqa: F401
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django_celery_beat import models as beat

from hotelpms.hotels.admin.recorded import record_actions_of

for model in (
    AccessAttempt,
    AccessFailureLog,
    AccessLog,
    beat.ClockedSchedule,
    beat.CrontabSchedule,
    beat.IntervalSchedule,
    beat.PeriodicTask,
    beat.SolarSchedule,
):
    record_actions_of(model)
