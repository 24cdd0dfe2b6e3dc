import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import translation

from hotelpms.kit.charts import Scale, Series, bar_chart, line_chart, sparkline

SVG = "{http://www.w3.org/2000/svg}"
LABELS = ["1 May", "2 May", "3 May"]
OCCUPANCY = Series("Occupancy", [Decimal("40"), None, Decimal("82.5")])


def drawn(svg):
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize("chart", [line_chart, bar_chart])
def test_a_chart_is_readable_without_eyes(chart):
    root = drawn(chart([OCCUPANCY], labels=LABELS, title="Occupancy of May", unit="%"))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Occupancy of May"
    assert root.findtext(f"{SVG}desc") == (
        "Occupancy: lowest 40 % (1 May), highest 82.5 % (3 May)."
    )


@pytest.mark.parametrize("chart", [line_chart, bar_chart])
def test_a_chart_needs_no_style_script_or_id(chart):
    text = chart([OCCUPANCY], labels=LABELS, title="Occupancy", unit="%")
    assert not re.search(r"<style|<script|style=|\bid=|\son\w+=", text)


def test_a_gap_breaks_the_line_and_draws_no_bar():
    root = drawn(line_chart([OCCUPANCY], labels=LABELS, title="Occupancy"))
    (line,) = root.findall(f"{SVG}path[@class='line series-1']")
    assert line.get("d").count("M") == 2
    bars = drawn(bar_chart([OCCUPANCY], labels=LABELS, title="Occupancy"))
    assert len(bars.findall(f"{SVG}rect")) == 2


def test_a_bar_says_its_own_figure_and_stands_on_zero():
    root = drawn(bar_chart([Series("ADR", [50, 100, -50])], labels=LABELS, title="ADR", unit="EUR"))
    first, second, third = root.findall(f"{SVG}rect")
    assert second.findtext(f"{SVG}title") == "ADR, 2 May: 100 EUR"
    zero = float(first.get("y")) + float(first.get("height"))
    assert float(second.get("height")) == pytest.approx(2 * float(first.get("height")), abs=0.2)
    assert float(third.get("y")) == pytest.approx(zero, abs=0.2)


def test_names_cannot_break_out_of_the_drawing():
    text = line_chart([Series("<b>&", [1, 2, 3])], labels=LABELS, title='"><script>')
    assert "<script>" not in text
    assert drawn(text).findtext(f"{SVG}title") == '"><script>'


@pytest.mark.parametrize("values", [[], [None, None], [0, 0], [5]])
@pytest.mark.parametrize("chart", [line_chart, bar_chart])
def test_few_or_no_figures_still_draw(chart, values):
    root = drawn(chart([Series("ADR", values)], labels=["x"] * len(values), title="ADR"))
    assert root.tag == f"{SVG}svg"


def test_many_labels_are_thinned_until_they_fit():
    labels = [f"day {n}" for n in range(62)]
    root = drawn(line_chart([Series("ADR", range(62))], labels=labels, title="ADR"))
    shown = [text.text for text in root.findall(f"{SVG}text") if text.text.startswith("day")]
    assert shown[:2] == ["day 0", "day 6"]
    assert len(shown) == 11


def test_figures_are_written_in_the_language_of_the_reader():
    with translation.override("cs"):
        text = bar_chart([Series("ADR", [Decimal("1234.5")])], labels=["1. 5."], title="ADR")
    assert "ADR, 1. 5.: 1\xa0234,5" in text


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([3, 97], [0, 25, 50, 75, 100]),
        ([0, 1], [0, 0.25, 0.5, 0.75, 1]),
        ([-30, 50], [-40, -20, 0, 20, 40, 60]),
        ([], [0, 1]),
    ],
)
def test_the_axis_steps_are_round_and_include_zero(values, ticks):
    assert Scale.around(values).ticks == pytest.approx(ticks)


def test_a_spark_line_takes_the_colour_around_it():
    root = drawn(sparkline([1, None, 3], "ADR of the week"))
    assert root.findtext(f"{SVG}title") == "ADR of the week"
    assert root.get("stroke") == "currentColor"
    assert drawn(sparkline([], "Nothing")).findtext(f"{SVG}title") == "Nothing"
