import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from hotelpms import keys

STRONG = "x7Kq" + "abcdefghijklmnop" * 4


def test_keys_are_made_once_and_only_their_owner_may_read_them(tmp_path: Path) -> None:
    made = keys.load_or_create(tmp_path / "data")

    assert keys.load_or_create(tmp_path / "data") == made
    assert stat.S_IMODE((tmp_path / "data" / keys.FILE_NAME).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "data").iterdir()] == [keys.FILE_NAME]


def test_processes_that_start_at_once_get_the_same_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: keys.load_or_create(tmp_path), range(8)))

    assert len({each.secret_key for each in made}) == 1


def test_made_keys_are_safe_enough_for_production(tmp_path: Path) -> None:
    made = keys.load_or_create(tmp_path)
    keys.refuse_unsafe(
        secret_key=made.secret_key,
        fallbacks=[],
        link_keys=made.link_keys,
        field_keys=made.field_keys,
    )


@pytest.mark.parametrize("secret", ["", "short", "a" * 60, "django-insecure-" + "q8w7e6r5t4" * 5])
def test_a_weak_secret_key_is_refused_without_being_shown(secret: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        keys.refuse_unsafe(
            secret_key=secret,
            fallbacks=[],
            link_keys=[STRONG],
            field_keys=[Fernet.generate_key().decode()],
        )

    assert str(refusal.value) == "SECRET_KEY must be a random text of 50 characters or more."


@pytest.mark.parametrize(
    ("field_keys", "message"),
    [
        ([], "FIELD_KEYS must hold at least one Fernet key."),
        (["abc"], "FIELD_KEYS: key 1 is no Fernet key."),
    ],
)
def test_missing_or_broken_field_keys_are_refused(field_keys: list[str], message: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        keys.refuse_unsafe(
            secret_key=STRONG, fallbacks=[], link_keys=[STRONG], field_keys=field_keys
        )

    assert str(refusal.value) == message


def test_a_weak_link_key_is_refused_by_its_place() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        keys.refuse_unsafe(
            secret_key=STRONG,
            fallbacks=[],
            link_keys=[STRONG, "weak"],
            field_keys=[Fernet.generate_key().decode()],
        )

    assert str(refusal.value) == (
        "LINK_KEYS: key 2 must be a random text of 50 characters or more."
    )


def test_a_weak_key_of_before_is_refused_too() -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FALLBACKS: key 1"):
        keys.refuse_unsafe(
            secret_key=STRONG,
            fallbacks=["changeme"],
            link_keys=[STRONG],
            field_keys=[Fernet.generate_key().decode()],
        )


def test_links_that_were_signed_before_there_were_link_keys_stay_alive(tmp_path: Path) -> None:
    path = tmp_path / keys.FILE_NAME
    path.write_text(json.dumps({"secret_key": "the one key", "field_keys": ["f"]}))

    assert keys.load_or_create(tmp_path).link_keys == ["the one key"]
    assert json.loads(path.read_text()) == {"secret_key": "the one key", "field_keys": ["f"]}
