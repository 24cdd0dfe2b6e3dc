"""The forms that the design page shows in their states; they save nothing."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from cardex.domain.cards.phones import NotAPhoneNumber, to_e164
from cardex.forms.cards.countries import PhoneInput, often_first
from hotelpms.desk.domain import samples
from hotelpms.kit.forms.fields import DayField, EmailField, LineField, TextField
from hotelpms.kit.forms.money import MoneyField
from hotelpms.kit.forms.search import search_field
from hotelpms.kit.forms.wishes import FilterForm
from hotelpms.kit.web import looks

MOST_BYTES = 2_000_000
KINDS = {"image/png", "image/jpeg", "application/pdf"}
HOME = "ES"


def date_field(label: Any) -> forms.DateField:
    return DayField(label=label)


def state_words() -> list[tuple[str, str | Promise]]:
    """Return the states of the made-up stays with their words."""
    return [(name, looks.look_of("reservation", name).word) for name in samples.STATES]


@dataclass(frozen=True)
class SampleWish:
    q: str = ""
    state: str = ""


class SampleFilters(FilterForm[SampleWish]):
    """What the made-up stays are narrowed down by."""

    asks = SampleWish

    q = search_field(_("Guest or room"))
    state = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="table-%s")
        self.choose_from("state", [("", _("All")), *state_words()])


class SampleForm(forms.Form):
    """One field of every kind."""

    guest = LineField(label=_("Guest"), max_length=80, help_text=_("As in the document."))
    email = EmailField(label=_("E-mail"), required=False)
    notes = TextField(label=_("Notes"), required=False)
    room_type = forms.ChoiceField(
        label=_("Room type"),
        choices=[("STD", _("Standard double")), ("SUP", _("Superior")), ("JSU", _("Junior suite"))],
    )
    arrival = date_field(_("Arrival"))
    departure = date_field(_("Departure"))
    price = MoneyField(label=_("Price per night"), min_value=0)
    deposit = MoneyField(label=_("Deposit"), required=False, help_text=_("Due seven days before."))
    phone = LineField(label=_("Phone"), required=False)
    country = CountryField(blank=True).formfield(label=_("Country"))
    adults = forms.IntegerField(label=_("Adults"), min_value=1, max_value=9, initial=2)
    children = forms.IntegerField(label=_("Children"), min_value=0, max_value=6, initial=0)
    board = forms.ChoiceField(
        label=_("Board"),
        widget=forms.RadioSelect,
        choices=[("RO", _("Room only")), ("BB", _("Breakfast")), ("HB", _("Half board"))],
        initial="BB",
    )
    is_vip = forms.BooleanField(label=_("Greet in person"), required=False)
    wants_invoice = forms.BooleanField(
        label=_("Invoice to the company"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "switch"}),
        help_text=_("The folio is split at check-out."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("price", "deposit"):
            self.fields[name].in_currency("EUR")  # type: ignore[attr-defined]
        self.fields["phone"].widget = PhoneInput(country=HOME)
        often_first(self.fields["country"], home=HOME)

    def clean_phone(self) -> str:
        try:
            return to_e164(self.cleaned_data["phone"], country=HOME)
        except NotAPhoneNumber as error:
            raise forms.ValidationError(str(error.message)) from error

    def clean(self) -> None:
        arrival, departure = self.cleaned_data.get("arrival"), self.cleaned_data.get("departure")
        if arrival and departure and departure <= arrival:
            self.add_error("departure", _("The departure must lie after the arrival."))


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each looked at by itself."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [super(FilesField, self).clean(file, initial) for file in data or [None]]
        for file in files:
            _check(file)
        return files


def _check(file: Any) -> None:
    if file.size > MOST_BYTES:
        raise forms.ValidationError(
            _("%(name)s is too large: 2 MB at most."), params={"name": file.name}
        )
    if file.content_type not in KINDS:
        raise forms.ValidationError(
            _("%(name)s is neither a picture nor a PDF."), params={"name": file.name}
        )


class FilesForm(forms.Form):
    """Files to drop; they are looked at and let go."""

    documents = FilesField(
        label=_("Documents"),
        widget=ManyFilesInput(attrs={"accept": ".png,.jpg,.jpeg,.pdf"}),
        help_text=_("Pictures and PDFs of up to 2 MB each. Nothing is kept."),
    )
