"""E-mail addresses: is this one that a mail server takes, and how is it written to a server?

Domains beyond ASCII follow IDNA 2008 without transition (UTS 46), as browsers and registries do:
straße.example is not strasse.example, and belongs to somebody else.
"""

import re

import idna
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

# Quoted local parts, blanks and control characters are legal on paper and the way in for
# injected commands; letters beyond ASCII before the @ need an extension few servers have.
LOCAL_PART = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}\Z")
_validate = EmailValidator()


def is_address(text: str) -> bool:
    """Tell whether the text can be used as the recipient of an e-mail."""
    local, at, _domain = text.rpartition("@")
    if not at or not LOCAL_PART.match(local):
        return False
    try:
        _validate(in_ascii(text))
    except (ValidationError, UnicodeError):
        return False
    return True


def validate_address(value: str) -> None:
    """Refuse what `is_address` refuses, in the words that Django has for it."""
    if not is_address(value):
        raise ValidationError(EmailValidator.message, code="invalid", params={"value": value})


def in_ascii(address: str) -> str:
    """Return the address with its domain as servers write it. Raises UnicodeError."""
    if address.isascii():
        return address
    local, _at, domain = address.rpartition("@")
    return f"{local}@{idna.encode(domain, uts46=True, transitional=False).decode('ascii')}"


def readable(address: str) -> str:
    """Return the address with its domain as people write it: one spelling for both forms."""
    local, at, domain = address.rpartition("@")
    if not at or (domain.isascii() and "xn--" not in domain.lower()):
        return address
    try:
        return f"{local}@{idna.decode(in_ascii(address).rpartition('@')[2])}"
    except UnicodeError:
        return address
