"""What is sent says so on its button, and is sent once."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from reservations.models import RoomType
from tests.factories.reservations import booked_stay

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]


def kept_back(page: Page, address: str) -> list[Route]:
    """The posts to this address, which get no answer before the test gives one."""
    kept: list[Route] = []

    def keep(route: Route) -> None:
        kept.append(route) if route.request.method == "POST" else route.continue_()

    page.route(address, keep)
    return kept


def test_the_button_of_a_panel_works_until_the_answer_is_there(
    page: Page, double: RoomType
) -> None:
    booked_stay(room_type=double, nights=2)
    button = check_in_panel(page)
    kept = kept_back(page, "**/check-in/**")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    button.click()
    button.press("Enter")

    assert len(kept) == 1

    kept[0].continue_()

    expect(page.locator(".toast")).to_contain_text("is checked in")


def test_a_refused_form_can_be_sent_again(page: Page, double: RoomType) -> None:
    booked_stay(room_type=double, nights=2)
    button = check_in_panel(page)
    kept = kept_back(page, "**/check-in/**")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    kept[0].fulfill(status=409, body="No.")
    expect(button).not_to_have_attribute("aria-busy", "true")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")

    assert len(kept) == 2

    kept[1].fulfill(status=409, body="No.")


def test_a_plain_form_is_sent_once(page: Page, double: RoomType) -> None:
    """The browser asks for another page and gets none, so that it stays where it is."""
    stay = booked_stay(room_type=double, nights=2)
    page.goto(f"/h/grand/stays/{stay.pk}/check-in/")
    asked: list[str] = []

    def answer_nothing(route: Route) -> None:
        asked.append(route.request.method)
        route.fulfill(status=204)

    page.route("**/check-in/**", answer_nothing)
    button = page.locator("main").get_by_role("button", name="Check in")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    button.click()
    button.press("Enter")

    assert asked == ["POST"]


def check_in_panel(page: Page) -> Locator:
    """The button of the check-in, in the panel of the arrivals."""
    page.goto("/h/grand/arrivals/")
    page.get_by_role("link", name="Check in").click()
    return page.locator("#panel").get_by_role("button", name="Check in")


def test_a_slow_line_is_seen_at_once_and_heard_a_little_later(page: Page, double: RoomType) -> None:
    """The sign stands within 100 ms, on a plain form as on any other."""
    stay = booked_stay(room_type=double, nights=2)
    page.goto(f"/h/grand/stays/{stay.pk}/check-in/")
    page.route("**/check-in/**", lambda route: route.fulfill(status=204))
    page.route("**/login/again/**", lambda route: None)
    page.locator("main").get_by_role("button", name="Check in").click()
    shown = page.evaluate(
        """() => {
          const line = getComputedStyle(document.querySelector(".topbar"), "::after");
          const isShown = document.documentElement.hasAttribute("data-busy");
          return [isShown, ...new Set(line.transitionDelay.split(", "))];
        }"""
    )

    assert shown == [True, "0s"]

    expect(page.locator("#works")).to_have_text("One moment, it is being done.")
