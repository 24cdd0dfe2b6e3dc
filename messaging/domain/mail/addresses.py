"""Is this an address that a mail server takes? Nothing else may reach an SMTP command."""

import re

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
        _validate(text)
    except ValidationError:
        return False
    return True


def in_ascii(address: str) -> str:
    """Return the address with its domain in IDNA form. Raises UnicodeError for a hopeless one."""
    if address.isascii():
        return address
    local, _at, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode('ascii')}"
