"""The day at the desk: notes ticked off in place, and a page that keeps up by itself."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hotelpms.hotels.models import Hotel
from reservations.models import RoomType, Trace
from tests.factories.hotels import DepartmentFactory
from tests.factories.reservations import booked_stay

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def spa(hotel: Hotel) -> Any:
    return DepartmentFactory(hotel=hotel, code="spa", name="Spa")


def write(page: Page, text: str) -> None:
    page.locator("#traces").get_by_role("link", name="New trace").click()
    panel = page.locator("#panel")
    panel.get_by_label("What is to be done").fill(text)
    panel.get_by_role("button", name="Write the trace").click()


def test_a_trace_is_written_ticked_off_and_brought_back_without_a_new_page(
    page: Page, double: RoomType, spa: Any
) -> None:
    page.goto("/h/grand/today/")
    page.evaluate("window.sameDocument = true")
    write(page, "Towels for the pool")

    note = page.locator("#traces .trace", has_text="Towels for the pool")
    expect(note).to_contain_text("Spa")
    expect(page.locator("#panel")).to_be_hidden()
    note.get_by_role("button", name="Done: Towels for the pool").click()
    expect(note).to_have_count(0)

    assert Trace.objects.get().state == "done"

    page.locator(".toast", has_text="Done:").get_by_role("button", name="Undo").click()
    expect(note).to_be_visible()

    assert Trace.objects.get().state == "open"
    assert page.evaluate("window.sameDocument") is True


def test_a_trace_is_changed_in_the_panel_and_a_mistake_keeps_what_was_typed(
    page: Page, double: RoomType, spa: Any
) -> None:
    page.goto("/h/grand/today/")
    write(page, "Towels")

    page.locator("#traces").get_by_role("link", name="Towels").click()
    panel = page.locator("#panel")
    panel.get_by_label("What is to be done").fill("Blankets")
    panel.get_by_label("Date").fill("2027-05-01")
    # The browser would refuse the date by itself; the house's own answer is asked for.
    page.locator("#trace").evaluate("form => form.noValidate = true")
    panel.get_by_role("button", name="Save").click()
    expect(panel).to_contain_text("A trace cannot be due before the business date.")
    expect(panel.get_by_label("What is to be done")).to_have_value("Blankets")

    panel.get_by_label("Date").fill("2027-05-10")
    panel.get_by_role("button", name="Save").click()
    expect(page.locator("#traces .trace", has_text="Blankets")).to_be_visible()


def test_the_day_keeps_up_by_itself_while_somebody_looks(page: Page, double: RoomType) -> None:
    page.clock.install()
    page.goto("/h/grand/today/")
    expect(page.locator("#arrivals")).to_contain_text("Nobody is still expected today.")
    stay = booked_stay(room_type=double)

    page.clock.fast_forward("01:10")

    expect(page.locator("#arrivals")).to_contain_text(stay.guest.full_name)


def test_it_waits_while_a_hand_is_at_work_in_it(page: Page, double: RoomType) -> None:
    page.clock.install()
    page.goto("/h/grand/today/")
    page.locator("#occupancy summary").click()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.clock.fast_forward("05:00")

    assert [url for url in asked if "seen=" in url] == []

    expect(page.locator("#occupancy table")).to_be_visible()


def test_the_day_fits_a_phone(phone: Page, double: RoomType) -> None:
    booked_stay(room_type=double)
    phone.goto("/h/grand/today/")

    assert phone.evaluate("document.documentElement.scrollWidth") == 390

    expect(phone.locator("#arrivals").get_by_role("link", name="Check in")).to_be_visible()


def test_the_work_of_the_desk_is_in_sight_without_scrolling(page: Page, double: RoomType) -> None:
    booked_stay(room_type=double)
    page.goto("/h/grand/today/")

    for part in ("#arrivals", "#departures", "#occupancy"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= 900
