from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What somebody does in one hotel; roles.py says what each role may do."""

    FRONT_DESK = "front_desk", _("Front desk")
    RESERVATIONS = "reservations", _("Reservations")
    CASHIER = "cashier", _("Cashier")
    NIGHT_AUDITOR = "night_auditor", _("Night auditor")
    HOUSEKEEPING = "housekeeping", _("Housekeeping")
    MARKETING = "marketing", _("Marketing")
    ACCOUNTANT = "accountant", _("Accountant")
    MANAGER = "manager", _("Hotel manager")
    CLIENT_ADMIN = "client_admin", _("Client administrator")


class SendRegion(models.TextChoices):
    """When the daily guest mails leave: US at 13:00 UTC, EU at 06:00 UTC."""

    US = "US", _("Americas (13:00 UTC)")
    EU = "EU", _("Europe (06:00 UTC)")


class DayState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", pgettext_lazy("business day", "Closed")
