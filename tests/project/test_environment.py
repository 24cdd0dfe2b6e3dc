from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hotelpms.environment import Environment, database, load_file


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


def filled(tmp_path: Path, text: str) -> dict[str, str]:
    file = tmp_path / ".env"
    file.write_text(text)
    variables = {"PORT": "9000"}
    load_file(file, variables, is_wanted=False)
    return variables


def test_a_file_fills_what_is_not_set(tmp_path: Path) -> None:
    text = (
        "# a remark\n\nPORT=8000\nSECRET_KEY='a b$c#d'\nEMPTY=\nNAME=\"x y\"\n  URL=a://b?c=d#e\n"
    )

    assert filled(tmp_path, text) == {
        "PORT": "9000",
        "SECRET_KEY": "a b$c#d",
        "EMPTY": "",
        "NAME": "x y",
        "URL": "a://b?c=d#e",
    }


@pytest.mark.parametrize(
    "line",
    [
        "export PORT=1",
        "PORT = 1",
        "PORT",
        "KEY=a b",
        "KEY=$HOME",
        "KEY='a",
        'KEY="$X"',
        "KEY=a # b",
    ],
)
def test_a_line_that_others_read_otherwise_stops_the_start_by_its_number(
    tmp_path: Path, line: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"\.env, line 2: write NAME=value"):
        filled(tmp_path, f"# first\n{line}\n")


def test_a_file_that_is_named_and_not_there_is_refused(tmp_path: Path) -> None:
    load_file(tmp_path / "none", {}, is_wanted=False)
    with pytest.raises(ImproperlyConfigured, match="none is not there"):
        load_file(tmp_path / "none", {}, is_wanted=True)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"can't be read: Is a directory\.$"):
        load_file(tmp_path, {}, is_wanted=False)


def test_a_database_on_the_same_machine_needs_no_user_and_no_password() -> None:
    """Its server knows the system's user, as docs/operating.md says."""
    entry = database("DATABASE_URL", "postgresql:///hotelpms")

    assert (entry["NAME"], entry["USER"], entry["HOST"]) == ("hotelpms", "", "")
