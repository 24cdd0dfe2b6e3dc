"""What a charge is called, for whoever reads the folio or the invoice (L4).

A charge is posted in the house's own words and frozen. What stands for its code is said anew in
the reader's language; what a person has typed stays as it is.
"""

from functools import cache

from django.utils.translation import gettext, gettext_noop

from hotelpms.kit import languages
from hotelpms.kit.languages import speaking
from invoicing.models import ChargeCode

# What the program itself writes behind a name, or in its place.
DAY_USE = gettext_noop("day use")
COMPLIMENTARY = gettext_noop("complimentary")
ALLOWANCE = gettext_noop("allowance")
ROUNDING = gettext_noop("Rounding of the tax")
WORDS = (DAY_USE, COMPLIMENTARY, ALLOWANCE, ROUNDING)


def said_in(description: str, code: ChargeCode, language: str) -> str:
    """Return the description of a charge of this code in the language."""
    name = _name_in_front(description, code)
    rest = description.removeprefix(name)
    first, *others = rest.split(", ")
    said = [(code.name_in(language) + first) if name else _word(first, language)]
    return ", ".join([*said, *(_word(word, language) for word in others)])


def begins_with_name(description: str, code: ChargeCode) -> bool:
    """Tell whether the description says what the charge is for by itself."""
    return bool(_name_in_front(description, code))


def _name_in_front(description: str, code: ChargeCode) -> str:
    """Return the code's name, in whatever language, with which the description begins."""
    names = sorted({code.name, *code.names.values()}, key=len, reverse=True)
    return next((name for name in names if _is_in_front(name, description)), "")


def _is_in_front(name: str, description: str) -> bool:
    return description == name or description.startswith((f"{name} ", f"{name},", f"{name}:"))


def _word(text: str, language: str) -> str:
    word = _words().get(text)
    if word is None:
        return text
    with speaking(language, ""):
        return gettext(word)


@cache
def _words() -> dict[str, str]:
    """Return the program's own words as every language writes them, each with its source."""
    said: dict[str, str] = {}
    for code in languages.codes():
        with speaking(code, ""):
            said |= {gettext(word): word for word in WORDS}
    return said
