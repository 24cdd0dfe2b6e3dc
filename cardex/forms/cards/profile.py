from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards.phones import NotAPhoneNumber, to_e164
from cardex.domain.cards.profiles import FIELDS, Card
from cardex.forms.cards.countries import PhoneInput, often_first
from cardex.models import Profile
from hotelpms.kit.forms.fields import DayField, date_input


class ProfileForm(forms.ModelForm):
    """The card as it is typed; `card` is what the domain gets.

    `country` (two letters) is assumed for a phone number written without its prefix.
    """

    template_name = "cardex/cards/profile_fields.html"
    is_another_person = forms.BooleanField(
        label=_("This is another person: make a new card"), required=False
    )

    class Meta:
        model = Profile
        fields = [name for name in FIELDS if name != "external_ref"]
        field_classes = {"birth_date": DayField}
        widgets = {
            "birth_date": date_input(),
            "notes": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assumed_country = country
        self.fields["phone"].widget = PhoneInput(country=country)
        self.fields["phone"].help_text = ""
        for name in ("nationality", "country"):
            often_first(self.fields[name], home=country)

    def clean_phone(self) -> str:
        try:
            return to_e164(self.cleaned_data["phone"], country=self.assumed_country)
        except NotAPhoneNumber as error:
            raise ValidationError(str(error.message)) from error

    @property
    def is_for_another_person(self) -> bool:
        """Nobody who is there already is meant, once the form is valid."""
        return bool(self.cleaned_data["is_another_person"])

    @property
    def card(self) -> Card:
        """What was typed, once the form is valid."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return Card(**values, external_ref=self.instance.external_ref)
