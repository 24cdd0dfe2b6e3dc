from django.db import models
from django.utils.translation import gettext_lazy as _


class ClosingState(models.TextChoices):
    RUNNING = "running", _("Running")
    BLOCKED = "blocked", _("Waiting for a decision")
    FAILED = "failed", _("Stopped by a fault")
    ROLLED = "rolled", _("Day closed, reports on their way")
    DONE = "done", _("Done")


class StepState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    LEFT_OUT = "left_out", _("Left out")
