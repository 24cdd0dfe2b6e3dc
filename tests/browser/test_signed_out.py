"""Signed out, signed in elsewhere, without a network: what was typed goes on, nothing is lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel, User
from reservations.enums import StayState
from reservations.models import Reservation, RoomType
from tests.browser.conftest import session_cookie
from tests.factories.hotels import PASSWORD, MembershipFactory
from tests.factories.reservations import RateNightFactory, RatePlanFactory, booked_stay, day

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]
NEW = "/h/grand/reservations/new/"


@pytest.fixture
def clerk(hotel: Hotel) -> User:
    return MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user


@pytest.fixture
def page(open_page: Callable[..., Page], clerk: User) -> Page:
    return open_page(clerk)


def sign_out(page: Page, *, forgets_token: bool = False) -> None:
    """The session ends while the page stands open."""
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    if forgets_token:
        page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)


def sign_in(page: Page, clerk: User) -> None:
    """In the log-in that has opened over the page; the name is there already."""
    door = page.get_by_role("dialog", name="Sign in again")
    expect(door.get_by_label("Password")).to_be_focused()
    expect(door.get_by_label("Username")).to_have_value(clerk.username)
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def type_a_booking(page: Page, double: RoomType) -> None:
    plan = RatePlanFactory(hotel=double.hotel, name="Flexible")
    RateNightFactory(rate_plan=plan, room_type=double, date=day(0))
    page.goto(NEW)
    page.get_by_role("button", name="Choose Double, Flexible").click()
    expect(page.locator("#booking-basket .count")).to_have_text("1")
    page.get_by_text("A new guest").click()
    page.get_by_label("Last name").fill("Whitfield")
    page.get_by_label("Notes of the house").fill("Late")


@pytest.mark.parametrize("forgets_token", [False, True])
def test_a_booking_goes_on_after_the_session_has_ended(
    page: Page, double: RoomType, clerk: User, forgets_token: Any
) -> None:
    """L2: with the token of the page still good, and without."""
    type_a_booking(page, double)
    sign_out(page, forgets_token=forgets_token)
    page.get_by_role("button", name="Book", exact=True).click()
    sign_in(page, clerk)
    page.wait_for_url(re.compile(r"/reservations/[A-Z0-9]{6}/$"))

    booked = Reservation.objects.get()
    assert (booked.booker.last_name, booked.notes) == ("Whitfield", "Late")


def test_who_does_not_sign_in_now_keeps_the_form_and_sends_it_later(
    page: Page, double: RoomType, clerk: User
) -> None:
    """L2."""
    type_a_booking(page, double)
    sign_out(page)
    book = page.get_by_role("button", name="Book", exact=True)
    book.click()
    page.get_by_role("dialog").get_by_role("button", name="Not now").click()
    expect(book).not_to_have_attribute("aria-busy", "true")
    expect(page.get_by_label("Last name")).to_have_value("Whitfield")

    book.click()
    sign_in(page, clerk)
    page.wait_for_url(re.compile(r"/reservations/[A-Z0-9]{6}/$"))


def test_after_a_log_in_in_another_tab_the_form_goes_by_itself(
    page: Page, double: RoomType, clerk: User
) -> None:
    """L3: the token of the page has become too old; the person is the same."""
    type_a_booking(page, double)
    another_log_in(page, clerk)
    page.get_by_role("button", name="Book", exact=True).click()
    page.wait_for_url(re.compile(r"/reservations/[A-Z0-9]{6}/$"))

    assert Reservation.objects.count() == 1


def test_nobody_sends_under_the_name_of_another_unasked(
    page: Page, double: RoomType, hotel: Hotel
) -> None:
    """L3: another person has signed in in this browser."""
    other = MembershipFactory(
        hotel=hotel, role=Role.FRONT_DESK, user__first_name="Ada", user__last_name="Byron"
    ).user
    type_a_booking(page, double)
    another_log_in(page, other)
    page.get_by_role("button", name="Book", exact=True).click()
    door = page.get_by_role("dialog", name="Sign in again")
    expect(door).to_contain_text("Ada")

    assert not Reservation.objects.exists()

    door.get_by_role("button", name="Go on as Ada Byron").click()
    page.wait_for_url(re.compile(r"/reservations/[A-Z0-9]{6}/$"))


def test_a_plain_form_waits_for_the_network_and_for_the_log_in(
    page: Page, double: RoomType, clerk: User
) -> None:
    """L2, M17: the check-in as a page of its own."""
    stay = booked_stay(room_type=double, nights=2)
    page.goto(f"/h/grand/stays/{stay.pk}/check-in/")
    page.get_by_role("textbox", name="Keys").fill("Two, at the bar")
    button = page.locator("main").get_by_role("button", name="Check in")
    page.context.set_offline(True)
    button.click()
    expect(page.locator(".toast")).to_contain_text("The server did not answer.")
    expect(page.get_by_role("textbox", name="Keys")).to_have_value("Two, at the bar")

    page.context.set_offline(False)
    sign_out(page, forgets_token=True)
    button.click()
    door = page.get_by_role("dialog", name="Sign in again")
    door.get_by_label("Password").fill("wrong")
    door.get_by_role("button", name="Sign in").click()
    expect(door).to_contain_text("correct username and password")
    sign_in(page, clerk)
    page.wait_for_url("**/arrivals/")
    stay.refresh_from_db()

    assert (stay.state, stay.key_note) == (StayState.IN_HOUSE, "Two, at the bar")


def test_a_panel_opens_after_the_log_in(page: Page, double: RoomType, clerk: User) -> None:
    """L2: what only asks is asked again too."""
    booked_stay(room_type=double)
    page.goto("/h/grand/arrivals/")
    sign_out(page)
    page.get_by_role("link", name="Check in").click()
    sign_in(page, clerk)

    expect(page.locator("#panel").get_by_role("button", name="Check in")).to_be_visible()


def another_log_in(page: Page, person: User) -> None:
    """In another tab of the same browser: a new session and a new token."""
    url = page.url.split("/h/")[0]
    page.context.add_cookies([session_cookie(person, url)])
    token = {"name": settings.CSRF_COOKIE_NAME, "value": "n" * 32, "url": url}
    page.context.add_cookies([token])
