from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    OPEN = "open", pgettext_lazy("folio", "Open")
    CLOSED = "closed", pgettext_lazy("folio", "Closed")


class InvoiceKind(models.TextChoices):
    INVOICE = "invoice", _("Invoice")
    CREDIT_NOTE = "credit_note", _("Credit note")


class InvoiceState(models.TextChoices):
    """What an invoice is as shown; computed, never stored."""

    UNPAID = "unpaid", pgettext_lazy("status", "Unpaid")
    PART_PAID = "part_paid", pgettext_lazy("status", "Part paid")
    PAID = "paid", pgettext_lazy("status", "Paid")
    CREDITED = "credited", pgettext_lazy("status", "Credited")
    CREDIT_NOTE = "credit_note", _("Credit note")


class Provider(models.TextChoices):
    """Who takes the money when a guest pays online (S0-15)."""

    EMBEDDED = "embedded", _("Embedded test gateway")
    STRIPE = "stripe", _("Stripe Checkout")


class SessionState(models.TextChoices):
    OPEN = "open", _("Open")
    PAID = "paid", _("Paid")
    CLOSED = "closed", pgettext_lazy("payment at the provider", "Closed")


class ReceiptOutcome(models.TextChoices):
    """What a provider's event did."""

    APPLIED = "applied", _("Invoice paid")
    NEEDS_ATTENTION = "needs_attention", _("Needs attention")
    TAKEN_BACK = "taken_back", _("Taken back")
    FAILED = "failed", pgettext_lazy("payment at the provider", "Failed")
    IGNORED = "ignored", _("Nothing to do")


class LinkState(models.TextChoices):
    """What a payment link is at a given moment; computed, never stored."""

    OPEN = "open", _("Open")
    PAID = "paid", _("Paid")
    HELD = "held", _("Payment to be checked")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")


class Attention(models.TextChoices):
    """Why a person has to look at a provider's event; stored in `Receipt.why`.

    The last ones speak of money that was here already, or that never came.
    """

    LATE = "late", _("Paid after the link had expired.")
    REVOKED = "revoked", _("Paid through a link that was revoked or replaced.")
    ALREADY_PAID = "already_paid", _("The invoice was already paid.")
    TOO_MUCH = "too_much", _("Less was open on the invoice than was paid.")
    OTHER_AMOUNT = "other_amount", _("The amount or currency is not what was asked for.")
    UNKNOWN_SESSION = "unknown_session", _("Nobody here began this payment.")
    NO_METHOD = "no_method", _("The hotel has no active payment method for payment links.")
    REFUSED = "refused", _("The invoice could not take the payment.")
    REFUNDED = "refunded", _("The payment was given back to the guest at the provider.")
    REFUND_FAILED = "refund_failed", _("A refund did not reach the guest: the money is back.")
    DISPUTED = "disputed", _("The guest's bank disputes the payment. Answer at the provider.")
    DISPUTE_WON = "dispute_won", _("The dispute is won: the payment stays.")
    DISPUTE_LOST = "dispute_lost", _("The dispute is lost: the payment is gone.")
    FAILED = "failed", _("The guest's bank did not pay. The link can be paid again.")


# What waits for a person until somebody says that it is dealt with.
WAITING_OUTCOMES = (ReceiptOutcome.NEEDS_ATTENTION, ReceiptOutcome.TAKEN_BACK)
