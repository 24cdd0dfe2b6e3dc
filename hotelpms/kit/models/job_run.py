from django.db import models
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.enums import JobOutcome


class JobRun(models.Model):
    """One run of a scheduled job. `scope` says for what, such as a hotel's code; see kit.jobs."""

    name = models.CharField(_("job"), max_length=100)
    scope = models.CharField(_("for"), max_length=100, blank=True, default="")
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=JobOutcome, default=JobOutcome.RUNNING
    )
    detail = models.CharField(_("detail"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("job run")
        verbose_name_plural = _("job runs")
        indexes = [models.Index(fields=["name", "-started_at"], name="job_runs_by_name")]

    def __str__(self) -> str:
        return self.name
