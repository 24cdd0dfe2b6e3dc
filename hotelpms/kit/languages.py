"""The languages of the product, from settings.LANGUAGES: the one place that lists them.

A test names what a new one still lacks: its catalogue, the standard texts, samples of keywords.
"""

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

# Countries whose English puts the month first and counts the hours to twelve. In all others a
# reader of English gets 28 Nov 2026 and 15:00.
AMERICAN = frozenset({"US", "AS", "GU", "MP", "PR", "UM", "VI", "FM", "MH", "PW", "CA", "PH"})


def codes() -> tuple[str, ...]:
    """Return the codes in the order of the settings."""
    return tuple(code for code, _name in settings.LANGUAGES)


def choices() -> list[tuple[str, str | Promise]]:
    """Return code and name of each. Models take the function, so a new one needs no migration."""
    return list(settings.LANGUAGES)


def as_written(language: str, country: str) -> str:
    """Return the language as this country writes it: en becomes en-gb in a Spanish hotel.

    Only its dates and hours differ, the words are the same. Only English has two forms.
    """
    return "en-gb" if language == "en" and country not in AMERICAN else language


def speaking(language: str, country: str) -> translation.override:
    """Say what follows in the language, with dates and hours as the hotel's country writes them.

    All that is written for a hotel's people and guests outside of a page goes through here.
    """
    return translation.override(as_written(language, str(country)))


def spoken() -> str:
    """Return the code of settings.LANGUAGES that is spoken now: en where en-gb is active."""
    active = translation.get_language() or settings.LANGUAGE_CODE
    return active if active in codes() else active.partition("-")[0]
