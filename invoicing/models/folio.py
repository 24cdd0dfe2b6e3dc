from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.fields import AmountField, CurrencyField, EmailField, adds_up
from invoicing.enums import FolioState, Ledger
from invoicing.models.codes import ChargeCode, PaymentMethod
from reservations.models import RoomNight, Stay


class Folio(models.Model):
    """A running account: window 1 of a stay, further windows, or a house account.

    The balance is never stored: it is charges less payments.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="folios")
    stay = models.ForeignKey(
        Stay, on_delete=models.PROTECT, null=True, blank=True, related_name="folios"
    )
    window = models.PositiveSmallIntegerField(_("window"), default=1)
    name = models.CharField(_("name"), max_length=80, blank=True)
    payer = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="folios", verbose_name=_("payer")
    )
    billing_email = EmailField(_("e-mail for the invoice"), blank=True)
    currency = CurrencyField(_("currency"))
    state = models.CharField(
        _("state"), max_length=6, choices=FolioState.choices, default=FolioState.OPEN
    )
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    # The press of a button that opened this window: a double click opens one.
    request_key = models.CharField(max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = _("folio")
        verbose_name_plural = _("folios")
        constraints = [
            models.UniqueConstraint(
                fields=["stay", "window"],
                condition=Q(stay__isnull=False),
                name="a_window_exists_once",
            ),
            models.UniqueConstraint(
                fields=["stay", "request_key"],
                condition=~Q(request_key=""),
                name="a_window_is_opened_once",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False)
                | Q(state="open", closed_on__isnull=True),
                name="closed_folio_has_its_date",
            ),
        ]
        indexes = [models.Index(fields=["hotel", "state"], name="folios_by_state")]

    def __str__(self) -> str:
        return f"{self.pk}/{self.window}"


class Charge(models.Model):
    """One debit of a folio; frozen by trigger. A correction is its mirror with a reason.

    Amounts are in the folio's currency. `net + tax = gross` holds to the cent. The tax of a line
    is what keeps the tax per rate of what is not invoiced equal to the rounded tax on its sum;
    a line that `rounds` another one makes up for lines that left or came back (ADR 26).
    `night` is set by the nightly posting and makes it happen once per stay and night; a night
    whose charge was reversed is charged again by one that `replaces` it.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="+")
    folio = models.ForeignKey(Folio, on_delete=models.PROTECT, related_name="charges")
    business_date = models.DateField(_("business date"))
    posted_at = models.DateTimeField(_("posted"))
    posted_by = models.CharField(_("posted by"), max_length=150)
    code = models.ForeignKey(
        ChargeCode, on_delete=models.PROTECT, related_name="charges", verbose_name=_("charge code")
    )
    description = models.CharField(_("description"), max_length=200)
    quantity = models.DecimalField(_("quantity"), max_digits=8, decimal_places=2, default=1)
    # In the tax mode in which it was typed; empty on what was posted before there were unit prices.
    unit_price = AmountField(_("unit price"), null=True)
    tax_percent = models.DecimalField(_("tax in per cent"), max_digits=6, decimal_places=3)
    net = AmountField(_("net"))
    tax = AmountField(_("tax"))
    gross = AmountField(_("gross"))
    night = models.ForeignKey(
        RoomNight, on_delete=models.PROTECT, null=True, blank=True, related_name="charges"
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacement"
    )
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    rounds = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="roundings"
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    request_key = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        constraints = [
            models.CheckConstraint(
                condition=adds_up("gross", plus=("net", "tax")), name="gross_is_net_and_tax"
            ),
            models.UniqueConstraint(
                fields=["night", "code"],
                condition=Q(night__isnull=False, reverses__isnull=True, replaces__isnull=True),
                name="a_night_is_charged_once",
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | ~Q(reason=""), name="a_correction_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["folio", "request_key"],
                condition=~Q(request_key=""),
                name="a_charge_is_posted_once",
            ),
        ]
        indexes = [
            models.Index(fields=["folio", "id"], name="charges_of_a_folio"),
            models.Index(fields=["hotel", "business_date"], name="charges_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.description} {self.gross}"


class Payment(models.Model):
    """One credit of a ledger; frozen by trigger. A refund is a negative payment.

    `ledger` is what it settles. `source_ledger` is set when the money doesn't come from
    outside: moving a balance to the city ledger has `ledger` guest and `source_ledger`
    city; applying a deposit has `source_ledger` deposit.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="+")
    folio = models.ForeignKey(
        Folio, on_delete=models.PROTECT, null=True, blank=True, related_name="payments"
    )
    invoice = models.ForeignKey(
        "Invoice", on_delete=models.PROTECT, null=True, blank=True, related_name="payments"
    )
    business_date = models.DateField(_("business date"))
    posted_at = models.DateTimeField(_("posted"))
    posted_by = models.CharField(_("posted by"), max_length=150)
    method = models.ForeignKey(
        PaymentMethod,
        on_delete=models.PROTECT,
        related_name="payments",
        verbose_name=_("payment method"),
    )
    ledger = models.CharField(
        _("ledger"), max_length=8, choices=Ledger.choices, default=Ledger.GUEST
    )
    source_ledger = models.CharField(
        _("from ledger"), max_length=8, choices=Ledger.choices, blank=True
    )
    amount = AmountField(_("amount"))
    currency = CurrencyField(_("currency"))
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    request_key = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="a_payment_has_an_amount"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | ~Q(reason=""), name="a_refund_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(folio__isnull=False) | Q(invoice__isnull=False),
                name="a_payment_settles_something",
            ),
            models.UniqueConstraint(
                fields=["hotel", "request_key"],
                condition=~Q(request_key=""),
                name="a_payment_is_posted_once",
            ),
        ]
        indexes = [
            models.Index(fields=["folio", "id"], name="payments_of_a_folio"),
            models.Index(fields=["hotel", "business_date"], name="payments_of_a_day"),
            models.Index(
                fields=["hotel", "folio"],
                name="payments_in_advance",
                condition=Q(ledger=Ledger.DEPOSIT) | Q(source_ledger=Ledger.DEPOSIT),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
