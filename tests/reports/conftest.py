"""Fixtures of the reports."""

import pytest
from django.template import engines


class LoudName(str):
    """Stands for what a template shows instead of an unknown name; asked for one, it fails."""

    __slots__ = ()

    def __new__(cls) -> "LoudName":
        return super().__new__(cls, "%s")

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"A template names {name}, which nobody gave it.")


@pytest.fixture
def unknown_names_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a template that shows an unknown name fail instead of showing nothing."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", LoudName())
