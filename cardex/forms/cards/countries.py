"""Choosing a country: those chosen often stand first, all others follow by name."""

from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards.phones import NotAPhoneNumber, calling_codes, parts, to_e164
from hotelpms.kit.search.plain import sort_key

# The countries whose travellers spend most nights abroad in Europe.
OFTEN = ("DE", "GB", "FR", "IT", "ES", "NL", "US", "CZ", "TR", "PL", "AT", "CH")


def often_first(field: Any, *, home: str) -> None:
    """Let a country field begin with the hotel's own country and those chosen often.

    `data-search` turns the list into a field that searches, where there is JavaScript.
    """
    named = [(code, name) for code, name in field.choices if code]
    near = [code for code in dict.fromkeys((home, *OFTEN)) if code]
    names = dict(named)
    field.choices = [
        ("", "–"),
        (_("Chosen often"), [(code, names[code]) for code in near if code in names]),
        (_("All countries"), named),
    ]
    field.widget.attrs["data-search"] = True


class PhoneInput(forms.TextInput):
    """Country and number side by side; the value is one text, E.164 once it can be read.

    `country` (two letters) is chosen when the number does not say its own. A number typed
    with its own "+" wins over the chosen country.
    """

    template_name = "components/phone_input.html"
    input_type = "tel"

    def __init__(self, *, country: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "maxlength": 32} | (attrs or {}))
        self.country = country

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        text, country = str(data.get(name) or "").strip(), data.get(f"{name}_country", "")
        code = calling_codes().get(country)
        if not text or not code or text.startswith(("+", "00")):
            return text
        try:
            return to_e164(text, country=country)
        except NotAPhoneNumber:
            # With its code in front no other country can claim the number.
            return f"+{code} {text}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        country, number = self._shown(str(value or ""))
        context = super().get_context(name, number, attrs)
        return context | {"groups": _groups(self.country, country)}

    def _shown(self, value: str) -> tuple[str, str]:
        country, number = parts(value)
        if country or not value.startswith("+"):
            return country or self.country, number
        code, _space, rest = value.partition(" ")
        same = [c for c, known in calling_codes().items() if f"+{known}" == code]
        if not rest or not same:
            return self.country, value
        return (self.country if self.country in same else same[0]), rest


def _groups(home: str, chosen: str) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The countries with name and calling code: those chosen often, then all by name."""
    names: Any = Locale.parse(to_locale(get_language() or "en")).territories
    codes = calling_codes()
    rows = {
        code: {"code": code, "name": str(names.get(code, code)), "prefix": codes[code]}
        for code in codes
    }
    often = [code for code in dict.fromkeys((home, *OFTEN)) if code in rows]
    near = [rows[code] | {"is_chosen": code == chosen} for code in often]
    others = [
        row | {"is_chosen": row["code"] == chosen and chosen not in often} for row in rows.values()
    ]
    return [
        (_("Chosen often"), near),
        (_("All countries"), sorted(others, key=lambda row: sort_key(str(row["name"])))),
    ]
