"""One table of looks that every app adds to."""

import pytest
from django.db.models import TextChoices

from hotelpms.kit.web import looks
from hotelpms.kit.web.looks import INFO, OK, Look, LookMissing, look_of, looks_of, register

unknown = looks.unknown


class Tea(TextChoices):
    DRAWING = "drawing", "Drawing"
    READY = "ready", "Ready"


@pytest.fixture(autouse=True)
def own_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "_looks", {})


def test_a_member_of_an_enum_brings_its_own_word() -> None:
    register("tea", {Tea.DRAWING: Look(INFO, "clock"), Tea.READY: Look(OK, "check", "Drink")})

    assert look_of("tea", "drawing") == Look(INFO, "clock", "Drawing")
    assert look_of("tea", Tea.READY) == Look(OK, "check", "Drink")


def test_two_kinds_may_call_their_states_alike() -> None:
    register("tea", {"open": Look(OK, "check", "Ready")})
    register("folio", {"open": Look(INFO, "circle", "Open")})

    assert look_of("tea", "open") != look_of("folio", "open")
    assert list(looks_of("tea")) == ["open"]


def test_a_state_left_out_stops_the_start() -> None:
    with pytest.raises(LookMissing, match="tea: ready"):
        register("tea", {Tea.DRAWING: Look(INFO, "clock")}, states=Tea)


def test_an_unknown_state_is_loud_in_tests() -> None:
    with pytest.raises(LookMissing, match="tea: 'half_way'"):
        look_of("tea", "half_way")


def test_an_unknown_state_is_grey_in_production_and_told_to_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(looks, "unknown", unknown)

    assert look_of("tea", "half_way") == Look("mute", "", "Half way")
    assert [(record.message, record.kind) for record in caplog.records] == [
        ("unknown_state", "tea")
    ]
