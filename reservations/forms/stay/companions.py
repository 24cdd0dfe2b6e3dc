"""People who come along and have no card yet: rows of a form, each of which makes one."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from cardex.domain.cards.profiles import Card
from cardex.domain.cards.queries import likely_duplicates
from cardex.forms.cards.countries import often_first
from cardex.models import Profile
from hotelpms.kit.forms.fields import DayField, LineField
from reservations.models import Stay

PERSON = ("last_name", "first_name", "birth_date", "nationality")
MOST_ROWS = 8


class NewCompanions:
    """The rows of one form: they add their fields to it, and read them when it is cleaned."""

    def __init__(self, form: forms.Form, stay: Stay, *, known: int) -> None:
        """`known` companions are named already; there is a row for each one more, at least one."""
        self.form, self.stay = form, stay
        self.cards: list[Card] = []
        self.ids: list[int] = []
        self.count = min(max(stay.adults + stay.children + stay.babies - 1 - known, 1), MOST_ROWS)
        for number in range(self.count):
            self._add_row(number)

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields row by row, the choice among cards that are there already at its end."""
        names = [[f"new{number}_{name}" for name in (*PERSON, "same")] for number in self._numbers]
        return [[self.form[name] for name in row if name in self.form.fields] for row in names]

    @property
    def is_open(self) -> bool:
        return any(field.value() or field.errors for row in self.rows for field in row)

    def clean(self) -> None:
        """Sort what was typed into new cards and cards that are there."""
        for number in self._numbers:
            typed = {
                name: self.form.cleaned_data.get(f"new{number}_{name}") or "" for name in PERSON
            }
            if any(typed.values()):
                self._read(number, typed)

    @property
    def _numbers(self) -> range:
        return range(self.count)

    def _add_row(self, number: int) -> None:
        nationality: Any = CountryField(blank=True).formfield(label=_("Nationality"))
        often_first(nationality, home=str(self.stay.hotel.country))
        self.form.fields |= {
            f"new{number}_last_name": LineField(
                label=_("Last name"), max_length=120, required=False
            ),
            f"new{number}_first_name": LineField(
                label=_("First name"), max_length=120, required=False
            ),
            f"new{number}_birth_date": DayField(label=_("Birth date"), required=False),
            f"new{number}_nationality": nationality,
        }

    def _read(self, number: int, typed: dict[str, Any]) -> None:
        name = f"new{number}_last_name"
        if name in self.form.errors:
            return
        if not typed["last_name"]:
            self.form.add_error(name, _("Enter the last name."))
            return
        born: date | None = typed["birth_date"] or None
        alike = likely_duplicates(last_name=typed["last_name"], birth_date=born)
        same = self._same(number, alike) if alike else "new"
        if same == "new":
            language = self.stay.guest.language
            self.cards.append(Card(**typed | {"birth_date": born}, language=language))
        elif same:
            self.ids.append(int(same))

    def _same(self, number: int, alike: list[Profile]) -> str:
        """Return the card that was chosen among those alike, "new" for none of them."""
        name = f"new{number}_same"
        cards = [(str(card.pk), f"{card.full_name} {card.email}".strip()) for card in alike]
        field = forms.ChoiceField(
            label=_("Is it one of these?"),
            widget=forms.RadioSelect,
            choices=[*cards, ("new", _("None of them: make a new card"))],
            error_messages={
                "required": _("A card like this exists. Choose it, or make a new one.")
            },
        )
        self.form.fields[name] = field
        try:
            return str(field.clean(self.form.data.get(name, "")))
        except ValidationError as error:
            self.form.add_error(name, error)
            return ""
