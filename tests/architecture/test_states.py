"""No state, outcome or right without code that knows it: nothing is offered that nobody makes."""

import re
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings

from reservations.domain.pages.listing import STANDINGS
from reservations.enums import ReservationState, StayState

# Files that describe, offer or allow members, but neither make nor ask for any.
SHOWING = {"enums.py", "looks.py", "roles.py", "admin.py", "admin", "migrations"}
# A person chooses the member in a form, and no verb treats one unlike the others.
CHOSEN = {"Role", "VipLevel", "Board", "HousekeepingState"}


def ours() -> list[Path]:
    return [Path(settings.BASE_DIR, name.replace(".", "/")) for name in settings.OURS]


def enums() -> list[type[Enum]]:
    """Every enum that our apps define."""
    modules = [f"{name}.enums" for name in settings.OURS if find_spec(f"{name}.enums")]
    return [
        kind
        for name in modules
        for kind in vars(import_module(name)).values()
        if isinstance(kind, type) and issubclass(kind, Enum) and kind.__module__ == name
    ]


@pytest.fixture(scope="module")
def code() -> str:
    """The code of our apps without what only shows members."""
    paths = [path for folder in ours() for path in folder.rglob("*.py")]
    return "\n".join(path.read_text() for path in paths if not SHOWING & set(path.parts))


def test_every_member_is_known_to_some_verb(code: str) -> None:
    members = [
        f"{kind.__name__}.{member.name}"
        for kind in enums()
        for member in kind
        if kind.__name__ not in CHOSEN
    ]

    assert len(members) > 100
    assert [name for name in members if not re.search(rf"\b{re.escape(name)}\b", code)] == []


def test_the_list_of_reservations_offers_what_rows_can_be_and_all_of_it() -> None:
    derived = {"due_in", "due_out"}  # where a stay stands on the business date
    # What is confirmed stands where its stays do.
    of_bookings = set(ReservationState.values) - {ReservationState.CONFIRMED}

    assert {name for name, _label in STANDINGS} == of_bookings | set(StayState.values) | derived
