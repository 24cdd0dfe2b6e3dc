"""What is fetched while a page stays: it moves nothing, and the way back leads back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.walk.house import Walked
from tests.browser.walk.test_accessibility import tell
from tests.browser.walk.window import Window

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db]

LISTS = ("reservations:list", "cardex:list", "messaging:outbox", "invoicing:invoices")
# What pages ask for again by themselves, and the event that makes them ask at once.
LIVE = {
    "desk:today": ("#today", "refresh"),
    "reservations:plan": ("body", "plan-changed"),
    "reservations:traces": ("main [hx-trigger*=traces-changed]", "traces-changed"),
}
ROWS = "main tbody th[scope=row]"


@pytest.fixture
def at_list(window: Window, walked: Walked, request: pytest.FixtureRequest) -> Window:
    window.open(reverse(request.param, args=[walked.hotel.code]))
    return window


@pytest.mark.parametrize("at_list", LISTS, indirect=True)
def test_a_choice_swaps_the_rows_alone_and_back_undoes_it(at_list: Window) -> None:
    page = at_list.page
    before, rows = page.url, page.locator(ROWS).all_inner_texts()

    assert rows != []

    page.evaluate("window.isStillHere = true")
    at_list.unsteadiness()

    choose(at_list)
    page.wait_for_url(lambda url: url != before)
    at_list.settle()

    assert page.evaluate("window.isStillHere") is True

    tell([*at_list.unsteadiness(), *at_list.wrongs()])
    page.go_back()
    expect(page).to_have_url(before)
    expect(page.locator(ROWS)).to_have_text(rows, use_inner_text=True)


@pytest.mark.parametrize("at_list", LISTS, indirect=True)
def test_what_is_typed_narrows_the_list_and_stands_in_its_address(at_list: Window) -> None:
    page = at_list.page
    at_list.unsteadiness()
    # The address is replaced while somebody types: the way back leads out of the list.
    search_for(at_list, "nobody-there")
    expect(page.locator("main .empty")).to_be_visible()
    tell([*at_list.unsteadiness(), *at_list.wrongs()])

    page.reload()

    expect(page.locator("main form[role=search] input[name=q]")).to_have_value("nobody-there")
    expect(page.locator("main .empty")).to_be_visible()


@pytest.mark.parametrize("name", LIVE)
def test_what_refreshes_itself_moves_nothing(window: Window, walked: Walked, name: str) -> None:
    css, event = LIVE[name]
    window.open(reverse(name, args=[walked.hotel.code]))
    window.unsteadiness()

    with window.page.expect_response(
        lambda answer: answer.request.resource_type in ("xhr", "fetch")
    ):
        window.page.evaluate("([css, event]) => window.htmx.trigger(css, event)", [css, event])
    window.settle()

    tell([*window.unsteadiness(), *window.wrongs()])


def choose(window: Window) -> None:
    """Sort by the first column that sorts; a list without one is narrowed by its first choice."""
    heads = window.page.locator("main thead a")
    if heads.count():
        heads.first.click()
    else:
        window.page.locator("main form[role=search] select").first.select_option(index=1)


def search_for(window: Window, text: str) -> None:
    """Type it key by key, as a person does."""
    window.page.locator("main form[role=search] input[name=q]").click()
    window.page.keyboard.type(text)
    window.page.wait_for_url(f"**q={text}**")
    window.settle()
