from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django import forms
from django.db import connection, models
from pytest_django.fixtures import Settings

from hotelpms.kit.keys import secrets
from hotelpms.kit.keys.secrets import EncryptedTextField, SecretFormField, SecretUnreadable

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


class Safe(models.Model):
    """A table of this test alone."""

    name = models.CharField(max_length=20)
    password = EncryptedTextField()

    class Meta:
        # Of no installed app, or the migrations would miss it.
        app_label = "test_only"
        managed = False
        db_table = "test_safe"


class SafeForm(forms.ModelForm):
    class Meta:
        model = Safe
        fields = ("name", "password")


@pytest.fixture
def safes(db: None, settings: Settings) -> Iterator[Any]:
    settings.FIELD_KEYS = [OLD]
    kind = "integer" if connection.vendor == "sqlite" else "serial"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE test_safe (id {kind} PRIMARY KEY, name text, password text)"
        )
    yield Safe.objects
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_safe")


def stored(pk: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT password FROM test_safe WHERE id = %s", [pk])
        return cursor.fetchone()[0]


def test_the_database_holds_no_plain_text(safes: Any) -> None:
    safe = safes.create(name="mail", password="opensesame")

    assert stored(safe.pk).startswith("f1:")
    assert "opensesame" not in stored(safe.pk)
    assert safes.get(pk=safe.pk).password == "opensesame"


def test_update_and_bulk_update_encrypt_too(safes: Any) -> None:
    safe = safes.create(name="mail", password="first")
    safes.filter(pk=safe.pk).update(password="second")

    assert safes.get(pk=safe.pk).password == "second"

    safe.password = "third"
    safes.bulk_update([safe], ["password"])

    assert stored(safe.pk).startswith("f1:")
    assert safes.get(pk=safe.pk).password == "third"


def test_an_empty_secret_stays_empty(safes: Any) -> None:
    safe = safes.create(name="mail")

    assert stored(safe.pk) == ""
    assert safes.get(pk=safe.pk).password == ""


def test_a_new_key_in_front_reads_the_old_and_writes_the_new(
    safes: Any, settings: Settings
) -> None:
    safe = safes.create(name="mail", password="opensesame")
    settings.FIELD_KEYS = [NEW, OLD]
    rotated = safes.get(pk=safe.pk)

    assert rotated.password == "opensesame"

    rotated.save()
    settings.FIELD_KEYS = [NEW]

    assert safes.get(pk=safe.pk).password == "opensesame"


def test_a_wrong_key_is_refused_and_never_hands_out_ciphertext(
    safes: Any, settings: Settings
) -> None:
    safe = safes.create(name="mail", password="opensesame")
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(SecretUnreadable):
        safes.get(pk=safe.pk)


def test_a_value_that_was_never_encrypted_is_refused() -> None:
    with pytest.raises(SecretUnreadable):
        secrets.decrypt("opensesame")


@pytest.mark.parametrize("lookup", ["password", "password__contains", "password__in"])
def test_secrets_cannot_be_searched(lookup: Any) -> None:
    with pytest.raises(TypeError, match="cannot be searched"):
        Safe.objects.filter(**{lookup: "opensesame"})


def test_a_form_never_shows_the_secret_but_says_that_there_is_one(safes: Any) -> None:
    html = SafeForm(instance=Safe(name="mail", password="opensesame")).as_p()

    assert "opensesame" not in html
    assert "Stored. Leave empty to keep it." in html
    assert "Stored." not in SafeForm(instance=Safe(name="mail")).as_p()


def test_an_empty_box_keeps_the_old_secret(safes: Any) -> None:
    safe = safes.create(name="mail", password="opensesame")
    form = SafeForm({"name": "post", "password": ""}, instance=safe)
    form.save()
    kept = safes.get(pk=safe.pk)

    assert (kept.name, kept.password) == ("post", "opensesame")
    assert form.changed_data == ["name"]


def test_a_filled_box_replaces_the_secret_as_typed(safes: Any) -> None:
    safe = safes.create(name="mail", password="opensesame")
    form = SafeForm({"name": "mail", "password": " new one "}, instance=safe)
    form.save()

    assert safes.get(pk=safe.pk).password == " new one "
    assert form.changed_data == ["password"]


def test_a_form_with_another_mistake_does_not_spoil_the_secret(safes: Any) -> None:
    safe = safes.create(name="mail", password="opensesame")
    form = SafeForm({"name": "", "password": "new"}, instance=safe)

    assert not form.is_valid()
    assert safes.get(pk=safe.pk).password == "opensesame"
    assert isinstance(form.fields["password"], SecretFormField)
