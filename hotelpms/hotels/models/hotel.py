from datetime import time

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from hotelpms.hotels.enums import SendRegion
from hotelpms.hotels.validators import (
    validate_colour,
    validate_currency,
    validate_iban,
    validate_languages,
    validate_zone,
)
from hotelpms.kit.currencies import CURRENCIES
from hotelpms.kit.fields import CurrencyField, EmailField
from hotelpms.kit.models import Document


def english_only() -> list[str]:
    return ["en"]


class Hotel(models.Model):
    """One house with its own rooms, rates, folios, invoices and business date."""

    code = models.SlugField(
        _("code"), max_length=30, unique=True, help_text=_("Part of every address: /h/code/.")
    )
    name = models.CharField(_("name"), max_length=120)
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True, default="")
    tax_id = models.CharField(_("tax number"), max_length=40, blank=True, default="")
    street = models.CharField(_("street"), max_length=200, blank=True, default="")
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True, default="")
    city = models.CharField(_("city"), max_length=100, blank=True, default="")
    country = CountryField(_("country"))
    email = EmailField(_("e-mail"), blank=True, default="")
    phone = models.CharField(_("phone"), max_length=40, blank=True, default="")

    bank_name = models.CharField(_("bank"), max_length=100, blank=True, default="")
    iban = models.CharField(
        _("account number (IBAN)"),
        max_length=40,
        blank=True,
        default="",
        validators=[validate_iban],
        help_text=_("Printed on invoices that are not paid yet."),
    )
    bic = models.CharField(_("BIC"), max_length=11, blank=True, default="")
    payment_days = models.PositiveSmallIntegerField(
        _("days to pay"),
        default=0,
        validators=[MaxValueValidator(365)],
        help_text=_("From the date of an invoice; none means at once."),
    )
    invoice_note = models.TextField(
        _("note on invoices"),
        max_length=1000,
        blank=True,
        default="",
        help_text=_("Such as the entry in the commercial register."),
    )

    zone = models.CharField(
        _("time zone"),
        max_length=64,
        validators=[validate_zone],
        help_text=_("Such as Europe/Prague. All local hours are counted in it."),
    )
    currency = CurrencyField(
        _("currency"),
        validators=[validate_currency],
        help_text=_("Its code, such as EUR. It can't be changed later."),
    )
    languages = models.JSONField(
        _("languages"),
        default=english_only,
        validators=[validate_languages],
        help_text=_("The first is used when a guest's language is not known."),
    )

    brand_colour = models.CharField(
        _("brand colour"), max_length=7, default="#1f4e79", validators=[validate_colour]
    )
    logo_document = models.ForeignKey(
        Document,
        verbose_name=_("logo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    check_in_time = models.TimeField(_("check-in from"), default=time(15, 0))
    check_out_time = models.TimeField(_("check-out until"), default=time(11, 0))
    season_from = models.DateField(_("open from"), null=True, blank=True)
    season_to = models.DateField(_("open until"), null=True, blank=True)
    send_region = models.CharField(
        _("daily guest mails"), max_length=2, choices=SendRegion, default=SendRegion.EU
    )
    prices_include_tax = models.BooleanField(_("prices include tax"), default=True)
    overbooking_limit = models.PositiveSmallIntegerField(
        _("overbooking limit"),
        default=0,
        help_text=_("Rooms per night that may be sold beyond the hotel's capacity."),
    )

    closing_hour = models.PositiveSmallIntegerField(
        _("night closing from"),
        default=3,
        validators=[MaxValueValidator(23)],
        help_text=_("Local hour (0 to 23) from which the day may be closed."),
    )
    unattended_closing = models.BooleanField(
        _("close the day without a person"),
        default=False,
        help_text=_("The night closing starts by itself at the hour above."),
    )

    documents_retention_days = models.PositiveIntegerField(_("keep documents (days)"), default=3650)
    messages_retention_days = models.PositiveIntegerField(_("keep messages (days)"), default=1095)

    class Meta:
        verbose_name = _("hotel")
        verbose_name_plural = _("hotels")
        constraints = [
            models.CheckConstraint(
                condition=Q(closing_hour__lte=23), name="closing_hour_is_an_hour_of_the_day"
            ),
            models.CheckConstraint(
                condition=Q(currency__in=CURRENCIES), name="hotel_has_a_currency_of_today"
            ),
            models.CheckConstraint(
                condition=Q(season_from=None)
                | Q(season_to=None)
                | Q(season_from__lte=models.F("season_to")),
                name="hotel_season_ends_after_it_starts",
                violation_error_message=_("The season must not end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def default_language(self) -> str:
        """The language for guests whose own is not known."""
        return str(self.languages[0])
