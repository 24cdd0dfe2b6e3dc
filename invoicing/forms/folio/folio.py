"""Who pays a folio: somebody of the booking, any card of the Cardex, or a new company."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from cardex.domain.cards.profiles import Card
from cardex.domain.cards.queries import companies_alike
from cardex.enums import ProfileKind
from cardex.forms.cards.countries import often_first
from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.forms.fields import EmailField, LineField
from hotelpms.kit.forms.wishes import Wish, WishForm
from invoicing.forms.folio.posting import OnceForm, Press
from reservations.forms.booking.card_field import CardField, point_to_cardex

COMPANY = (
    *("company_name", "company_tax_id", "company_street"),
    *("company_postal_code", "company_city", "company_country", "company_email"),
)

NAMES_A_PAYER = ("payer", "other", "company_name")


@dataclass(frozen=True)
class PayerWish:
    """`payer` is the id of a card, or the card of a company to be made."""

    payer: int | Card
    billing_email: str


@dataclass(frozen=True, kw_only=True)
class WindowWish(Press):
    payer: int | Card
    name: str


class AnyPayerForm(WishForm[Wish]):
    """The fields by which a payer is named; `may_create` adds those of a new company."""

    payer = forms.ModelChoiceField(
        Profile.objects.none(), label=_("Payer"), required=False, empty_label=None
    )
    other = CardField(
        label=_("Another person or company"),
        required=False,
        help_text=_("Found in the Cardex. Left empty, the payer above is taken."),
    )
    company_name = LineField(label=_("Company"), max_length=120, required=False)
    company_tax_id = LineField(label=_("Tax number"), max_length=40, required=False)
    company_street = LineField(label=_("Street"), max_length=200, required=False)
    company_postal_code = LineField(label=_("Postal code"), max_length=20, required=False)
    company_city = LineField(label=_("City"), max_length=120, required=False)
    company_country = CountryField(blank=True).formfield(label=_("Country"))
    company_email = EmailField(label=_("E-mail"), required=False)

    def __init__(
        self,
        *args: Any,
        payers: QuerySet[Profile],
        hotel: Hotel,
        may_create: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hotel = hotel
        self.choose_from("payer", payers)
        point_to_cardex(self.fields, hotel)
        often_first(self.fields["company_country"], home=str(hotel.country))
        self.alike: list[Profile] = []
        if not may_create:
            for name in COMPANY:
                del self.fields[name]

    def full_clean(self) -> None:
        if self.is_bound and self.company_fields:
            self._compare()
        super().full_clean()

    def clean(self) -> None:
        typed = self.cleaned_data
        if typed.get("company_name") and typed.get("other"):
            self.add_error("company_name", _("Choose a card or enter a new company, not both."))
        elif any(typed.get(name) for name in COMPANY) and not typed.get("company_name"):
            self.add_error("company_name", _("Enter the name of the company."))
        elif typed.get("company_name") and self.alike and not typed.get("same"):
            self.add_error("same", _("A card like this exists. Choose it, or make a new one."))
        elif not any(typed.get(name) for name in NAMES_A_PAYER) and "other" not in self.errors:
            self.add_error("other", _("Choose who pays."))

    @property
    def company_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in COMPANY if name in self.fields]

    @property
    def opens_company(self) -> bool:
        """Something of a new company was typed."""
        return any(field.value() or field.errors for field in self.company_fields)

    @property
    def further_fields(self) -> list[forms.BoundField]:
        named = {"payer", "other", "same", *COMPANY}
        return [field for field in self.visible_fields() if field.name not in named]

    def given(self) -> dict[str, Any]:
        return super().given() | {"payer": self._payer()}

    def _payer(self) -> int | Card:
        typed = self.cleaned_data
        if typed.get("same", "new") not in ("", "new"):
            return int(typed["same"])
        if typed.get("company_name"):
            return Card(
                kind=ProfileKind.COMPANY,
                last_name=typed["company_name"],
                tax_id=typed["company_tax_id"],
                street=typed["company_street"],
                postal_code=typed["company_postal_code"],
                city=typed["company_city"],
                country=typed["company_country"],
                billing_email=typed["company_email"],
                language=self.hotel.default_language,
            )
        chosen: Profile = typed.get("other") or typed["payer"]
        return chosen.pk

    def _compare(self) -> None:
        """Offer the companies that are there already, before the choice among them is read."""
        try:
            name = self.fields["company_name"].clean(self["company_name"].data)
            tax_id = self.fields["company_tax_id"].clean(self["company_tax_id"].data)
        except ValidationError:
            return
        self.alike = companies_alike(name=name, tax_id=tax_id) if name else []
        if self.alike:
            cards = [(str(card.pk), _named(card)) for card in self.alike]
            self.fields["same"] = forms.ChoiceField(
                label=_("Is it one of these?"),
                required=False,
                widget=forms.RadioSelect,
                choices=[*cards, ("new", _("None of them: make a new card"))],
            )


class PayerForm(AnyPayerForm[PayerWish]):
    asks = PayerWish

    billing_email = EmailField(
        label=_("E-mail for the invoice"),
        required=False,
        help_text=_("Left empty, the address on the payer's card is used."),
    )


class WindowForm(OnceForm[WindowWish], AnyPayerForm[WindowWish]):
    asks = WindowWish

    name = LineField(label=_("Name"), max_length=80, required=False)


def _named(card: Profile) -> str:
    return " · ".join(part for part in (card.full_name, card.tax_id, card.city) if part)
