"""Bars as compact HTML."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.template import Context

from hotelpms.hotels.models import Hotel
from hotelpms.kit.languages import speaking
from reservations.domain.plan.sheet import plan_sheet
from reservations.domain.plan.window import PlanBar, PlanRoom
from reservations.templatetags.room_plan import column, plan_bars, plan_left, plan_rooms
from tests.factories.reservations import TODAY, day


@pytest.fixture
def draw(hotel: Hotel) -> Callable[..., Any]:
    """A function that draws one bar in a week that begins on the business date."""
    sheet = plan_sheet(hotel, first=TODAY, days=7, business_date=TODAY)

    def drawn(**values: object) -> str:
        bar = {"label": "Ana", "state": "booked", "stay_id": 5, "start": 0, "span": 2}
        bar |= {"arrival": day(1), "departure": day(3)} | values
        return plan_bars(Context({"sheet": sheet, "stay_url": "/stays/0/"}), [PlanBar(**bar)])

    return drawn


def test_a_stay_begins_and_ends_in_the_middle_of_a_date(draw: Callable[..., Any]) -> None:
    html = draw(start=1)

    assert 'class="bar info booked c4 n4"' in html
    assert 'href="/stays/5/"' in html


def test_a_stay_that_came_before_fills_the_first_date(draw: Callable[..., Any]) -> None:
    assert "c1 n5 from-before" in draw(starts_before=True)


def test_a_stay_that_goes_on_stops_at_the_last_column(draw: Callable[..., Any]) -> None:
    assert "c12 n3 goes-on" in draw(start=5, ends_after=True)


def test_a_day_use_lies_on_its_date(draw: Callable[..., Any]) -> None:
    assert "c3 n2 day-use" in draw(start=1, span=0, departure=day(1))


def test_due_in_and_due_out_come_from_the_business_date(draw: Callable[..., Any]) -> None:
    assert "bar info due_in" in draw(arrival=TODAY)
    assert "bar warn due_out" in draw(state="in_house", arrival=day(-2), departure=TODAY)


def test_a_closure_is_no_link(draw: Callable[..., Any]) -> None:
    html = draw(stay_id=None, closure_id=3, state="oos", label="Paint")

    assert html.startswith('<span class="bar plum oos c2 n4 thin"')


def test_a_name_cannot_break_out(draw: Callable[..., Any]) -> None:
    html = draw(label='"><script>alert(1)</script>')

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_date_is_two_columns_wide() -> None:
    assert [column(0), column(61)] == [1, 123]


def test_a_bar_tells_the_script_state_version_nights_and_dates(draw: Callable[..., Any]) -> None:
    assert 'data-bar="booked 7 1 2 1 3"' in draw(start=1, version=7)


@pytest.mark.parametrize(
    ("state", "moves"), [("booked", "whole"), ("in_house", "rest"), ("departed", None)]
)
def test_a_bar_tells_the_script_what_may_be_moved(
    draw: Callable[..., str], state: str, moves: str | None
) -> None:
    found = re.search(r'data-moves="(\w+)"', draw(state=state))

    assert (found and found.group(1)) == moves


def test_flags_are_marks_in_the_bar_and_words_in_its_name(draw: Callable[..., Any]) -> None:
    html = draw(flags=("vip", "option"), group=9)

    assert '<i class="flag vip"></i><i class="flag option"></i>' in html
    assert "VIP, Option, not confirmed yet" in html
    assert "tentative" in html
    assert 'data-group="9"' in html


def test_a_stay_without_a_room_names_the_type_it_wants(draw: Callable[..., Any]) -> None:
    assert "<b>DBL</b> Ana" in draw(room_type="DBL", has_room=False)
    assert "<b>DBL</b>" not in draw(room_type="DBL")


def test_a_bar_is_heard_with_its_dates_its_state_and_its_room(hotel: Hotel) -> None:
    """M21."""
    sheet = plan_sheet(hotel, first=TODAY, days=7, business_date=TODAY)
    bar = PlanBar(
        label="Ana",
        state="in_house",
        stay_id=5,
        start=0,
        span=2,
        arrival=day(0),
        departure=day(2),
        has_room=True,
    )
    room = PlanRoom(1, "108", "1", "clean", 1, "DBL", (bar,))
    with speaking("en", "ES"):
        html = plan_rooms(Context({"sheet": sheet, "stay_url": "/stays/0/"}), [room])

    assert 'aria-label="Ana, 10–12 May, In house, Room 108"' in html


def test_figures_of_the_plan_are_heard_with_their_date(hotel: Hotel) -> None:
    """M21."""
    sheet = plan_sheet(hotel, first=TODAY, days=7, business_date=TODAY)
    with speaking("en", "ES"):
        html = plan_left(Context({"sheet": sheet}), [3, 0, 0, 0, 0, 0, 0])

    assert 'aria-label="10 May: 3 free"' in html
    assert 'aria-label="11 May: 0 free"' in html
