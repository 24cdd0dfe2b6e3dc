"""What mails and papers carry out of the house for years: signed links, and ids that come again.

All of it follows settings.LINK_KEYS, so that the key of the sessions can be changed at any time.
The first key signs and all of them are believed: put a new key in front to rotate. What must be
the same again, such as a Message-ID, comes from the last key, which stays when others are added.
"""

import hashlib
import hmac

from django.conf import settings
from django.core.signing import Signer


def signer(salt: str) -> Signer:
    """Return what signs and reads a kind of link; `salt` names the kind."""
    first, *others = settings.LINK_KEYS
    return Signer(key=first, fallback_keys=[*others], salt=salt)


def digest(purpose: str, text: str) -> str:
    """Return 64 hexadecimal digits that nobody else can work out, the same ones for ever."""
    key = settings.LINK_KEYS[-1].encode()
    return hmac.new(key, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()
