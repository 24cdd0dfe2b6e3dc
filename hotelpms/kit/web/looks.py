"""How a state looks wherever it is shown: tone, icon and word, by its kind and its value.

Each app tells the looks of its own states in its `looks.py`, which is read at the start. The kind
keeps apart what two apps call by the same value: an open folio is not an open trace.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise

logger = logging.getLogger(__name__)

OK, INFO, WARN, BAD, PLUM, MUTE = "ok", "info", "warn", "bad", "plum", "mute"


@dataclass(frozen=True)
class Look:
    """`word` may be left out for a member of an enum: its label is the word."""

    tone: str
    icon: str
    word: str | Promise = ""


class LookMissing(Exception):
    """A state has no look, or none of its kind has."""


_looks: dict[str, dict[str, Look]] = {}


def register(
    kind: str, looks: Mapping[str, Look], *, states: type[TextChoices] | None = None
) -> None:
    """Tell how the states of a kind look. Raises LookMissing for a member of `states` without."""
    missing = [state for state in states or () if state not in looks]
    if missing:
        raise LookMissing(f"{kind}: {', '.join(missing)}")
    _looks[kind] = {str(state): _worded(state, look) for state, look in looks.items()}


def look_of(kind: str, state: object) -> Look:
    """Return the look of a state; one that nobody told of is shown in grey by its own name."""
    found = _looks.get(kind, {}).get(str(state))
    return found or unknown(kind, str(state))


def looks_of(kind: str) -> dict[str, Look]:
    """Return the looks of all states of a kind in the order in which they were told."""
    return dict(_looks[kind])


def kinds() -> list[str]:
    """Return every kind that has looks."""
    return list(_looks)


def unknown(kind: str, state: str) -> Look:
    """Tell the log and return a neutral look: the page matters more than its badge."""
    logger.error("unknown_state", extra={"kind": kind, "state": state})
    return Look(MUTE, "", state.replace("_", " ").capitalize())


def _worded(state: str, look: Look) -> Look:
    return Look(look.tone, look.icon, look.word or getattr(state, "label", ""))
