"""Sentences that are kept as their text and figures, and said in the language of who reads them.

`said` and `counted` mark the texts for the catalogues as gettext and ngettext do (makemessages).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.utils.translation import gettext, ngettext

from hotelpms.kit.dates import format_day
from hotelpms.kit.languages import spoken
from hotelpms.kit.money import Money, format_money


@dataclass(frozen=True)
class Saying:
    """A sentence in the language of the code with its values; str() says it to the reader.

    `plural` is its form for several, of which the value `n` tells how many. `parts` follow behind,
    each a saying of its own.
    """

    text: str
    values: "dict[str, Any]"
    plural: str = ""
    parts: "tuple[Saying, ...]" = ()

    def __str__(self) -> str:
        n = self.values.get("n", 0)
        text = ngettext(self.text, self.plural, n) if self.plural else _translated(self.text)
        # A text that was kept without values may hold any sign.
        told = {name: _written(value) for name, value in self.values.items()}
        sentence = text % told if told else text
        return " ".join([sentence, *map(str, self.parts)]).strip()

    def as_row(self) -> dict[str, Any]:
        """Return the saying as JSON keeps it."""
        return {
            "text": self.text,
            "plural": self.plural,
            "values": {name: _kept(value) for name, value in self.values.items()},
            "parts": [part.as_row() for part in self.parts],
        }

    @classmethod
    def of_row(cls, row: Any) -> Self:
        """Return what was kept; a plain text of a former version is said as it stands."""
        if not isinstance(row, dict):
            return cls(str(row or ""), {})
        values = {name: _read(value) for name, value in row.get("values", {}).items()}
        parts = tuple(cls.of_row(part) for part in row.get("parts", ()))
        return cls(row.get("text", ""), values, row.get("plural", ""), parts)


def said(text: str, **values: Any) -> Saying:
    """Return a sentence with its values: texts, numbers, dates, money, other sayings."""
    return Saying(text, values)


def counted(text: str, plural: str, n: int, **values: Any) -> Saying:
    """Return a sentence for one or several; %(n)s is how many."""
    return Saying(text, {"n": n, **values}, plural)


def _translated(text: str) -> str:
    # gettext answers to an empty text with the head of the catalogue.
    return gettext(text) if text else ""


def _written(value: Any) -> Any:
    if isinstance(value, Money):
        return format_money(value, spoken())
    if isinstance(value, date):
        return format_day(value)
    return value


def _kept(value: Any) -> Any:
    if isinstance(value, Saying):
        return {"said": value.as_row()}
    if isinstance(value, Money):
        return {"amount": str(value.amount), "currency": value.currency}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value if isinstance(value, int) else str(value)


def _read(value: Any) -> Any:
    match value:
        case {"said": row}:
            return Saying.of_row(row)
        case {"amount": amount, "currency": currency}:
            return Money(Decimal(amount), currency)
        case {"date": text}:
            return date.fromisoformat(text)
        case _:
            return value
