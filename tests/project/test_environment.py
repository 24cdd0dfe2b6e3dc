import pytest
from django.core.exceptions import ImproperlyConfigured

from hotelpms.environment import Environment, database


def test_an_empty_variable_counts_as_absent() -> None:
    env = Environment({"PORT": "  "})

    assert env.number("PORT", 8000, least=1, most=65535) == 8000


@pytest.mark.parametrize("value", ["0", "65536", "-1", "8000.5", "eight", "٣"])
def test_a_port_that_is_none_is_refused_by_name(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^PORT must be a number from 1 to 65535\.$"):
        Environment({"PORT": value}).number("PORT", 8000, least=1, most=65535)


@pytest.mark.parametrize(("value", "meaning"), [("1", True), ("Yes", True), ("off", False)])
def test_a_flag_is_read_in_the_usual_words(value: str, meaning: bool) -> None:
    assert Environment({"X": value}).flag("X") is meaning


def test_a_flag_that_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="X must be 1 or 0"):
        Environment({"X": "maybe"}).flag("X")


@pytest.mark.parametrize(
    "value",
    [
        "pms.example.com",
        "ftp://pms.example.com",
        "https://",
        "https://a/b",
        "https://u:p@a",
        "https://a:x",
    ],
)
def test_a_public_address_with_anything_but_scheme_and_host_is_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_URL"):
        Environment({"PUBLIC_URL": value}).address("PUBLIC_URL", schemes=("https",))


def test_a_public_address_loses_its_last_slash() -> None:
    env = Environment({"PUBLIC_URL": "https://pms.example.com/"})

    assert env.address("PUBLIC_URL", schemes=("https",)) == "https://pms.example.com"


def test_a_misspelt_variable_of_ours_is_refused_and_others_are_left_alone() -> None:
    env = Environment({"HOTELPMS_DATA": "x", "HOTELPMS_DTAA": "y", "PATH": "z"})
    env.text("HOTELPMS_DATA")
    with pytest.raises(ImproperlyConfigured, match=r"^Unknown variables: HOTELPMS_DTAA\.$"):
        env.refuse_unknown()


def test_a_database_address_is_taken_apart_and_unquoted() -> None:
    entry = database("DATABASE_URL", "postgresql://me:p%40ss@db:5433/hotel?sslmode=require")

    assert entry == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "hotel",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": "5433",
        "OPTIONS": {"connect_timeout": "10", "sslmode": "require"},
    }


def test_a_database_address_without_a_name_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must end with the name"):
        database("DATABASE_URL", "postgresql://me@db")
