from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    """Reports that a department can have as PDF at the night closing (S0-07)."""

    FLASH = "flash", _("Manager's flash")
    ARRIVALS = "arrivals", _("Arrivals")
    REVENUE = "revenue", _("Revenue")
    TRACES = "traces", _("Traces")
