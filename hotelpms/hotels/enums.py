from enum import StrEnum

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


class Right(StrEnum):
    """What somebody may do. Every app names the rights of all from here, also those above it."""

    DESK_VIEW = "desk.view"

    CARDEX_VIEW = "cardex.view"
    CARDEX_EDIT = "cardex.edit"
    CARDEX_CONSENT = "cardex.consent"

    RESERVATIONS_VIEW = "reservations.view"
    RESERVATIONS_BOOK = "reservations.book"
    RESERVATIONS_CHANGE = "reservations.change"
    RESERVATIONS_CANCEL = "reservations.cancel"
    RESERVATIONS_CHECK_IN = "reservations.check_in"
    RESERVATIONS_CHECK_OUT = "reservations.check_out"
    RESERVATIONS_UNDO_CHECK_OUT = "reservations.undo_check_out"
    RESERVATIONS_ROOMS = "reservations.rooms"
    RESERVATIONS_TRACES = "reservations.traces"
    RESERVATIONS_SETUP = "reservations.setup"
    RESERVATIONS_RATES = "reservations.rates"
    RESERVATIONS_OVERRIDE_PRICE = "reservations.override_price"
    RESERVATIONS_OVERRIDE_DIRTY = "reservations.override_dirty"

    INVOICING_VIEW = "invoicing.view"
    INVOICING_POST = "invoicing.post"
    INVOICING_CORRECT = "invoicing.correct"
    INVOICING_PAY = "invoicing.pay"
    INVOICING_REFUND = "invoicing.refund"
    INVOICING_KEEP_DEPOSIT = "invoicing.keep_deposit"
    INVOICING_ISSUE = "invoicing.issue"
    INVOICING_CREDIT_NOTE = "invoicing.credit_note"
    INVOICING_SEND_LINK = "invoicing.send_link"
    INVOICING_SETUP = "invoicing.setup"

    MESSAGING_VIEW = "messaging.view"
    MESSAGING_SEND = "messaging.send"
    MESSAGING_TEMPLATES = "messaging.templates"
    MESSAGING_ACCOUNTS = "messaging.accounts"

    CRM_VIEW = "crm.view"
    CRM_SETUP = "crm.setup"

    REPORTS_VIEW = "reports.view"
    CLOSING_CLOSE = "closing.close"
    LISTS_SHARE = "lists.share"
    HOTELS_CHANGE = "hotels.change"
    HOTELS_PEOPLE = "hotels.people"
    HOTELS_SETUP = "hotels.setup"


class SendRegion(models.TextChoices):
    """When the daily guest mails leave: US at 13:00 UTC, EU at 06:00 UTC."""

    US = "US", _("Americas (13:00 UTC)")
    EU = "EU", _("Europe (06:00 UTC)")

    @property
    def hour_utc(self) -> int:
        """The hour at which they leave; nobody can move it."""
        return 13 if self is SendRegion.US else 6


class DayState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", pgettext_lazy("business day", "Closed")
