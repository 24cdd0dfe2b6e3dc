"""The check-in at the desk, in at most six interactions, and the lists on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cardex.models import ConsentEvent
from reservations.enums import StayState
from reservations.models import RoomType, Stay
from tests.factories.reservations import booked_stay

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stay(double: RoomType) -> Stay:
    return booked_stay(room_type=double, nights=2)


def test_a_guest_is_checked_in_by_three_presses(page: Page, stay: Stay) -> None:
    page.goto("/h/grand/arrivals/")

    page.get_by_role("link", name="Check in").click()
    page.locator("#panel").get_by_label("The guest accepts clause 3").check()
    page.locator("#panel").get_by_role("button", name="Check in").click()

    expect(page.locator(".toast")).to_contain_text("is checked in, room 101.")
    stay.refresh_from_db()

    assert stay.state == StayState.IN_HOUSE
    assert ConsentEvent.objects.get(profile=stay.guest_id).source == "tablet"


def test_a_check_in_is_undone_from_the_list(page: Page, stay: Stay) -> None:
    page.goto(f"/h/grand/stays/{stay.pk}/check-in/")
    page.locator("main").get_by_role("button", name="Check in").click()
    page.wait_for_url("**/arrivals/")

    page.get_by_role("link", name="Arrived").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".toast")).to_be_visible()
    stay.refresh_from_db()

    assert stay.state == StayState.BOOKED


@pytest.mark.parametrize("path", ["arrivals", "departures", "in-house", "rooms"])
def test_the_lists_fit_a_phone(phone: Page, stay: Stay, path: Any) -> None:
    phone.goto(f"/h/grand/{path}/")

    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_one_tap_marks_a_room_on_a_phone(phone: Page, double: RoomType) -> None:
    phone.goto("/h/grand/rooms/")

    phone.get_by_role("button", name="Dirty: Room 101").tap()

    expect(phone.locator("tr", has_text="101").locator(".badge.warn")).to_have_text("Dirty")

    assert double.rooms.get(number="101").housekeeping == "dirty"


@pytest.mark.parametrize(
    "path", ["/h/grand/today/", "/h/grand/arrivals/", "/h/grand/reservations/"]
)
def test_from_every_page_the_same_panel_opens(page: Page, stay: Stay, path: Any) -> None:
    page.goto(path)
    if path.endswith("reservations/"):
        page.goto(f"{path}{stay.reservation.code}/")

    page.get_by_role("link", name="Check in").first.click()

    panel = page.locator("#panel")
    expect(panel.get_by_role("heading")).to_have_text("Check in")
    expect(panel.locator(".whose")).to_contain_text(stay.guest.full_name)

    assert page.url.split("/h/")[1].split("/")[1] in path

    panel.get_by_role("button", name="Check in").click()
    expect(page.locator(".toast")).to_contain_text("is checked in, room 101.")
