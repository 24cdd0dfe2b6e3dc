"""The frame in a browser: palette, bell, menus, shortcuts, doors."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import BusinessDay, Hotel
from hotelpms.kit import clock, languages
from reservations.models import RoomType, Stay
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import MembershipFactory, OpenHotelFactory, UserFactory
from tests.factories.reservations import TODAY, booked_stay

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]
LANGUAGES = languages.codes()


@pytest.fixture
def stay(double: RoomType) -> Stay:
    """Zoe Zorn is due in today."""
    guest = ProfileFactory(first_name="Zoe", last_name="Zorn")
    return booked_stay(room_type=double, booker_id=guest.pk)


@pytest.fixture
def night(open_page: Callable[..., Page], hotel: Hotel) -> Page:
    """A page of the night auditor, for whom a closing waits."""
    NightClosing.objects.create(
        hotel=hotel,
        business_date=TODAY,
        state=ClosingState.BLOCKED,
        started_at=clock.now() - timedelta(hours=1),
        started_by="Night",
    )
    return open_page(MembershipFactory(hotel=hotel, role=Role.NIGHT_AUDITOR).user)


def start(page: Page, path: str = "today/") -> None:
    page.goto(f"/h/grand/{path}")


def at(page: Page, path: str) -> str:
    """The full address of a path."""
    return f"{page.url.split('/h/')[0]}{path}"


def palette(page: Page) -> Any:
    return page.get_by_role("combobox", name="Search and commands")


def chosen(page: Page) -> Any:
    return page.locator("#palette [aria-selected='true']")


def open_palette(page: Page, text: str = "") -> None:
    page.keyboard.press("Control+k")
    expect(palette(page)).to_be_focused()
    page.keyboard.type(text)


# --- palette ------------------------------------------------------------------------------------


def test_the_palette_goes_to_a_page_by_keyboard(page: Page) -> None:
    start(page)
    open_palette(page, "arriv")

    expect(chosen(page)).to_contain_text("Arrivals")
    page.keyboard.press("Enter")

    expect(page).to_have_url(at(page, "/h/grand/arrivals/"))


def test_the_arrows_move_through_the_list_and_the_screen_reader_is_told(page: Page) -> None:
    start(page)
    open_palette(page)
    expect(chosen(page)).to_contain_text("Reservation")

    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("Walk-in")
    expect(palette(page)).to_have_attribute(
        "aria-activedescendant", chosen(page).get_attribute("id") or "-"
    )
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(chosen(page)).not_to_contain_text("Walk-in")
    expect(palette(page)).to_be_focused()


def test_enter_waits_for_the_answer_to_what_was_typed(page: Page, stay: Stay) -> None:
    start(page)
    open_palette(page, "zorn")
    page.keyboard.press("Enter")

    expect(page).to_have_url(at(page, f"/h/grand/reservations/{stay.reservation.code}/"))


def test_a_guest_is_checked_in_from_the_palette_in_the_panel(page: Page, stay: Stay) -> None:
    start(page)
    open_palette(page, "check in zorn")
    expect(chosen(page)).to_contain_text("Check in: Zoe Zorn")
    page.keyboard.press("Enter")

    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator("#panel")).to_contain_text("Zoe Zorn")


def test_escape_closes_it_even_with_a_text_and_the_focus_comes_back(page: Page) -> None:
    start(page)
    page.get_by_role("link", name="Plan", exact=True).first.focus()
    open_palette(page, "zzz")
    page.keyboard.press("Escape")

    expect(page.locator("#palette")).to_be_hidden()
    expect(page.get_by_role("link", name="Plan", exact=True).first).to_be_focused()


def test_what_was_opened_last_comes_first(page: Page, stay: Stay) -> None:
    code = stay.reservation.code
    start(page, f"reservations/{code}/")
    start(page)
    open_palette(page)

    expect(page.locator("#palette")).to_contain_text("Opened last")
    expect(chosen(page)).to_contain_text(code)


def test_the_slash_and_the_search_field_open_it_too(page: Page) -> None:
    start(page)
    page.keyboard.press("/")
    expect(palette(page)).to_be_focused()
    page.keyboard.press("Escape")

    page.locator("#search").click()
    expect(palette(page)).to_be_focused()


def test_the_theme_is_a_command_and_stays(page: Page) -> None:
    start(page)
    open_palette(page, "dark")
    expect(chosen(page)).to_contain_text("Dark")
    page.keyboard.press("Enter")

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    start(page, "plan/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_language_is_a_command(page: Page) -> None:
    start(page)
    open_palette(page, "espa")
    expect(chosen(page)).to_contain_text("Español")
    page.keyboard.press("Enter")

    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page).to_have_url(at(page, "/h/grand/today/"))


def test_signing_out_is_a_command(page: Page) -> None:
    start(page)
    open_palette(page, "sign out")
    expect(chosen(page)).to_contain_text("Sign out")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


# --- shortcuts ----------------------------------------------------------------------------------


def test_two_letters_go_to_a_page(page: Page) -> None:
    start(page)
    page.keyboard.type("gp")

    expect(page.locator("[data-plan]")).to_be_visible()


def test_letters_typed_into_a_field_go_nowhere(page: Page) -> None:
    start(page, "cardex/")
    page.locator("main input[type='search'], main input[type='text']").first.focus()
    page.keyboard.type("gp?/")

    expect(page).to_have_url(at(page, "/h/grand/cardex/"))
    expect(page.locator("#shortcuts")).to_be_hidden()


def test_the_list_of_shortcuts_opens_and_single_keys_can_be_switched_off(page: Page) -> None:
    start(page)
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.get_by_label("Single keys").uncheck()
    page.keyboard.press("Escape")

    page.keyboard.press("/")
    expect(page.locator("#palette")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()


# --- bell ---------------------------------------------------------------------------------------


def test_the_bell_counts_shows_and_is_marked_as_seen(night: Page) -> None:
    start(night)
    expect(night.locator("#bell-count")).to_contain_text("1")
    night.locator("#bell").click()
    expect(night.locator("#panel")).to_contain_text("waits for a decision")

    night.get_by_role("button", name="Mark all as seen").click()
    expect(night.get_by_role("button", name="Mark all as seen")).to_have_count(0)
    expect(night.locator("#bell-count")).to_have_text("")
    night.keyboard.press("Escape")

    expect(night.locator("#bell")).to_be_focused()


def test_a_notification_leads_to_where_it_is_solved(night: Page) -> None:
    start(night)
    night.locator("#bell").click()
    night.get_by_role("link", name="waits for a decision").click()

    expect(night).to_have_url(at(night, f"/h/grand/closing/{NightClosing.objects.get().pk}/"))


def test_the_bell_asks_again_every_minute_while_the_page_is_in_sight(
    open_page: Callable[..., Page], hotel: Hotel
) -> None:
    clerk = open_page(MembershipFactory(hotel=hotel, role=Role.NIGHT_AUDITOR).user)
    clerk.clock.install()
    start(clerk)
    expect(clerk.locator("#bell")).to_be_visible()
    with clerk.expect_response("**/notifications/count/"):
        clerk.clock.run_for(61_000)


# --- menus, panels, pages -----------------------------------------------------------------------


def test_a_menu_closes_when_the_focus_leaves_it(page: Page) -> None:
    start(page)
    page.locator(".topbar-end details.menu summary").first.click()
    expect(page.locator(".topbar-end .menu-panel").first).to_be_visible()
    page.locator("main a").first.focus()

    expect(page.locator(".topbar-end .menu-panel").first).to_be_hidden()


def test_a_stays_menu_closes_when_a_panel_opens_and_gets_the_focus_back(
    page: Page, stay: Stay
) -> None:
    start(page, f"reservations/{stay.reservation.code}/")
    menu = page.locator("main details.menu", has=page.locator("[hx-target='#panel-body']")).first
    menu.locator("summary").click()
    menu.locator("[hx-target='#panel-body']").first.click()
    expect(page.locator("#panel")).to_be_visible()
    expect(menu).not_to_have_attribute("open", "")
    page.keyboard.press("Escape")

    expect(menu.locator("summary")).to_be_focused()


def test_the_back_button_undoes_what_was_typed_into_the_search_page(page: Page, stay: Stay) -> None:
    start(page)
    start(page, "search/")
    page.get_by_label("Guest, company, reservation, room or invoice").fill("zorn")
    expect(page.locator("#search-results")).to_contain_text("Zoe Zorn")
    expect(page).to_have_url(at(page, "/h/grand/search/?q=zorn"))
    page.go_back()

    expect(page).to_have_url(at(page, "/h/grand/today/"))
    expect(page.locator("main")).to_contain_text("Arrivals")


def test_the_way_past_the_navigation_leads_into_the_page(page: Page) -> None:
    start(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def test_an_error_is_told_inside_the_open_panel(page: Page, stay: Stay) -> None:
    start(page)
    open_palette(page)
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('toast', {detail: {level: 'error', text: 'Lost'}}))"
    )
    expect(page.locator("#palette #toasts")).to_contain_text("Lost")
    page.locator("#palette").get_by_role("button", name="Close").last.click()

    expect(page.locator("#palette #toasts .toast:not(.leaving)")).to_have_count(0)


# --- hotel and date -----------------------------------------------------------------------------


def test_a_business_date_behind_the_calendar_is_said_in_words(
    open_page: Callable[..., Page], hotel: Hotel
) -> None:
    BusinessDay.objects.update(date=clock.now().date() - timedelta(days=3))
    clerk = MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user
    for viewport in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        shown = open_page(clerk, viewport=viewport)
        start(shown)
        expect(shown.locator(".business-date")).to_contain_text("Business date")
        expect(shown.locator(".calendar-date")).to_be_in_viewport()


def test_another_hotel_shows_the_same_page(open_page: Callable[..., Page], hotel: Hotel) -> None:
    user = MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user
    MembershipFactory(
        user=user, hotel=OpenHotelFactory(code="annex", name="Annex"), role=Role.FRONT_DESK
    )
    clerk = open_page(user)
    start(clerk, "cardex/")
    clerk.locator("[data-menu='hotels'] summary").click()
    clerk.locator("[data-menu='hotels']").get_by_role("link", name="Annex").click()

    expect(clerk).to_have_url(at(clerk, "/h/annex/cardex/"))


def test_many_hotels_are_narrowed_down_by_typing(
    open_page: Callable[..., Page], hotel: Hotel
) -> None:
    user = MembershipFactory(hotel=hotel).user
    for number in range(9):
        MembershipFactory(
            user=user, hotel=OpenHotelFactory(code=f"x{number}", name=f"House {number}")
        )
    clerk = open_page(user)
    start(clerk)
    menu = clerk.locator("[data-menu='hotels']")
    menu.locator("summary").click()
    menu.get_by_role("searchbox").fill("house 7")

    expect(menu.locator(".menu-panel a:visible")).to_have_text([re.compile(r"House 7\s+Prague")])


# --- phone --------------------------------------------------------------------------------------


def test_the_phone_has_four_daily_pages_and_the_rest_behind_more(phone: Page) -> None:
    start(phone)
    bar = phone.locator(".bottom-bar")
    expect(bar.locator("> a")).to_have_text(["Today", "Plan", "Reservations", "Rooms"])
    bar.locator("summary").tap()
    bar.get_by_role("link", name="Invoices").tap()

    expect(phone).to_have_url(at(phone, "/h/grand/invoices/"))


def test_the_palette_fills_the_phone(phone: Page) -> None:
    start(phone)
    phone.locator(".search-link").tap()
    expect(palette(phone)).to_be_focused()
    opened = phone.locator("#palette")
    opened.evaluate("dialog => Promise.all(dialog.getAnimations().map(move => move.finished))")
    box = opened.bounding_box()

    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_of_the_navigation_is_cut_off_in_any_language(
    open_page: Callable[..., Page], hotel: Hotel, language: Any
) -> None:
    user = MembershipFactory(
        hotel=hotel, role=Role.CLIENT_ADMIN, user=UserFactory(language=language)
    )
    phone = open_page(user.user, viewport={"width": 360, "height": 780})
    start(phone)
    cut = """selector => [...document.querySelectorAll(selector)]
        .filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent.trim())"""

    assert phone.evaluate(cut, ".bottom-bar > a, .bottom-bar summary, .bottom-bar, .topbar") == []

    phone.locator(".bottom-bar summary").click()

    assert phone.evaluate(cut, ".bottom-bar .menu-panel a") == []

    phone.set_viewport_size({"width": 1440, "height": 900})

    assert phone.evaluate(cut, ".nav a, .nav a span, .topbar") == []


# --- doors --------------------------------------------------------------------------------------


def test_the_door_shows_the_house_and_speaks_the_visitors_language(
    open_page: Callable[..., Page], hotel: Hotel
) -> None:
    door = open_page()
    door.goto("/login/")
    expect(door.locator(".door-house")).to_contain_text("Grand Hotel")
    door.get_by_role("button", name="Español").click()

    expect(door.locator("html")).to_have_attribute("lang", "es")
    expect(door.get_by_label("Nombre de usuario")).to_be_visible()


def test_without_javascript_the_search_form_finds(
    open_page: Callable[..., Page], hotel: Hotel, stay: Stay
) -> None:
    user = MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user
    plain = open_page(user, java_script_enabled=False)
    start(plain)
    plain.locator("#search").fill("zorn")
    plain.locator("#search").press("Enter")

    expect(plain.locator("main")).to_contain_text("Zoe Zorn")
    expect(plain.locator("#palette")).to_be_hidden()


def test_what_is_told_twice_stands_once_and_an_error_is_an_alert(page: Page) -> None:
    start(page)
    page.evaluate(
        """() => {
          const tell = (detail) => document.dispatchEvent(new CustomEvent("toast", { detail }));
          for (const _time of [1, 2, 3]) tell({ level: "error", text: "Try again." });
          tell({ level: "success", text: "Room 101 is clean." });
        }"""
    )

    expect(page.get_by_role("alert").filter(has_text="Try again.")).to_have_count(1)
    expect(page.locator("#toasts [role='status'] .toast")).to_have_text("Room 101 is clean.")
    expect(page.locator("#toasts .toast")).to_have_count(2)


def test_what_was_done_is_told_for_ten_seconds_and_more(page: Page, stay: Stay) -> None:
    """WCAG 2.2.1: six seconds are too short for who reads slowly."""
    start(page, f"stays/{stay.pk}/check-in/")
    page.clock.install()
    page.locator("main").get_by_role("button", name="Check in").click()
    page.wait_for_url("**/arrivals/")
    expect(page.locator(".toast")).to_contain_text("is checked in")
    page.clock.fast_forward(10_000)

    expect(page.locator(".toast:not(.leaving)")).to_contain_text("is checked in")

    page.clock.fast_forward(10_000)

    expect(page.locator(".toast")).to_have_count(0)
