"""Shapes of single values that several models of this app share."""

import re
from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.utils.translation import gettext_lazy as _

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")

validate_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}\Z", _("Write the colour as # and six digits, such as #1f4e79.")
)


def validate_zone(value: str) -> None:
    """Accept an IANA name such as "Europe/Prague"."""
    if value not in _zones():
        raise ValidationError(_("This is not a time zone. Write it like Europe/Prague."))


def validate_languages(value: object) -> None:
    """Accept a list of one or more different language codes."""
    if (
        not isinstance(value, list)
        or not value
        or len(set(map(str, value))) != len(value)
        or not all(isinstance(code, str) and LANGUAGE_CODE.fullmatch(code) for code in value)
    ):
        raise ValidationError(_('Write a list of language codes, such as ["en", "cs"].'))


def validate_emails(value: object) -> None:
    """Accept a list of mail addresses, possibly empty."""
    if not isinstance(value, list):
        raise ValidationError(_('Write a list of addresses, such as ["desk@example.com"].'))
    for address in value:
        validate_email(str(address))


@cache
def _zones() -> frozenset[str]:
    # "localtime" names whatever the machine has, so it is no zone for a hotel.
    return frozenset(available_timezones()) - {"localtime"}
