from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotelpms.kit.files.colour import NIGHT, WHITE, contrast, mix, readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS)
def test_any_brand_colour_is_readable_as_ground_and_as_text(brand: Any) -> None:
    colours = readable(brand)

    assert contrast(colours.ground, colours.ink) >= 4.5
    assert contrast(colours.hover, colours.ink) >= 4.5

    for paper in ("#ffffff", "#fafbfc", "#f5f6f8", "#f3f4f6"):
        assert contrast(colours.on_light, paper) >= 4.5
    for night in ("#101216", "#181b21", "#1f232a"):
        assert contrast(colours.on_dark, night) >= 4.5


def test_a_dark_brand_stays_as_it_is_and_gets_white_ink() -> None:
    colours = readable("#1F4E79")

    assert (colours.ground, colours.ink, colours.on_light) == ("#1f4e79", WHITE, "#1f4e79")


def test_a_light_brand_gets_dark_ink() -> None:
    colours = readable("#ffe14a")

    assert (colours.ground, colours.ink, colours.on_dark) == ("#ffe14a", NIGHT, "#ffe14a")


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_mixing_half_meets_in_the_middle() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


@pytest.mark.parametrize("text", ["red", "#fff", "1f4e79", "#1f4e7g"])
def test_what_is_no_colour_is_refused(text: Any) -> None:
    with pytest.raises(ValueError, match=r"not a colour|invalid literal"):
        readable(text)
