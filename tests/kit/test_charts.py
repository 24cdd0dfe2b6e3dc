import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils import translation

from hotelpms.kit.charts import (
    Scale,
    Series,
    area_chart,
    bar_chart,
    day_labels,
    line_chart,
    sparkline,
    weekday_marks,
)

SVG = "{http://www.w3.org/2000/svg}"
LABELS = ["1 May", "2 May", "3 May"]
OCCUPANCY = Series("Occupancy", [Decimal("40"), None, Decimal("82.5")])


def drawn(chart: Any) -> Any:
    return ElementTree.fromstring(getattr(chart, "svg", chart))


@pytest.mark.parametrize("chart", [line_chart, bar_chart, area_chart])
def test_a_chart_is_readable_without_eyes(chart: Any) -> None:
    root = drawn(chart([OCCUPANCY], labels=LABELS, title="Occupancy of May", unit="%"))

    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Occupancy of May"
    assert root.findtext(f"{SVG}desc") == ("Occupancy: lowest 40% (1 May), highest 82.5% (3 May).")


@pytest.mark.parametrize("chart", [line_chart, bar_chart, area_chart])
def test_a_chart_needs_no_style_script_or_id(chart: Any) -> None:
    text = str(chart([OCCUPANCY], labels=LABELS, title="Occupancy", unit="%"))

    assert not re.search(r"<style|<script|style=|\bid=|\son\w+=", text)


def test_a_gap_breaks_the_line_and_draws_no_bar() -> None:
    values = Series("Occupancy", [10, 20, None, 30, 40])
    labels = list("abcde")
    root = drawn(line_chart([values], labels=labels, title="Occupancy"))

    assert [len(run.findall(f"{SVG}line")) for run in root.findall(f"{SVG}g")] == [1, 1]

    bars = drawn(bar_chart([values], labels=labels, title="Occupancy"))

    assert len(bars.findall(f"{SVG}rect[@class='bar series-1']")) == 4


def test_a_bar_stands_on_zero_and_its_place_tells_all_figures() -> None:
    series = [Series("ADR", [50, 100, -50]), Series("Last year", [40, None, 10])]
    root = drawn(bar_chart(series, labels=LABELS, title="ADR", unit="EUR"))
    first, second, third = root.findall(f"{SVG}rect[@class='bar series-1']")
    panes = [pane.findtext(f"{SVG}title") for pane in root.findall(f"{SVG}rect[@class='pane']")]

    assert panes[:2] == ["1 May: ADR 50 EUR, Last year 40 EUR", "2 May: ADR 100 EUR"]

    zero = float(first.get("y")) + float(first.get("height"))

    assert float(second.get("height")) == pytest.approx(2 * float(first.get("height")), abs=0.2)
    assert float(third.get("y")) == pytest.approx(zero, abs=0.2)


def test_bars_beside_each_other_do_not_touch() -> None:
    series = [Series("Now", [1, 2]), Series("Before", [2, 1])]
    root = drawn(bar_chart(series, labels=["a", "b"], title="x"))
    edges = []
    for bar in root.findall(f"{SVG}rect"):
        if bar.get("class").startswith("bar"):
            x, width = (float(bar.get(name).rstrip("%")) for name in ("x", "width"))
            edges.append((x, x + width))
    edges.sort()

    assert all(before[1] < after[0] for before, after in pairwise(edges))
    assert edges[0][0] >= 0
    assert edges[-1][1] <= 100


def test_few_bars_carry_their_figures_and_many_do_not() -> None:
    few = drawn(bar_chart([Series("Sold", [57.5, 8, 0])], labels=LABELS, title="Sold"))
    many = drawn(bar_chart([Series("Sold", range(40))], labels=["x"] * 40, title="Sold"))
    figures = f"{SVG}text[@class='figure']"

    assert [text.text for text in few.findall(figures)] == ["58", "8", "0"]
    assert many.findall(figures) == []


def test_series_differ_by_form_as_well_as_by_colour() -> None:
    series = [Series("Now", [1, 2]), Series("Before", [2, 1])]
    bars = drawn(bar_chart(series, labels=["a", "b"], title="x"))
    lines = drawn(line_chart(series, labels=["a", "b"], title="x"))

    assert bars.find(f"{SVG}rect[@class='bar series-1']").get("stroke") is None
    assert bars.find(f"{SVG}rect[@class='bar series-2']").get("stroke") is not None
    assert lines.find(f"{SVG}g[@class='line series-1']").get("stroke-dasharray") is None
    assert lines.find(f"{SVG}g[@class='line series-2']").get("stroke-dasharray") is not None


def test_the_key_shows_the_form_of_the_series() -> None:
    series = [Series("Now", [1, 2]), Series("Before", [2, 1])]

    assert "stroke-dasharray" in line_chart(series, labels=["a", "b"], title="x").legend

    bars = bar_chart(series, labels=["a", "b"], title="x").legend

    assert "<rect" in bars
    assert "stroke-dasharray" not in bars


def test_areas_lie_on_top_of_each_other() -> None:
    series = [Series("Rooms", [10, 20]), Series("Other", [5, 10])]
    root = drawn(area_chart(series, labels=["a", "b"], title="Revenue"))
    lower, upper = (
        [tuple(map(float, pair.split(","))) for pair in area.get("points").split()]
        for area in root.iter(f"{SVG}polygon")
    )

    # The upper area starts where the lower one ends.
    assert upper[2:] == lower[:2][::-1]
    assert upper[0][1] < lower[0][1]


