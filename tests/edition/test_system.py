"""What `make run` asks Debian for."""

from typing import Any

import pytest

from hotelpms.edition import system

FONTS = ["fonts-inter", "fonts-dejavu-core", "fonts-noto-core", "fonts-wqy-zenhei"]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A machine with nothing; returns what was installed."""
    asked: list[str] = []
    monkeypatch.setattr(system, "is_loadable", lambda _library: False)
    monkeypatch.setattr(system, "unprintable", lambda letters: letters)
    monkeypatch.setattr(system, "install", lambda packages: not asked.extend(packages))
    monkeypatch.setattr(system.os, "geteuid", lambda: 0)
    monkeypatch.setattr(system.shutil, "which", lambda _name: "/usr/bin/apt-get")
    return asked


def test_a_bare_machine_gets_libraries_and_fonts_for_the_names_of_the_world(
    bare: list[Any],
) -> None:
    system.ensure_libraries()

    assert bare == [*system.LIBRARIES.values(), *FONTS]


def test_only_the_fonts_are_missing_whose_letters_no_font_has(
    bare: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "is_loadable", lambda _library: True)
    monkeypatch.setattr(system, "unprintable", lambda letters: letters if "王" in letters else "")

    assert system.missing_packages() == ["fonts-wqy-zenhei"]


def test_fonts_come_along_when_something_is_installed_anyway(
    bare: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "missing_packages", lambda: ["libpango-1.0-0"])

    system.ensure_libraries()

    assert bare == ["libpango-1.0-0", *FONTS]


def test_who_may_not_install_is_told_what_to_run(
    bare: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system, "missing_packages", lambda: ["fonts-wqy-zenhei"])

    system.ensure_libraries()

    assert bare == []
    assert "sudo apt-get install fonts-wqy-zenhei" in capsys.readouterr().out


def test_nothing_is_installed_where_nothing_is_missing(
    bare: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "missing_packages", list)

    system.ensure_libraries()

    assert bare == []
