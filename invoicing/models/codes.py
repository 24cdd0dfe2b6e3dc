from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit.fields import AmountField, refuse_too_fine
from hotelpms.kit.models import Translated
from invoicing.enums import ChargeKind, MethodKind


class TaxRate(Translated):
    """A tax in per cent. A rate that was used isn't changed; a new one is made."""

    hotel = models.ForeignKey(
        Hotel, on_delete=models.PROTECT, related_name="tax_rates", verbose_name=_("hotel")
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    percent = models.DecimalField(_("per cent"), max_digits=6, decimal_places=3)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="tax_rate_code_is_unique"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lt=100), name="tax_rate_is_below_a_hundred"
            ),
        ]


class ChargeCode(Translated):
    hotel = models.ForeignKey(
        Hotel, on_delete=models.PROTECT, related_name="charge_codes", verbose_name=_("hotel")
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(
        _("kind"), max_length=10, choices=ChargeKind.choices, default=ChargeKind.EXTRA
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    tax = models.ForeignKey(
        TaxRate, on_delete=models.PROTECT, related_name="+", verbose_name=_("tax")
    )
    ledger_account = models.CharField(_("ledger account"), max_length=20, blank=True)
    default_price = AmountField(
        _("default price"),
        null=True,
        blank=True,
        help_text=_("For one, in the hotel's currency and with tax as its prices have it."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("charge code")
        verbose_name_plural = _("charge codes")
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="charge_code_is_unique"),
            models.UniqueConstraint(
                fields=["hotel", "kind"],
                condition=Q(kind=ChargeKind.ROOM, is_active=True),
                name="one_room_charge_code_per_hotel",
            ),
            models.CheckConstraint(
                condition=Q(default_price__isnull=True) | Q(default_price__gt=0),
                name="a_default_price_is_above_zero",
            ),
        ]

    def clean(self) -> None:
        """Refuse a price finer than the hotel's currency."""
        if self.hotel_id:
            refuse_too_fine("default_price", self.default_price, self.hotel.currency)


class PaymentMethod(Translated):
    hotel = models.ForeignKey(
        Hotel, on_delete=models.PROTECT, related_name="payment_methods", verbose_name=_("hotel")
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=MethodKind.choices)
    is_online = models.BooleanField(_("used for payment links"), default=False)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("payment method")
        verbose_name_plural = _("payment methods")
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="payment_method_code_is_unique"),
            models.UniqueConstraint(
                fields=["hotel"], condition=Q(is_online=True), name="one_payment_method_for_links"
            ),
        ]
