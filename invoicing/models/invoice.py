from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.fields import AmountField, CurrencyField, adds_up
from hotelpms.kit.models import Document
from invoicing.enums import InvoiceKind
from invoicing.models.codes import ChargeCode
from invoicing.models.folio import Charge, Folio


class Series(models.Model):
    """The counter of one kind of document in one fiscal year.

    The row is locked while a document is issued, so that numbers have no gap, dates never
    go back and each document carries the hash of the one before.
    """

    hotel = models.ForeignKey(
        Hotel, on_delete=models.PROTECT, related_name="series", verbose_name=_("hotel")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=InvoiceKind.choices)
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    prefix = models.CharField(_("prefix"), max_length=20)
    # The seller's tax number when the series began, letters and digits only; empty without one.
    tax_id = models.CharField(max_length=40, blank=True, default="", editable=False)
    last_number = models.PositiveIntegerField(_("last number"), default=0)
    last_date = models.DateField(_("last date"), null=True, blank=True)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("invoice series")
        verbose_name_plural = _("invoice series")
        constraints = [
            models.UniqueConstraint(
                fields=["hotel", "kind", "fiscal_year"], name="one_series_per_kind_and_year"
            ),
            models.UniqueConstraint(fields=["hotel", "prefix"], name="series_prefix_is_unique"),
            models.UniqueConstraint(
                fields=["tax_id", "prefix"],
                condition=~Q(tax_id=""),
                name="numbers_of_one_seller_begin_differently",
            ),
        ]

    def __str__(self) -> str:
        return self.prefix


class Invoice(models.Model):
    """An issued invoice or credit note: a snapshot, frozen by trigger with its lines.

    What is still owed stands in `Receivable`, the PDF in `InvoiceDocument`.
    `hash` is SHA-256 over `previous_hash` and the canonical text of head and lines.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="invoices")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="invoices")
    number = models.PositiveIntegerField(_("number in the series"))
    full_number = models.CharField(_("number"), max_length=40)
    kind = models.CharField(
        _("kind"), max_length=12, choices=InvoiceKind.choices, default=InvoiceKind.INVOICE
    )
    issue_date = models.DateField(_("date"))
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.CharField(_("issued by"), max_length=150)
    folio = models.ForeignKey(Folio, on_delete=models.PROTECT, related_name="invoices")
    payer = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="invoices")
    original = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="credit_notes"
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    seller_name = models.CharField(_("seller"), max_length=200)
    seller_tax_id = models.CharField(_("tax id of the seller"), max_length=40, blank=True)
    seller_address = models.TextField(_("address of the seller"))
    payer_name = models.CharField(_("payer"), max_length=260)
    payer_tax_id = models.CharField(_("tax id of the payer"), max_length=40, blank=True)
    payer_address = models.TextField(_("address of the payer"), blank=True)
    stay_text = models.CharField(_("stay"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8)
    currency = CurrencyField(_("currency"))
    net = AmountField(_("net"))
    tax = AmountField(_("tax"))
    total = AmountField(_("total"))
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"], name="an_invoice_number_exists_once"
            ),
            models.UniqueConstraint(
                fields=["hotel", "full_number"], name="a_full_invoice_number_exists_once"
            ),
            models.CheckConstraint(
                condition=adds_up("total", plus=("net", "tax")), name="invoice_total_is_net_and_tax"
            ),
            models.CheckConstraint(
                condition=Q(kind="invoice", original__isnull=True)
                | Q(kind="credit_note", original__isnull=False),
                name="a_credit_note_names_its_invoice",
            ),
        ]
        indexes = [
            models.Index(fields=["hotel", "-id"], name="invoices_newest_first"),
            models.Index(fields=["hotel", "issue_date"], name="invoices_of_a_day"),
        ]

    def __str__(self) -> str:
        return self.full_number


class InvoiceLine(models.Model):
    """One line as printed; frozen.

    The lines of a charge form one chain: on an invoice, on its credit note, on the invoice
    after that. Each line has at most one follower and a charge one beginning, so a charge
    can't stand on two invoices of which none is credited.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField(_("position"))
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="invoice_lines")
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="follower"
    )
    code = models.ForeignKey(ChargeCode, on_delete=models.PROTECT, related_name="+")
    date = models.DateField(_("date"))
    description = models.CharField(_("description"), max_length=200)
    quantity = models.DecimalField(_("quantity"), max_digits=8, decimal_places=2)
    tax_percent = models.DecimalField(_("tax in per cent"), max_digits=6, decimal_places=3)
    net = AmountField(_("net"))
    tax = AmountField(_("tax"))
    gross = AmountField(_("gross"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "position"], name="an_invoice_line_has_its_place"
            ),
            models.UniqueConstraint(
                fields=["invoice", "charge"], name="a_charge_is_on_an_invoice_once"
            ),
            models.UniqueConstraint(
                fields=["charge"],
                condition=Q(follows__isnull=True),
                name="a_charge_is_invoiced_once",
            ),
            models.CheckConstraint(
                condition=adds_up("gross", plus=("net", "tax")), name="line_gross_is_net_and_tax"
            ),
        ]
        indexes = [models.Index(fields=["charge"], name="invoice_lines_of_a_charge")]

    def __str__(self) -> str:
        return self.description

    @property
    def unit_price(self) -> Decimal | None:
        """As it was typed; None on what was posted before there were unit prices."""
        return self.charge.unit_price


class Receivable(models.Model):
    """What is still to be paid on an invoice; the row that a payment locks."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="receivable")
    open_amount = AmountField(_("open"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("receivable")
        verbose_name_plural = _("receivables")
        constraints = [
            models.CheckConstraint(
                condition=Q(open_amount=0, settled_at__isnull=False)
                | (~Q(open_amount=0) & Q(settled_at__isnull=True)),
                name="a_settled_invoice_has_nothing_open",
            )
        ]
        indexes = [
            models.Index(
                fields=["invoice"], name="receivables_open", condition=Q(settled_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice}: {self.open_amount}"


class InvoiceDocument(models.Model):
    """The PDF of an invoice as issued: made once by the worker, then kept."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="pdf")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.invoice)
