"""What `make run` asks Debian for."""

from typing import Any

import pytest

from hotelpms.edition import system


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A machine with nothing; returns what was installed."""
    asked: list[str] = []
    monkeypatch.setattr(system, "is_loadable", lambda _library: False)
    monkeypatch.setattr(system, "has_font", lambda: False)
    monkeypatch.setattr(system, "install", asked.extend)
    monkeypatch.setattr(system.os, "geteuid", lambda: 0)
    monkeypatch.setattr(system.shutil, "which", lambda _name: "/usr/bin/apt-get")
    return asked


def test_the_font_of_the_papers_and_its_fallback_are_among_what_is_missing(bare: list[Any]) -> None:
    assert system.missing_packages()[-2:] == ["fonts-inter", "fonts-dejavu-core"]


def test_who_has_any_font_is_not_asked_for_another(
    bare: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "has_font", lambda: True)

    assert not set(system.FONT_PACKAGES) & set(system.missing_packages())


def test_fonts_come_along_when_something_is_installed_anyway(
    bare: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "has_font", lambda: True)

    system.ensure_libraries()

    assert bare == [*system.LIBRARIES.values(), "fonts-inter", "fonts-dejavu-core"]


def test_nothing_is_installed_where_nothing_is_missing(
    bare: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "missing_packages", list)

    system.ensure_libraries()

    assert bare == []
