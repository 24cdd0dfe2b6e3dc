from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.fields import AmountField, CurrencyField, EmailField
from hotelpms.kit.keys.secrets import EncryptedTextField
from invoicing.enums import WAITING_OUTCOMES, Provider, ReceiptOutcome, SessionState
from invoicing.models.folio import Payment
from invoicing.models.invoice import Invoice

PROVIDER_LENGTH = 30


class PaymentSolution(models.Model):
    """A hotel's keys at one provider; an active one is needed before a link can be sent (S0-15).

    It keeps its provider, because payments are begun under it: who changes to another provider
    makes another row. One that was switched off still hears of what was begun before.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="payment_solutions")
    provider = models.CharField(_("provider"), max_length=PROVIDER_LENGTH, choices=Provider.choices)
    secret_key = EncryptedTextField(_("secret key"), blank=True, default="")
    webhook_secret = EncryptedTextField(_("secret of the webhook"), blank=True, default="")
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("payment solution")
        verbose_name_plural = _("payment solutions")
        constraints = [
            models.UniqueConstraint(
                fields=["hotel", "provider"],
                name="a_hotel_sets_up_a_provider_once",
                violation_error_message=_("The hotel has this provider already. Change that one."),
            ),
            models.UniqueConstraint(
                fields=["hotel"],
                condition=Q(is_active=True),
                name="one_active_payment_solution_per_hotel",
                violation_error_message=_(
                    "Another payment solution of the hotel is active. Switch that one off first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.get_provider_display()


class PaymentLink(models.Model):
    """A guest's way to pay one invoice, valid for 24 hours (S0-13).

    Only the hash of the token is kept. It is usable while not expired, not revoked and
    while the invoice is open; a new link revokes the one before.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="+")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payment_links")
    token_hash = models.CharField(max_length=64, unique=True)
    to_address = EmailField(_("sent to"), blank=True)
    created_at = models.DateTimeField(_("created"))
    created_by = models.CharField(_("created by"), max_length=150)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment link")
        verbose_name_plural = _("payment links")
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"],
                condition=Q(revoked_at__isnull=True),
                name="one_live_payment_link_per_invoice",
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice} {self.expires_at:%Y-%m-%d %H:%M}"


class GatewaySession(models.Model):
    """A payment that was begun for a link at the provider of a solution."""

    link = models.ForeignKey(PaymentLink, on_delete=models.PROTECT, related_name="sessions")
    solution = models.ForeignKey(PaymentSolution, on_delete=models.PROTECT, related_name="sessions")
    provider_id = models.CharField(max_length=200)
    # What refunds and disputes name instead of the session; known once it was paid.
    payment_ref = models.CharField(max_length=200, blank=True, default="", db_index=True)
    amount = AmountField(_("amount"))
    currency = CurrencyField(_("currency"))
    state = models.CharField(
        _("state"), max_length=6, choices=SessionState.choices, default=SessionState.OPEN
    )
    created_at = models.DateTimeField(_("begun"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["solution", "provider_id"], name="a_gateway_session_is_known_once"
            )
        ]

    def __str__(self) -> str:
        return self.provider_id


class Receipt(models.Model):
    """An event of a payment provider, taken exactly once with its effect in one transaction."""

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="+")
    provider = models.CharField(_("provider"), max_length=PROVIDER_LENGTH, choices=Provider.choices)
    event_id = models.CharField(_("event"), max_length=200)
    session = models.ForeignKey(
        GatewaySession, on_delete=models.PROTECT, null=True, blank=True, related_name="receipts"
    )
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    amount = AmountField(_("amount"), null=True, blank=True)
    currency = CurrencyField(_("currency"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=16, choices=ReceiptOutcome.choices)
    why = models.CharField(_("reason"), max_length=200, blank=True)
    received_at = models.DateTimeField(_("received"))
    settled_by = models.CharField(_("settled by"), max_length=150, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("provider event")
        verbose_name_plural = _("provider events")
        constraints = [
            models.UniqueConstraint(
                fields=["hotel", "provider", "event_id"],
                name="a_payment_event_counts_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["hotel", "-id"],
                name="receipts_needing_attention",
                condition=Q(outcome__in=WAITING_OUTCOMES, settled_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.event_id
