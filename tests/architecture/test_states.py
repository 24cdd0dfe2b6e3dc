"""A state has its place in every table that asks for one, and no page asks for one that is not."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.base import FilterExpression
from django.template.defaulttags import IfNode, TemplateLiteral

from hotelpms.closing.domain.runner import STOPPED
from hotelpms.closing.enums import ClosingState, StepState
from hotelpms.desk.domain.palette_things import HERE, OVER
from hotelpms.hotels.enums import DayState
from hotelpms.kit.web import looks
from invoicing.domain.pages.invoice_list import INVOICE_STATES
from invoicing.enums import FolioState, LinkState, SessionState
from messaging.enums import UNSOLVED_STATES, WAITING_STATES, MessageState
from reservations.domain.nights.standing import URGENCY, reservation_standing, stay_standing
from reservations.domain.pages.listing import STANDINGS
from reservations.domain.plan.sheet import SHOWN_STATES
from reservations.enums import (
    HOLDING_STATES,
    LOST_STATES,
    HousekeepingState,
    OutOfOrderKind,
    ReservationState,
    StayState,
    TraceState,
)
from reservations.templatetags.room_plan import MOVES
from reservations.views.traces.trace_rows import TICKS
from tests.factories.reservations import TODAY, day
from tests.template_nodes import literal, nodes

ASKED = ("state", "standing", "housekeeping", "outcome")
EVERY_STATE = [
    *(StayState, ReservationState, TraceState, HousekeepingState, OutOfOrderKind, MessageState),
    *(FolioState, LinkState, SessionState, ClosingState, StepState, DayState),
]
TOLD = [enum for enum in EVERY_STATE if enum is not OutOfOrderKind]


@dataclass(frozen=True)
class Line:
    """As much of a stay as its standing depends on."""

    state: str
    arrival: date
    departure: date


def standings(*states: StayState) -> set[str]:
    """Return where stays in these states may stand, whatever their dates."""
    dates = [(day(-1), TODAY), (TODAY, day(1)), (day(1), day(2)), (day(-1), day(1))]
    return {stay_standing(Line(state, *pair), TODAY) for state in states for pair in dates}


def test_a_stay_either_holds_its_nights_or_is_lost() -> None:
    assert sorted((*HOLDING_STATES, *LOST_STATES)) == sorted(StayState)


def test_every_standing_of_a_stay_has_a_rank_and_a_look() -> None:
    assert standings(*StayState) == set(URGENCY) == set(looks.looks_of("stay"))


def test_every_standing_of_a_reservation_has_a_look_and_can_be_asked_for() -> None:
    lines = [[Line(state, TODAY, day(1))] for state in StayState]
    found = {
        reservation_standing(state, line, TODAY) for state in ReservationState for line in lines
    }
    shown = found | standings(*StayState)

    assert shown | {ReservationState.CONFIRMED} == set(looks.looks_of("reservation"))
    assert shown == {name for name, _label in STANDINGS}


def test_the_plan_draws_every_stay_that_holds_a_room_and_every_closure() -> None:
    assert standings(*HOLDING_STATES) | set(OutOfOrderKind.values) == set(SHOWN_STATES)
    assert set(MOVES) < set(HOLDING_STATES)


def test_the_palette_knows_who_is_here_and_what_is_over() -> None:
    assert set(HERE) == standings(StayState.IN_HOUSE)
    assert set(OVER) == standings(StayState.DEPARTED, *LOST_STATES)


def test_a_message_waits_leaves_needs_somebody_or_is_over() -> None:
    over = (
        *(MessageState.SENT, MessageState.WITHHELD),
        *(MessageState.CANCELLED, MessageState.EXPIRED),
    )

    assert sorted((*WAITING_STATES, MessageState.SENDING, *UNSOLVED_STATES, *over)) == sorted(
        MessageState
    )


def test_a_closing_moves_is_stopped_or_is_done() -> None:
    moving = (ClosingState.RUNNING, ClosingState.ROLLED)

    assert sorted((*moving, *STOPPED, ClosingState.DONE)) == sorted(ClosingState)


def test_a_trace_is_ticked_or_was_taken_off_the_list() -> None:
    assert sorted((*TICKS, TraceState.CANCELLED)) == sorted(TraceState)


@pytest.mark.parametrize("states", TOLD, ids=lambda states: states.__name__)
def test_the_page_of_states_tells_of_every_state(states: type[Enum]) -> None:
    page = (settings.BASE_DIR / "docs" / "states.md").read_text().lower()
    spelt = {str(state.value) for state in states}

    assert f"`{states.__name__.lower()}`" in page
    assert {name for name in spelt if name.replace("_", " ") not in page.replace("-", " ")} == set()


def test_no_template_asks_for_a_state_that_is_not() -> None:
    asked = [(place, word) for place, node in nodes(IfNode) for word in words_of(node)]

    assert len(asked) > 5
    assert [(place, word) for place, word in asked if word not in known()] == []


@pytest.mark.parametrize("app", sorted({app.split(".")[0] for app in settings.OURS}))
def test_no_code_asks_for_a_state_that_is_not(app: str) -> None:
    paths = [
        path for path in (settings.BASE_DIR / app).rglob("*.py") if "gateways" not in path.parts
    ]

    assert [
        f"{path.relative_to(settings.BASE_DIR)}:{line}: {word}"
        for path in paths
        for line, word in compared_in(path)
        if word not in known()
    ] == []


def known() -> set[str]:
    shown = {state for kind in looks.kinds() for state in looks.looks_of(kind)}
    stored = {str(state.value) for states in EVERY_STATE for state in states}
    # A filter of the invoices, and the step of the check-out at which somebody is.
    return shown | stored | {*INVOICE_STATES, "current"}


def words_of(node: IfNode) -> Iterator[str]:
    """Yield the texts that the conditions of an {% if %} hold against a state."""
    for condition, _nodes in node.conditions_nodelists:
        yield from words_in(condition)


def words_in(part: Any) -> Iterator[str]:
    first, second = getattr(part, "first", None), getattr(part, "second", None)
    for word, other in ((first, second), (second, first)):
        if isinstance(word, TemplateLiteral) and isinstance(other, TemplateLiteral):
            text = literal(word.value)
            if text is not None and is_state(other.value):
                yield text
    for inner in (first, second):
        if inner is not None:
            yield from words_in(inner)


def is_state(expression: FilterExpression) -> bool:
    lookups = getattr(expression.var, "lookups", None) or ()
    return bool(lookups) and lookups[-1] in ASKED


def compared_in(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts that a module compares with something called state."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            names = {getattr(side, "attr", getattr(side, "id", "")) for side in sides}
            if names & set(ASKED):
                for side in sides:
                    yield from texts_in(side)


def texts_in(side: ast.expr) -> Iterator[tuple[int, str]]:
    for node in ast.walk(side):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
