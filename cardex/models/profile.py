from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from cardex.enums import ProfileKind, VipLevel
from hotelpms.kit import languages
from hotelpms.kit.fields import EmailField
from hotelpms.kit.search.fields import SortKeyField


class Profile(models.Model):
    """One entry of the Cardex: a guest, a company or an agency (S1-01).

    The Cardex belongs to the client, not to one hotel. The counters are kept by the
    transaction that checks a stay out (or cancels it), so that audiences need not
    aggregate stays.
    """

    kind = models.CharField(
        _("kind"), max_length=10, choices=ProfileKind.choices, default=ProfileKind.GUEST
    )
    title = models.CharField(_("title"), max_length=30, blank=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name or company name"), max_length=150)
    email = EmailField(_("e-mail"), blank=True)
    phone = models.CharField(
        _("phone"),
        max_length=32,
        blank=True,
        help_text=_("In international form, for example +34600123456."),
    )
    language = models.CharField(
        _("language"), max_length=8, choices=languages.choices, default="en"
    )
    nationality = CountryField(_("nationality"), blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = CountryField(_("country"), blank=True)
    tax_id = models.CharField(_("tax id"), max_length=40, blank=True)
    billing_email = EmailField(_("e-mail for invoices"), blank=True)
    vip = models.CharField(
        _("VIP level"), max_length=8, choices=VipLevel.choices, blank=True, default=VipLevel.NONE
    )
    is_grey_listed = models.BooleanField(_("grey-listed"), default=False)
    notes = models.TextField(_("notes"), blank=True)
    external_ref = models.CharField(_("reference in another system"), max_length=80, blank=True)
    # What the card is found and sorted by, both made of the other fields: cards.search.fill.
    search_text = models.TextField(editable=False, blank=True)
    sort_key = SortKeyField()

    stay_count = models.PositiveIntegerField(_("stays"), default=0, editable=False)
    night_count = models.PositiveIntegerField(_("nights"), default=0, editable=False)
    max_nights = models.PositiveIntegerField(_("longest stay in nights"), default=0, editable=False)
    last_departure = models.DateField(_("last departure"), null=True, blank=True, editable=False)
    cancellation_count = models.PositiveIntegerField(_("cancellations"), default=0, editable=False)
    no_show_count = models.PositiveIntegerField(_("no-shows"), default=0, editable=False)

    created_at = models.DateTimeField(_("created"), editable=False)
    anonymised_at = models.DateTimeField(_("anonymised"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(condition=~Q(last_name=""), name="profile_has_a_name"),
            models.UniqueConstraint(
                fields=["external_ref"],
                condition=~Q(external_ref=""),
                name="profile_external_ref_is_unique",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="profile_by_name"),
            models.Index(fields=["kind", "sort_key", "id"], name="profile_by_kind_and_name"),
            models.Index(fields=["email"], name="profile_by_email"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.first_name, self.last_name) if part)

    @property
    def is_repeat_guest(self) -> bool:
        return self.stay_count > 1

    @property
    def address_for_invoices(self) -> str:
        """The e-mail that invoices go to; empty when the card has none."""
        return self.billing_email or self.email