def test_areas_break_where_nothing_is_known_and_go_on_where_one_is() -> None:
    series = [Series("Rooms", [10, None, None, 20]), Series("Other", [5, 6, None, 10])]
    root = drawn(area_chart(series, labels=list("abcd"), title="Revenue"))

    assert len(list(root.iter(f"{SVG}polygon"))) == 4


def test_a_chart_brings_its_figures_as_a_table() -> None:
    chart = bar_chart(
        [OCCUPANCY, Series("Before", [1, 2, 3])], labels=LABELS, title="May", unit="%"
    )
    table = ElementTree.fromstring(chart.table)
    rows = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]

    assert rows == [
        ["Axis", "Occupancy", "Before"],
        ["1 May", "40%", "1%"],
        ["2 May", "–", "2%"],
        ["3 May", "82.5%", "3%"],
    ]
    assert table.findtext("caption") == "May"
    assert "Show as table" in str(chart)
    assert [item for item in ("Occupancy", "Before") if item in chart.legend] == [
        "Occupancy",
        "Before",
    ]
    assert bar_chart([OCCUPANCY], labels=LABELS, title="May").legend == ""


def test_names_cannot_break_out_of_the_drawing() -> None:
    chart = line_chart([Series("<b>&", [1, 2, 3])], labels=LABELS, title='"><script>')

    assert "<script>" not in str(chart)
    assert drawn(chart).findtext(f"{SVG}title") == '"><script>'


@pytest.mark.parametrize("values", [[], [None, None], [0, 0], [5]])
@pytest.mark.parametrize("chart", [line_chart, bar_chart, area_chart])
def test_few_or_no_figures_still_draw(chart: Any, values: Any) -> None:
    root = drawn(chart([Series("ADR", values)], labels=["x"] * len(values), title="ADR"))

    assert root.tag == f"{SVG}svg"


def test_many_labels_are_thinned_until_they_fit_and_a_phone_shows_half() -> None:
    labels = [f"day {n}" for n in range(62)]
    root = drawn(line_chart([Series("ADR", range(62))], labels=labels, title="ADR"))
    shown = [text for text in root.findall(f"{SVG}text") if text.text.startswith("day")]

    assert [text.text for text in shown[:3]] == ["day 0", "day 6", "day 12"]
    assert len(shown) == 11
    assert [text.get("class") for text in shown[:3]] == [None, "minor", None]


def test_a_fortnight_shows_every_day_of_the_week_over_its_number() -> None:
    days = [date(2026, 11, 22) + timedelta(days=n) for n in range(14)]
    chart = bar_chart(
        [Series("Occupancy", range(14))],
        labels=day_labels(days),
        axis=weekday_marks(days),
        title="x",
    )
    texts = [text.text for text in drawn(chart).findall(f"{SVG}text") if not text.get("class")]

    assert texts[-4:] == ["Fr", "4", "Sa", "5"]
    assert "Dec 5" in chart.table


def test_figures_are_written_in_the_language_of_the_reader() -> None:
    with translation.override("cs"):
        chart = bar_chart([Series("ADR", [Decimal("1234.5")])], labels=["1. 5."], title="ADR")

    assert "1. 5.: ADR 1\xa0234,5" in chart.svg
    assert "1\xa0234,5" in chart.table


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Nov 22"), ("es", "22 nov"), ("cs", "22. 11."), ("tr", "22 Kas")]
)
def test_dates_stand_in_the_order_of_the_language(language: Any, label: Any) -> None:
    with translation.override(language):
        assert day_labels([date(2026, 11, 22)]) == [label]


def test_the_axis_says_its_unit_once_and_large_figures_short() -> None:
    root = drawn(
        bar_chart([Series("Revenue", [8_000, 38_000])], labels=["a", "b"], title="x", unit="EUR")
    )
    axis = [text.text for text in root.findall(f"{SVG}text") if text.get("x") == "-8"]

    assert axis == ["EUR", "0", "10K", "20K", "30K", "40K"]


def test_the_axis_of_a_share_reaches_a_hundred() -> None:
    root = drawn(bar_chart([Series("Occupancy", [57])], labels=["a"], title="x", unit="%", top=100))
    axis = [text.text for text in root.findall(f"{SVG}text") if text.get("x") == "-8"]

    assert axis == ["%", "0", "25", "50", "75", "100"]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([3, 97], [0, 25, 50, 75, 100]),
        ([0, 1], [0, 0.25, 0.5, 0.75, 1]),
        ([-30, 50], [-40, -20, 0, 20, 40, 60]),
        ([], [0, 1]),
    ],
)
def test_the_axis_steps_are_round_and_include_zero(values: Any, ticks: Any) -> None:
    assert Scale.around(values).ticks == pytest.approx(ticks)


def test_a_spark_line_takes_the_colour_around_it() -> None:
    root = drawn(sparkline([1, None, 3], "ADR of the week"))

    assert root.findtext(f"{SVG}title") == "ADR of the week"
    assert root.get("stroke") == "currentColor"
    assert drawn(sparkline([], "Nothing")).findtext(f"{SVG}title") == "Nothing"
