"""Secrets at rest (mail passwords, API keys), encrypted with keys from settings.FIELD_KEYS.

The first key encrypts, all keys decrypt: put a new key in front to rotate, save the rows,
then drop the old one. Stored values carry the prefix "f1:". Secrets cannot be searched.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django import forms
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.errors import Refused

PREFIX = "f1:"


class SecretUnreadable(Refused):
    """A stored secret was not written with any of the present keys."""

    def __init__(self) -> None:
        super().__init__(
            _("A stored password cannot be read with the present keys. Restore the key.")
        )


def encrypt(plain: str) -> str:
    """Return the text encrypted with the first key, as it is stored."""
    return PREFIX + _cipher().encrypt(plain.encode()).decode()


def decrypt(stored: str) -> str:
    """Return the text of a stored secret. Raises SecretUnreadable when no key fits."""
    if not stored.startswith(PREFIX):
        raise SecretUnreadable
    try:
        return _cipher().decrypt(stored.removeprefix(PREFIX).encode()).decode()
    except InvalidToken as error:
        raise SecretUnreadable from error


def _cipher() -> MultiFernet:
    return _cipher_of(tuple(settings.FIELD_KEYS))


@lru_cache(maxsize=4)
def _cipher_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


class SecretInput(forms.PasswordInput):
    """A password box that never shows the stored value, only that there is one."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "new-password", **(attrs or {})}, render_value=False)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        if value:
            attrs = {"placeholder": _("Stored. Leave empty to keep it."), **(attrs or {})}
        return super().get_context(name, value, attrs)

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> bool:
        # A model form leaves the attribute alone when its value was omitted and the column
        # has a default: this is how an empty box keeps the old secret.
        return not data.get(name)


class SecretFormField(forms.CharField):
    """A write-only field: empty keeps what is stored. Never required, for the same reason."""

    widget = SecretInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "strip": False, "required": False})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


class EncryptedTextField(models.TextField):
    """Text that is encrypted in the database and plain in Python; empty stays empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        value = super().get_db_prep_value(value, connection, prepared)
        return encrypt(value) if value else value

    def from_db_value(self, value: str | None, *args: Any) -> str | None:
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise TypeError(f"{self.name} is encrypted and cannot be searched")

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("widget", None)  # the admin would put a text area that shows the secret
        return models.Field.formfield(self, **{**kwargs, "form_class": SecretFormField})
