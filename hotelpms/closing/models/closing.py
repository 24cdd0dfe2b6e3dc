from django.db import models
from django.utils.translation import gettext_lazy as _

from hotelpms.closing.enums import ClosingState, StepState
from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit.models import Document, Leased

# The catalogue of the reports says which kinds there are: a new one needs no migration.
KIND_LENGTH = 40


class NightClosing(Leased):
    """The closing of one business date; exists at most once per hotel and date."""

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="closings")
    business_date = models.DateField(_("business date"))
    state = models.CharField(
        _("state"), max_length=8, choices=ClosingState.choices, default=ClosingState.RUNNING
    )
    started_at = models.DateTimeField(_("started"))
    started_by = models.CharField(_("started by"), max_length=150)
    extends_due_outs = models.BooleanField(_("guests who have not left stay on"), default=False)
    rolled_at = models.DateTimeField(_("day closed"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    findings = models.JSONField(_("what blocks the closing"), default=list, blank=True)
    fault = models.TextField(_("fault"), blank=True)

    class Meta:
        verbose_name = _("night closing")
        verbose_name_plural = _("night closings")
        constraints = [
            models.UniqueConstraint(fields=["hotel", "business_date"], name="a_day_is_closed_once")
        ]

    def __str__(self) -> str:
        return f"{self.business_date}"


class ClosingStep(models.Model):
    """What has become of one step; the title of the step stands with its class."""

    closing = models.ForeignKey(NightClosing, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("step"), max_length=30)
    state = models.CharField(
        _("state"), max_length=8, choices=StepState.choices, default=StepState.WAITING
    )
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    # Closings of a former version have a text in the words of whoever closed instead.
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    told = models.JSONField(_("what it did"), default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["closing", "name"], name="a_closing_step_exists_once")
        ]

    def __str__(self) -> str:
        return self.name


class ClosingReport(models.Model):
    """One report of a closing, kept as PDF in the archive."""

    closing = models.ForeignKey(NightClosing, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(_("report"), max_length=KIND_LENGTH)
    # Empty is the hotel's first language; others are printed for departments that read them.
    language = models.CharField(max_length=10, blank=True, default="")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["closing", "kind", "language"], name="a_closing_has_a_report_once"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class ReportSubscription(models.Model):
    """A department that gets a report as PDF at the night closing (S0-07)."""

    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, related_name="reports", verbose_name=_("department")
    )
    kind = models.CharField(_("report"), max_length=KIND_LENGTH)

    class Meta:
        verbose_name = _("report of a department")
        verbose_name_plural = _("reports of departments")
        constraints = [
            models.UniqueConstraint(
                fields=["department", "kind"], name="a_department_gets_a_report_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.kind}"
