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
