from django.db import models
from django.utils.translation import gettext_lazy as _


class ChargeKind(models.TextChoices):
    ROOM = "room", _("Room")
    BOARD = "board", _("Board")
    CITY_TAX = "city_tax", _("City tax")
    EXTRA = "extra", _("Extra")
    FEE = "fee", _("Fee")


class MethodKind(models.TextChoices):
    """The four kinds of payment methods."""

    CASH = "cash", _("Cash")
    CREDIT = "credit", _("Credit")
    DEFERRED = "deferred", _("Deferred card")
    INVITATION = "invitation", _("Invitation")


class Ledger(models.TextChoices):
    """Guest: open folios. Deposit: money in advance. City: what is owed after departure."""

    GUEST = "guest", _("Guest ledger")
    DEPOSIT = "deposit", _("Deposit ledger")
    CITY = "city", _("City ledger")


class FolioState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class InvoiceKind(models.TextChoices):
    INVOICE = "invoice", _("Invoice")
    CREDIT_NOTE = "credit_note", _("Credit note")


class Provider(models.TextChoices):
    """Payment solutions (B.8, S0-15)."""

    EMBEDDED = "embedded", _("Embedded test gateway")
    STRIPE = "stripe", _("Stripe Checkout")


class SessionState(models.TextChoices):
    OPEN = "open", _("Open")
    PAID = "paid", _("Paid")
    CLOSED = "closed", _("Closed")


class ReceiptOutcome(models.TextChoices):
    """What a provider's event did."""

    APPLIED = "applied", _("Invoice paid")
    NEEDS_ATTENTION = "needs_attention", _("Needs attention")
    IGNORED = "ignored", _("Nothing to do")


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


class ReportKind(models.TextChoices):
    """Reports that a department can have as PDF at the night closing (S0-07)."""

    FLASH = "flash", _("Manager's flash")
    ARRIVALS = "arrivals", _("Arrivals")
    REVENUE = "revenue", _("Revenue")
