"""The booking page while answers are under way: no press and no letter is lost.

The server is slow by a route of the browser that keeps requests back until the test lets them go.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from hotelpms.hotels.enums import Role
from reservations.models import RatePlan, Reservation, RoomType
from tests.factories.hotels import MembershipFactory
from tests.factories.reservations import RateNightFactory, RatePlanFactory, RoomFactory, day

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]

NEW = "/h/grand/reservations/new/"


class SlowServer:
    """Keeps back what the page sends, until it is let go."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.kept: list[Route] = []
        page.route(f"**{NEW}", self._keep)

    def let_go(self) -> None:
        """Answer the request that waits; there is never more than one."""
        while not self.kept:
            self.page.evaluate("null")
        [route] = self.kept
        self.kept = []
        with self.page.expect_response(f"**{NEW}"):
            route.continue_()

    def _keep(self, route: Route, request: Request) -> None:
        if request.method == "POST":
            self.kept.append(route)
        else:
            route.continue_()


@pytest.fixture
def plan(double: RoomType) -> RatePlan:
    """A price for twelve double rooms."""
    for number in range(10):
        RoomFactory(room_type=double, number=str(200 + number))
    plan = RatePlanFactory(hotel=double.hotel, name="Flexible")
    for place in range(3):
        RateNightFactory(rate_plan=plan, room_type=double, date=day(place))
    return plan


@pytest.fixture
def slow(page: Page, plan: RatePlan) -> SlowServer:
    page.goto(NEW)
    return SlowServer(page)


def choose(page: Page) -> Locator:
    return page.get_by_role("button", name="Choose Double, Flexible")


def test_ten_fast_presses_choose_ten_rooms(page: Page, slow: SlowServer) -> None:
    button = choose(page)
    for _press in range(10):
        button.click()

    assert len(slow.kept) == 1

    expect(button).to_have_attribute("aria-busy", "true")
    slow.let_go()
    expect(page.locator("#booking-basket .count")).to_have_text("1")
    slow.let_go()

    expect(page.locator("#booking-basket .count")).to_have_text("10")
    expect(page.locator("#booking-offers .badge")).to_contain_text("10 chosen")
    expect(button).not_to_have_attribute("aria-busy", "true")
    expect(button).to_be_focused()

    assert slow.kept == []


def test_typing_goes_on_while_a_choice_is_under_way(page: Page, slow: SlowServer) -> None:
    choose(page).click()
    page.get_by_text("A new guest").click()
    page.get_by_label("Last name").press_sequentially("Whitfi")
    page.get_by_label("Notes of the house").fill("Late")
    page.get_by_label("Last name").focus()
    slow.let_go()
    expect(page.locator("#booking-basket .count")).to_have_text("1")
    page.keyboard.type("eld")

    expect(page.get_by_label("Last name")).to_have_value("Whitfield")
    expect(page.get_by_label("Notes of the house")).to_have_value("Late")


def test_booking_waits_for_the_rooms_pressed_before_it(page: Page, slow: SlowServer) -> None:
    page.get_by_text("A new guest").click()
    page.get_by_label("Last name").fill("Whitfield")
    choose(page).click()
    choose(page).click()
    book = page.get_by_role("button", name="Book", exact=True)
    book.click()
    book.click()
    for _answer in range(3):
        slow.let_go()
    page.wait_for_url(re.compile(r"/reservations/[A-Z0-9]{6}/$"))

    assert Reservation.objects.get().stays.count() == 2


def test_what_is_typed_while_a_booking_is_refused_stays(page: Page, slow: SlowServer) -> None:
    choose(page).click()
    slow.let_go()
    expect(page.locator("#booking-basket .count")).to_have_text("1")
    page.get_by_label("Notes of the house").fill("Quiet")
    page.get_by_role("button", name="Book", exact=True).click()
    page.get_by_label("Notes of the house").press_sequentially(" room")
    slow.let_go()

    expect(page.locator("#booking-basket .alert.bad")).to_contain_text("Choose the guest")
    expect(page.get_by_label("Notes of the house")).to_have_value("Quiet room")
    expect(page.get_by_label("Notes of the house")).to_be_focused()


def test_rooms_of_one_offer_are_chosen_by_number_and_the_return_key(
    page: Page, plan: RatePlan
) -> None:
    page.goto(NEW)
    number = page.get_by_label("Number of rooms: Double, Flexible")
    number.fill("3")
    number.press("Enter")

    expect(page.locator("#booking-basket .count")).to_have_text("3")
    expect(number).to_have_value("1")
    page.get_by_role("button", name="Take this room out").first.click()
    expect(page.locator("#booking-basket .count")).to_have_text("2")
    expect(page.get_by_role("heading", name="Chosen rooms")).to_be_focused()


def test_without_scripts_the_number_counts_as_well(open_page: Any, plan: RatePlan) -> None:
    clerk = MembershipFactory(hotel=plan.hotel, role=Role.FRONT_DESK).user
    page = open_page(clerk, java_script_enabled=False)
    page.goto(NEW)
    page.get_by_label("Number of rooms: Double, Flexible").fill("3")
    choose(page).click()

    expect(page.locator("#booking-basket .count")).to_have_text("3")
