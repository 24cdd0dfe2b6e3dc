"""The languages of the product, from settings.LANGUAGES: the one place that lists them.

A test names what a new one still lacks: its catalogue, the standard texts, samples of keywords.
"""

from django.conf import settings
from django.utils.functional import Promise


def codes() -> tuple[str, ...]:
    """Return the codes in the order of the settings."""
    return tuple(code for code, _name in settings.LANGUAGES)


def choices() -> list[tuple[str, str | Promise]]:
    """Return code and name of each. Models take the function, so a new one needs no migration."""
    return list(settings.LANGUAGES)
