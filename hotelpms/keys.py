"""The secrets of an embedded installation: made once, kept in the data folder, mode 600.

Losing the file means losing every stored password of a sender account and every link in mails
that were sent, so it is written whole (to a temporary name, then linked) and never overwritten.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

FILE_NAME = "keys.json"


@dataclass(frozen=True)
class Keys:
    """What signs sessions, what signs links, what encrypts stored passwords (newest first)."""

    secret_key: str
    field_keys: list[str]
    link_keys: list[str]


def load_or_create(folder: Path) -> Keys:
    """Read the keys of the data folder; two processes that start at once get the same ones."""
    path = folder / FILE_NAME
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        create(path)
    found = json.loads(path.read_text())
    # A file from before there were link keys: the secret key has signed the links till then.
    found.setdefault("link_keys", [found["secret_key"]])
    return Keys(**found)


def create(path: Path) -> None:
    keys = Keys(
        secret_key=secrets.token_urlsafe(64),
        field_keys=[Fernet.generate_key().decode()],
        link_keys=[secrets.token_urlsafe(64)],
    )
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(keys), file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike a rename, this refuses to replace what a rival just wrote
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def refuse_unsafe(
    *, secret_key: str, fallbacks: list[str], link_keys: list[str], field_keys: list[str]
) -> None:
    """Raise ImproperlyConfigured unless all are present and strong; their values are not named."""
    if not is_random(secret_key):
        raise ImproperlyConfigured("SECRET_KEY must be a random text of 50 characters or more.")
    for position, key in enumerate(fallbacks, start=1):
        # It still opens sessions, so a weak one opens them to whoever guesses it.
        if not is_random(key):
            raise ImproperlyConfigured(
                f"SECRET_KEY_FALLBACKS: key {position} must be a random text of 50 characters"
                " or more."
            )
    if not link_keys:
        raise ImproperlyConfigured("LINK_KEYS must hold at least one random text.")
    for position, key in enumerate(link_keys, start=1):
        if not is_random(key):
            raise ImproperlyConfigured(
                f"LINK_KEYS: key {position} must be a random text of 50 characters or more."
            )
    if not field_keys:
        raise ImproperlyConfigured("FIELD_KEYS must hold at least one Fernet key.")
    for position, key in enumerate(field_keys, start=1):
        try:
            Fernet(key)
        except ValueError as error:
            raise ImproperlyConfigured(f"FIELD_KEYS: key {position} is no Fernet key.") from error


def is_random(key: str) -> bool:
    return len(key) >= 50 and len(set(key)) >= 10 and "insecure" not in key
