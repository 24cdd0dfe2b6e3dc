"""Phone numbers are stored in E.164 (+34600123456), so that equal numbers are equal texts."""

import phonenumbers
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.errors import Refused


class NotAPhoneNumber(Refused):
    """The text is no number that could exist in the country assumed."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("This is not a phone number. Write it with its country, such as +34 600 123 456.")
        )


def to_e164(text: str, *, country: str) -> str:
    """Return the number in E.164, an empty text for an empty text. Raises NotAPhoneNumber.

    `country` (ISO 3166, two letters) is assumed for a number written without "+" or "00".
    """
    wanted = text.strip()
    if not wanted:
        return ""
    if wanted.startswith("00"):
        wanted = f"+{wanted[2:]}"
    try:
        number = phonenumbers.parse(wanted, country or None)
    except phonenumbers.NumberParseException as error:
        raise NotAPhoneNumber from error
    if not phonenumbers.is_possible_number(number):
        raise NotAPhoneNumber
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def international(number: str) -> str:
    """Return a stored number in groups (+34 600 12 34 56); anything else as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def parts(number: str) -> tuple[str, str]:
    """Return the country (two letters) and the number as people of that country write it.

    The country is empty for a number that belongs to none or cannot be read.
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return "", number
    country = phonenumbers.region_code_for_number(parsed)
    if not country and phonenumbers.is_possible_number(parsed):
        country = phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    if not country or not country.isalpha():
        return "", number
    return country, phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def calling_codes() -> dict[str, int]:
    """Return the calling code of each country."""
    return {
        country: phonenumbers.country_code_for_region(country)
        for country in sorted(phonenumbers.SUPPORTED_REGIONS)
    }
