"""How a letter begins: for a person, a company, and somebody whose name nobody knows.

No form tells a man from a woman, and none needs the cases of Czech, because a card doesn't know
how its name is declined.
"""

import re
from dataclasses import dataclass

from cardex.enums import ProfileKind
from cardex.models import Profile

# Titles of the hotel's own language, such as Sra., would stand in the letters of all others.
UNDERSTOOD_EVERYWHERE = re.compile(r"^(dr|prof)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Forms:
    person: str
    company: str
    nobody: str


FORMS = {
    "en": Forms("Dear {name},", "Dear team at {name},", "Dear guest,"),
    "es": Forms("Hola, {name}:", "Estimado equipo de {name}:", "Hola:"),
    "tr": Forms("Sayın {name},", "Sayın {name} yetkilileri,", "Sayın misafirimiz,"),
    "cs": Forms("Dobrý den,", "Dobrý den,", "Dobrý den,"),
}


def greeting(reader: Profile, language: str) -> str:
    """Return the first line of a letter to this card, in the language."""
    forms = _forms(language)
    if not reader.full_name:
        return forms.nobody
    if reader.kind != ProfileKind.GUEST:
        return forms.company.format(name=reader.full_name)
    title = reader.title if UNDERSTOOD_EVERYWHERE.match(reader.title) else ""
    return forms.person.format(name=f"{title} {reader.full_name}".strip())


def names_of(reader: Profile, language: str) -> dict[str, str]:
    """Return the keywords of a letter that name its reader."""
    return {
        "GREETING": greeting(reader, language),
        "NAME": reader.first_name or reader.last_name,
        "SURNAME": reader.last_name if reader.first_name else "",
    }


def for_name(name: str, language: str) -> str:
    """Return the first line for a name that comes without its card."""
    forms = _forms(language)
    return forms.person.format(name=name) if name else forms.nobody


def _forms(language: str) -> Forms:
    return FORMS.get(language.partition("-")[0], FORMS["en"])
