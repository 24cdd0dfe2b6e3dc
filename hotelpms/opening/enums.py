from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StepName(models.TextChoices):
    """What is set up before a hotel can work, in the order of the wizard."""

    IDENTITY = "identity", _("Name, address and tax number")
    ROOMS = "rooms", _("Room types and rooms")
    RATES = "rates", _("Rate plans and prices")
    CODES = "codes", _("Charge codes and payment methods")
    DEPARTMENTS = "departments", _("Departments and their reports")
    PEOPLE = "people", _("People and roles")
    MAIL = "mail", _("Mail account")
    LOGO = "logo", _("Logo")
    PAYMENTS = "payments", _("Online payments")
    FIRST_DAY = "first_day", _("First business date")


class StepState(models.TextChoices):
    """What a step is; computed, of a step that was skipped a row says so."""

    DONE = "done", pgettext_lazy("step", "Done")
    SKIPPED = "skipped", pgettext_lazy("step", "Skipped")
    OPEN = "open", pgettext_lazy("step", "To do")
