"""A stay from the booking to the closed day, by plain forms in a browser that runs no scripts."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hotelpms.demo.domain import house as demonstration
from hotelpms.hotels.domain.business_day import business_date
from hotelpms.hotels.models import Hotel, User
from invoicing.models import Charge, Invoice
from reservations.enums import StayState
from reservations.models import Stay
from tests.journeys.conftest import told_clock, worker_at_once
from tests.journeys.house import FIRST, Clock

__all__ = ["told_clock", "worker_at_once"]

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.needs_pango,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def hotel(transactional_db: None, worker_at_once: None, told_clock: Clock) -> Any:
    """The demonstration hotel on its first day, before anybody has booked."""
    return demonstration.build(first=FIRST, now=told_clock.now())


@pytest.fixture
def plain(open_page: Callable[..., Page], hotel: Hotel) -> Page:
    """The desk of somebody with all rights whose browser runs no scripts."""
    return open_page(User.objects.get(username="admin"), java_script_enabled=False)


def test_a_whole_stay_needs_no_script(plain: Page, hotel: Hotel, told_clock: Clock) -> None:
    book(plain)
    stay = Stay.objects.get(hotel=hotel)

    told_clock.turn_to(FIRST, 15)
    plain.goto("/h/miramar/arrivals/")
    plain.get_by_role("link", name="Check in").first.click()
    plain.locator("main").get_by_role("button", name="Check in").click()
    stay.refresh_from_db()

    assert stay.state == StayState.IN_HOUSE

    plain.goto(f"/h/miramar/stays/{stay.pk}/folio/")
    plain.get_by_role("link", name="Post a charge").first.click()
    plain.get_by_label("Charge code").select_option(label="Bar")
    plain.get_by_label("Unit price").fill("6.50")
    plain.locator("main").get_by_role("button", name="Post charge").click()
    expect(plain.locator("main")).to_contain_text("€6.50")

    close_the_day(plain, told_clock)

    assert business_date(hotel) == date(2027, 5, 11)
    assert Charge.objects.filter(hotel=hotel, code__code="ROOM").count() == 1

    told_clock.turn_to(date(2027, 5, 11), 9)
    pay_and_leave(plain, stay)
    stay.refresh_from_db()

    assert stay.state == StayState.DEPARTED
    assert str(Invoice.objects.get(hotel=hotel).total) == "118.50"


def book(plain: Page) -> None:
    plain.goto("/h/miramar/reservations/new/")
    plain.locator("main").get_by_label("Arrival", exact=True).fill("2027-05-10")
    plain.locator("main").get_by_label("Departure", exact=True).fill("2027-05-11")
    plain.get_by_role("button", name="Show offers").click()
    plain.get_by_role("button", name="Choose Double room, Best available rate").click()
    plain.locator("summary", has_text="A new guest").click()
    plain.get_by_label("First name").fill("Ana")
    plain.get_by_label("Last name").fill("Ruiz")
    plain.locator("main").get_by_role("button", name="Book", exact=True).click()
    plain.wait_for_url(re.compile(r"/reservations/\w{6}/"))


def close_the_day(plain: Page, clock: Clock) -> None:
    clock.turn_to(date(2027, 5, 11), 0, 30)
    plain.goto("/h/miramar/closing/")
    plain.locator("main").get_by_role("button", name="Start the night closing").click()
    plain.wait_for_url(re.compile(r"/closing/\d+/"))


def pay_and_leave(plain: Page, stay: Stay) -> None:
    plain.goto(f"/h/miramar/stays/{stay.pk}/check-out/")
    plain.locator("main").get_by_role("link", name="Take €118.50").click()
    plain.get_by_label("Payment method").select_option(label="Cash")
    plain.locator("main").get_by_role("button", name="Take payment").click()
    plain.wait_for_url("**/check-out/**")
    plain.locator("main").get_by_role("button", name="Invoice and check out").click()
    expect(plain.locator("main")).to_contain_text("Ana Ruiz left")
