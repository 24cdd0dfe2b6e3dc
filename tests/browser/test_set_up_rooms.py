"""Rooms from lines and prices of a season: what is typed is shown before it is done."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from reservations.models import RateNight, Room
from tests.factories.hotels import MembershipFactory
from tests.factories.reservations import RatePlanFactory

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]


def test_rooms_are_made_from_lines_and_get_their_prices(
    open_page: Callable[..., Page], hotel: Hotel
) -> None:
    RatePlanFactory(hotel=hotel, name="Best rate")
    page = open_page(MembershipFactory(hotel=hotel, role=Role.MANAGER).user)
    page.goto("/h/grand/set-up/rooms/bulk/")

    page.get_by_label("Rooms", exact=True).fill("101-103 double, sea view")
    expect(page.get_by_role("status").get_by_text("3 rooms")).to_be_visible()
    page.get_by_label("Name").fill("Double room")
    # The type that was confirmed stays when another line is written.
    page.get_by_label("Rooms", exact=True).press_sequentially("\n201 double", delay=5)
    expect(page.get_by_role("status").get_by_text("4 rooms")).to_be_visible()
    page.get_by_role("button", name="Make the rooms").click()
    expect(page.get_by_role("link", name="201")).to_be_visible()
    assert Room.objects.filter(room_type__name="Double room").count() == 4

    page.goto("/h/grand/set-up/rates/?month=2027-06")
    page.get_by_label("Price of a night").fill("135")
    trial = page.locator("#trial")
    expect(trial).to_contain_text("30 are new")
    page.get_by_label("Mon", exact=True).uncheck()
    expect(trial).to_contain_text("26 are new")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("row", name="Tue 1 Jun €135.00")).to_be_visible()
    expect(page.get_by_role("row", name="Mon 7 Jun no price")).to_be_visible()
    assert RateNight.objects.count() == 26
