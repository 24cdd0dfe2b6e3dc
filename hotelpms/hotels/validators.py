"""Shapes of single values that several models of this app share."""

import re
from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from hotelpms.kit import languages
from hotelpms.kit.addresses import validate_address
from hotelpms.kit.currencies import CURRENCIES

validate_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}\Z", _("Write the colour as # and six digits, such as #1f4e79.")
)

# Two letters, two check digits, then up to thirty letters and digits.
IBAN_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\Z")


def validate_zone(value: str) -> None:
    """Accept an IANA name such as "Europe/Prague"."""
    if value not in _zones():
        raise ValidationError(_("This is not a time zone. Write it like Europe/Prague."))


def validate_currency(value: str) -> None:
    """Accept a currency of ISO 4217."""
    if value not in CURRENCIES:
        raise ValidationError(
            _("%(code)s is no currency. Take a code of today, such as EUR."),
            params={"code": value},
        )


def validate_languages(value: object) -> None:
    """Accept a list of one or more different languages of the product."""
    known = languages.codes()
    if (
        not isinstance(value, list)
        or not value
        or len(set(map(str, value))) != len(value)
        or not all(code in known for code in value)
    ):
        raise ValidationError(
            _("Write one language code a line, each once, out of: %(codes)s."),
            params={"codes": ", ".join(known)},
        )


def validate_emails(value: object) -> None:
    """Accept a list of mail addresses, possibly empty."""
    if not isinstance(value, list):
        raise ValidationError(_('Write a list of addresses, such as ["desk@example.com"].'))
    for address in value:
        validate_address(str(address))


def validate_iban(value: str) -> None:
    """Accept an account number of ISO 13616, with or without spaces, whose check digits agree.

    An account of a country without IBAN, such as one of the United States, is taken as it is.
    """
    plain = "".join(value.split()).upper()
    if not IBAN_SHAPE.match(plain):
        return
    digits = "".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])
    if int(digits) % 97 != 1:
        raise ValidationError(_("This IBAN has a typing mistake: its check digits do not agree."))


@cache
def _zones() -> frozenset[str]:
    # "localtime" names whatever the machine has, so it is no zone for a hotel.
    return frozenset(available_timezones()) - {"localtime"}
