from django.db import models
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.opening.enums import StepName


class SkippedStep(models.Model):
    """A step of the opening that somebody said the hotel does without, for now."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(_("step"), max_length=20, choices=StepName.choices)
    skipped_by = models.CharField(_("skipped by"), max_length=150)
    skipped_at = models.DateTimeField(_("skipped"))

    class Meta:
        verbose_name = _("skipped step")
        verbose_name_plural = _("skipped steps")
        constraints = [
            models.UniqueConstraint(fields=["hotel", "step"], name="a_step_is_skipped_once")
        ]

    def __str__(self) -> str:
        return self.get_step_display()
