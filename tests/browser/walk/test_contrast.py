"""What the walk leaves out because it was measured before, and what it never leaves out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.walk.contrast import Contrast
from tests.browser.walk.window import AXE

pytestmark = pytest.mark.needs_chromium

STYLE = "<style>.pale { color: #bbb } .dark { background: #222 } .over { margin-top: -2em }</style>"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def faults(page: Page, contrast: Contrast, body: str) -> list[str]:
    """Where a page with this body is too pale."""
    page.set_content(f"{STYLE}<main>{body}</main>")
    page.evaluate(AXE)
    return [line.split()[1] for line in contrast.faults(page, "html")]


def test_of_texts_that_look_alike_one_is_measured(page: Page) -> None:
    contrast = Contrast()
    rows = "<p class='pale'>One</p><p class='pale'>Two</p><p>Three</p>"

    first, again = faults(page, contrast, rows), faults(page, contrast, rows)

    assert (first, again) == ([".pale:nth-child(1)"], [])


@pytest.mark.parametrize(
    "other",
    [
        "<b class='pale'>Pale</b>",
        "<div><p class='pale'>Pale</p></div>",
        "<p class='pale' style='font-size: 13px'>Pale</p>",
        "<p class='pale' style='color: #ccc'>Pale</p>",
        "<div style='background: #eee'><p class='pale'>Pale</p></div>",
    ],
    ids=["element", "place", "size", "colour", "ground"],
)
def test_a_text_that_looks_otherwise_is_measured_again(page: Page, other: str) -> None:
    contrast = Contrast()
    faults(page, contrast, "<p class='pale'>Pale</p>")

    found = faults(page, contrast, other)

    assert len(found) == 1


def test_where_the_first_lies_under_something_the_next_is_measured(page: Page) -> None:
    cover = "<div class='dark over' style='position: relative'>&nbsp;</div>"

    found = faults(page, Contrast(), f"<p class='pale'>One</p>{cover}<p class='pale'>Two</p>")

    assert found == ["p:nth-child(3)"]
