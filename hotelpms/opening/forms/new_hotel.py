"""What is asked of a new hotel, filled in with what is usual in its country."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from hotelpms.countries.registry import PACKS
from hotelpms.hotels.validators import validate_colour
from hotelpms.kit import languages
from hotelpms.kit.errors import Refused
from hotelpms.kit.fields import named_currencies
from hotelpms.kit.forms.fields import EmailField, LineField
from hotelpms.kit.forms.wishes import WishForm
from hotelpms.kit.search.plain import sort_key
from hotelpms.opening.domain.opening import IdentityUnfit, NewHotel
from hotelpms.opening.domain.suggestions import Suggestion, all_zones

MOST_TAX = 100


class CountryForm(forms.Form):
    """The first question: everything else follows from it."""

    country = forms.ChoiceField(label=_("Country"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["country"]
        field.choices = [("", "–"), *countries]
        field.widget.attrs["data-search"] = True


def known_countries() -> list[tuple[str, str]]:
    """Return code and name of the countries whose taxes and codes the product brings."""
    codes = dict.fromkeys(pack.code for pack in PACKS if pack.code)
    return sorted(
        ((code, countries.name(code)) for code in codes), key=lambda pair: sort_key(pair[1])
    )


class NewHotelForm(WishForm[NewHotel]):
    """The hotel's identity. The country was answered before and stands in the address."""

    asks = NewHotel

    name = LineField(label=_("Name of the hotel"), max_length=120)
    code = LineField(
        label=_("Short name in addresses"),
        max_length=30,
        required=False,
        help_text=_("Letters, digits and hyphens, such as sea-star. It can't be changed later."),
    )
    legal_name = LineField(label=_("Legal name"), max_length=200, required=False)
    tax_id = LineField(label=_("Tax number"), max_length=40, required=False)
    street = LineField(label=_("Street"), max_length=200, required=False)
    postal_code = LineField(label=_("Postal code"), max_length=20, required=False)
    city = LineField(label=_("City"), max_length=100, required=False)
    email = EmailField(label=_("E-mail"), required=False)
    phone = LineField(label=_("Phone"), max_length=40, required=False)
    zone = forms.ChoiceField(label=_("Time zone"))
    currency = forms.ChoiceField(label=_("Currency"), help_text=_("It can't be changed later."))
    languages = forms.MultipleChoiceField(
        label=_("Languages of the guests"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mails and papers are written in these; a guest may read another."),
    )
    first_language = forms.ChoiceField(
        label=_("First language"),
        help_text=_("For guests whose own is not known, and for the names of charges."),
    )
    brand_colour = LineField(
        label=_("Brand colour"),
        max_length=7,
        validators=[validate_colour],
        widget=forms.TextInput(attrs={"type": "color"}),
        initial="#1f4e79",
    )
    prices_include_tax = forms.BooleanField(
        label=_("Prices include tax"),
        required=False,
        initial=True,
        help_text=_("It can't be changed once there are prices."),
    )
    tax_percent = forms.DecimalField(
        label=_("Usual tax in per cent"),
        min_value=0,
        max_value=MOST_TAX,
        max_digits=6,
        decimal_places=3,
        help_text=_("Such as 10 or 5.5. Other taxes are added in the set-up."),
    )

    def __init__(self, *args: Any, country: str, usual: Suggestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country
        known = languages.choices()
        zones = list(usual.zones) or all_zones()
        self.choose_from("zone", [(zone, zone.replace("_", " ")) for zone in zones])
        self.choose_from("currency", named_currencies())
        self.choose_from("languages", known)
        self.choose_from("first_language", known)
        self.fields["zone"].widget.attrs["data-search"] = True
        self.fields["currency"].widget.attrs["data-search"] = True
        if usual.tax_id_label:
            self.fields["tax_id"].label = usual.tax_id_label
        if not usual.needs_tax_percent:
            del self.fields["tax_percent"]
        spoken = [code for code in usual.languages if code in languages.codes()] or ["en"]
        start = {
            "zone": zones[0] if usual.zones else "",
            "currency": usual.currency,
            "languages": spoken,
            "first_language": spoken[0],
        }
        for name, value in start.items():
            self.initial.setdefault(name, value)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("code"):
            cleaned["code"] = slugify(cleaned.get("name", ""))[:30].strip("-")
            if "name" in cleaned and not cleaned["code"]:
                self.add_error("code", _("Write a short name in Latin letters."))
        return cleaned

    def given(self) -> dict[str, Any]:
        first = self.cleaned_data["first_language"]
        spoken = [first, *(code for code in self.cleaned_data["languages"] if code != first)]
        return super().given() | {"country": self.country, "languages": tuple(spoken)}

    def refuse(self, refused: Refused) -> None:
        """Say beside each field what is wrong with it."""
        if not isinstance(refused, IdentityUnfit):
            super().refuse(refused)
            return
        self.refused = refused
        for name, sentences in refused.errors.items():
            self.add_error(name if name in self.fields else None, sentences)
