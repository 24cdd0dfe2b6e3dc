"""A field that finds a card of the Cardex: by combobox, or without JavaScript by typing a name.

The typed text travels beside the chosen id. When only the text arrives, the field looks it up
itself: one fitting card is taken, several are offered to choose from.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards import search
from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.search.plain import normalise
from hotelpms.kit.search.wanted import wanted
from hotelpms.kit.web import edge

LONGEST_ID, LONGEST_NAME = 19, 260


class CardInput(forms.Widget):
    template_name = "components/card_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.search_url = ""
        self.found: list[Profile] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        text = str(data.get(f"{name}_text") or "")
        return str(data.get(name) or ""), edge.line(text, longest=LONGEST_NAME)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        chosen, text = _shown(value)
        context["widget"] |= {"chosen": chosen, "text": text}
        context |= {"search_url": self.search_url, "found": self.found}
        return context


class CardField(forms.Field):
    """Cleans to a Profile, or to None when nothing was typed; `kind` is one of ProfileKind."""

    widget = CardInput

    def __init__(self, *, kind: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind
        self.country = ""

    def search_in(self, hotel: Hotel, name: str) -> None:
        """Point the combobox of the field `name` to the Cardex as staff of the hotel see it."""
        query = {"text_in": f"{name}_text"} | ({"kind": self.kind} if self.kind else {})
        address = reverse("cardex:search", args=[hotel.code])
        self.widget.search_url = f"{address}?{urlencode(query)}"
        self.country = str(hotel.country)

    def clean(self, value: Any) -> Profile | None:
        chosen, text = _shown(value)
        if chosen:
            return self._card(chosen)
        if text:
            return self._look_up(text)
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _shown(initial)[0] != _shown(data)[0]

    def _card(self, chosen: str) -> Profile:
        cards = Profile.objects.filter(anonymised_at=None)
        pk = edge.row_id(chosen)
        card = cards.filter(pk=pk).first() if pk else None
        if card is None:
            raise ValidationError(_("This card is not there any more. Choose another one."))
        return card

    def _look_up(self, text: str) -> Profile:
        wish = wanted(text, country=self.country)
        found = search.find(wish, kind=self.kind or None, limit=8)
        if len(found) == 1 and normalise(text) == normalise(found[0].full_name):
            return found[0]
        self.widget.found = found
        if not found:
            raise ValidationError(_("No card fits “%(text)s”."), params={"text": text})
        raise ValidationError(_("Choose which card is meant."))


def _shown(value: Any) -> tuple[str, str]:
    """Return id and text of what the field holds: a card, or what was posted."""
    if isinstance(value, Profile):
        return str(value.pk), value.full_name
    if isinstance(value, tuple):
        chosen, text = value
        return (chosen if len(chosen) <= LONGEST_ID else ""), text
    return "", ""


def point_to_cardex(fields: Mapping[str, forms.Field], hotel: Hotel) -> None:
    """Let every card field of a form search as staff of this hotel."""
    for name, field in fields.items():
        if isinstance(field, CardField):
            field.search_in(hotel, name)
