from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageKind(models.TextChoices):
    """What a message is for. `COMMERCIAL_KINDS` and `MUST_ARRIVE_KINDS` hang rules on it."""

    CONFIRMATION = "confirmation", _("Booking confirmation")
    CHANGED = "changed", _("Change of a booking")
    CANCELLATION = "cancellation", _("Cancellation")
    PRE_STAY = "pre_stay", _("Pre-stay")
    ARRIVAL = "arrival", _("Arrival")
    DEPARTURE = "departure", _("Departure")
    POST_STAY = "post_stay", _("Post-stay")
    INVOICE = "invoice", _("Invoice")
    PAYMENT_LINK = "payment_link", _("Invoice with payment link")
    RECEIPT = "receipt", _("Payment receipt")
    PAYMENT_NOTICE = "payment_notice", _("Payment notice to the hotel")
    PAYMENT_TROUBLE = "payment_trouble", _("Payment that went wrong, to the hotel")
    CLOSING_REPORT = "closing_report", _("Closing report")
    ACCOUNT_TEST = "account_test", _("Test of a sender account")


# Needs the guest's consent to marketing (S0-21). The others inform about a booked stay or
# a bill; the pre-stay mail does too as long as it offers nothing for sale.
COMMERCIAL_KINDS = frozenset({MessageKind.POST_STAY})

# Go to the card's e-mail for invoices, where it has one.
BILL_KINDS = frozenset({MessageKind.INVOICE, MessageKind.PAYMENT_LINK, MessageKind.RECEIPT})

# Re-sent with the same Message-ID when a crash left the outcome unknown; every other kind
# becomes STUCK instead, for a person to settle.
MUST_ARRIVE_KINDS = frozenset(
    {
        MessageKind.CONFIRMATION,
        MessageKind.CHANGED,
        MessageKind.CANCELLATION,
        MessageKind.INVOICE,
        MessageKind.PAYMENT_LINK,
        MessageKind.RECEIPT,
        MessageKind.PAYMENT_NOTICE,
        MessageKind.PAYMENT_TROUBLE,
        MessageKind.CLOSING_REPORT,
        MessageKind.ACCOUNT_TEST,
    }
)


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")


class MessageState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DEFERRED = "deferred", _("Waiting for another try")
    FAILED = "failed", _("Failed")
    WITHHELD = "withheld", _("Withheld")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Too late to send")
    STUCK = "stuck", _("Outcome unknown")


WAITING_STATES = (MessageState.QUEUED, MessageState.DEFERRED)
# Nothing happens with these until somebody looks.
UNSOLVED_STATES = (MessageState.FAILED, MessageState.STUCK)


class Transport(models.TextChoices):
    """How an account hands a message over."""

    SMTP = "smtp", _("Mail server (SMTP)")
    CAUGHT = "caught", _("Keep in the data folder and show in the browser")


class Lane(models.IntegerChoices):
    """Due messages of a lower lane are leased first, so that a campaign never delays an invoice."""

    TRANSACTIONAL = 0, _("Transactional")
    BULK = 10, _("Bulk")


class DeliveryEventKind(models.TextChoices):
    ACCEPTED = "accepted", _("Taken by the mail server")
    BOUNCED = "bounced", _("Bounced")
    TRY_FAILED = "try_failed", _("A try failed")
