"""With keys alone: where the focus is seen, where it goes, and how often Tab is pressed."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cardex.models import Profile
from reservations.models import Reservation, RoomType
from tests.browser.hands import WITHOUT_RING, Keys
from tests.factories.reservations import RateNightFactory, RatePlanFactory, booked_stay, day

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]
MOST_TABS = 40
# What Tab reaches and doesn't show that it has the focus.
BARE = f"""
() => {{
  const bare = [];
  const stops = "a[href], button, input:not([type='hidden']), select, textarea, summary";
  for (const stop of document.querySelectorAll(`${{stops}}, [tabindex='0']`)) {{
    if (stop.tabIndex < 0 || !stop.checkVisibility()) continue;
    stop.focus({{ focusVisible: true }});
    if (document.activeElement !== stop) continue;
    const why = ({WITHOUT_RING})(stop);
    if (why) bare.push(why + ": " + stop.outerHTML.slice(0, 80));
  }}
  return bare;
}}
"""


def test_a_guest_is_booked_with_less_than_forty_tabs(page: Page, double: RoomType) -> None:
    """L9: six offers stand between the dates and the guest."""
    for number in range(6):
        plan = RatePlanFactory(hotel=double.hotel, name=f"Plan {number}")
        RateNightFactory(rate_plan=plan, room_type=double, date=day(0))
    page.goto("/h/grand/reservations/new/")
    keys = Keys(page)
    expect(page.locator("#id_arrival")).to_be_focused()
    keys.tab_to("Choose Double, Plan 0")
    keys.key("Enter")
    expect(page.locator("#booking-basket .count")).to_have_text("1")
    expect(page.get_by_role("link", name="On to the guest")).to_be_attached()
    keys.tab_to("On to the guest")
    keys.key("Enter")
    keys.tab_to("A new guest")
    keys.key("Enter")
    keys.tab_to("Last name")
    page.keyboard.type("Keyboardson")
    keys.tab_to("On to the chosen rooms")
    keys.key("Enter")
    keys.tab_to("Book")
    keys.key("Enter")
    page.wait_for_url(re.compile(r"/reservations/[A-Z0-9]{6}/$"))

    assert Reservation.objects.get().booker.last_name == "Keyboardson"
    assert keys.tabs < MOST_TABS, keys.tabs


def test_after_a_check_in_the_focus_is_on_the_next_guest(page: Page, double: RoomType) -> None:
    """L9: the row of the guest is gone; the panel begins in its first field."""
    for name in ("Amis", "Beck"):
        guest = Profile.objects.get(pk=booked_stay(room_type=double).guest_id)
        Profile.objects.filter(pk=guest.pk).update(last_name=name)
    page.goto("/h/grand/arrivals/")
    keys = Keys(page)
    page.get_by_role("link", name="Check in").first.focus()
    first = page.locator("#stays tbody tr").first.locator(".row-link").inner_text()
    keys.key("Enter")
    panel = page.locator("#panel")
    expect(panel.get_by_label("Room")).to_be_focused()
    keys.tab_to("Check in")
    keys.key("Enter")
    expect(page.locator(".toast")).to_contain_text("is checked in")

    left = page.locator("#stays tbody tr").first.locator(".row-link")
    expect(left).to_be_focused()
    assert left.inner_text() != first


def test_after_the_last_check_in_the_focus_is_on_what_comes_next(
    page: Page, double: RoomType
) -> None:
    """L9: "All departures" comes next on Today; a figure above leads to the same page."""
    booked_stay(room_type=double)
    page.goto("/h/grand/today/")
    page.get_by_role("link", name="Check in").focus()
    keys = Keys(page)
    keys.key("Enter")
    expect(page.locator("#panel").get_by_label("Room")).to_be_focused()
    keys.tab_to("Check in", "button")
    keys.key("Enter")
    expect(page.locator(".toast")).to_contain_text("is checked in")

    expect(page.get_by_role("link", name="All departures")).to_be_focused()


@pytest.mark.parametrize("path", ["today/", "plan/?days=7", "reservations/new/"])
def test_whatever_has_the_focus_shows_it(page: Page, double: RoomType, path: Any) -> None:
    """L1: everything that Tab reaches has a ring, and nothing around it cuts the ring off."""
    booked_stay(room_type=double)
    page.goto(f"/h/grand/{path}")

    assert page.evaluate(BARE) == []
