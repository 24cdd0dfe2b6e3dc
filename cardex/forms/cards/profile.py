from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards.phones import NotAPhoneNumber, to_e164
from cardex.domain.cards.profiles import FIELDS, Card, card_of
from cardex.forms.cards.countries import PhoneInput, often_first
from cardex.models import Profile
from hotelpms.kit.forms.fields import DayField, date_input

# In which part of the page a field stands. One that no part names stands in the last.
PARTS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (
        _("Person or company"),
        (
            *("kind", "title", "first_name", "last_name"),
            *("birth_date", "nationality", "language", "vip"),
        ),
    ),
    (_("How to reach them"), ("email", "phone", "street", "postal_code", "city", "country")),
    (_("Invoices"), ("tax_id", "billing_email")),
    (_("Notes"), ("notes", "is_grey_listed")),
)
# A company or an agency has none of these; the page leaves them out.
OF_A_PERSON = frozenset({"title", "first_name", "birth_date", "nationality", "vip"})


class ProfileForm(forms.ModelForm):
    """The card as it is typed; `card` is what the domain gets.

    `country` (two letters) is assumed for a phone number written without its prefix. What the
    browser leaves out stays as it is on the card.
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
        # Validating writes what was typed on the instance.
        self.before = card_of(self.instance)
        self.fields["phone"].widget = PhoneInput(country=country)
        self.fields["phone"].help_text = ""
        self.fields["last_name"].label = _("Last name or company")
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
        typed = {name: self.cleaned_data[name] for name in self.Meta.fields if self._is_sent(name)}
        return replace(self.before, **typed)

    @property
    def parts(self) -> list[tuple[str | Promise, list[tuple[forms.BoundField, bool]]]]:
        """The fields of the card by part of the page, each with whether only a person has it."""
        named = {name for _part, names in PARTS for name in names}
        last, names = PARTS[-1]
        rest = tuple(name for name in self.Meta.fields if name not in named)
        shown = (*PARTS[:-1], (last, names + rest))
        return [
            (part, [(self[name], name in OF_A_PERSON) for name in names]) for part, names in shown
        ]

    def _is_sent(self, name: str) -> bool:
        widget = self.fields[name].widget
        return not widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))
