"""The room plan by mouse, by keyboard and by finger, and seen from two desks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from cardex.models import Profile
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from reservations.domain.rooms.assignment import assign
from reservations.models import Room, RoomNight, RoomType, Stay
from tests.factories.hotels import MembershipFactory
from tests.factories.reservations import (
    AT,
    SYSTEM,
    TODAY,
    RateNightFactory,
    RoomFactory,
    booked_stay,
    day,
)

# What the server tells the page when somebody has changed the plan.
ASK_AGAIN = "document.dispatchEvent(new Event('plan-changed'))"

# Whether today's column, the chosen span and the current page have a ground of their own.
GROUND_OF_CURRENT = """() => {
  const ground = (place) => getComputedStyle(document.querySelector(place)).backgroundColor;
  const pairs = [
    [".plan-date.today", ".plan-date:not(.today)"],
    [".plan-spans [aria-current]", ".plan-spans a:not([aria-current])"],
    [".nav [aria-current]", ".nav a:not([aria-current])"],
  ];
  return pairs.map(([one, other]) => ground(one) !== ground(other));
}"""

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stay(double: RoomType) -> Stay:
    """Two nights from today in room 101."""
    stay = booked_stay(room_type=double, nights=2)
    room = Room.objects.get(number="101")
    assign(stay_id=stay.pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=TODAY)
    return Stay.objects.get(pk=stay.pk)


def open_plan(page: Page) -> None:
    page.goto("/h/grand/plan/?days=7")
    expect(page.locator(".plan-sheet")).to_be_visible()


def bar_of(page: Page, stay: Stay) -> Locator:
    return page.locator(f"a.bar[data-stay='{stay.pk}']:not(.ghost)")


def track(page: Page, number: str) -> Locator:
    return page.locator(f"[data-number='{number}']")


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=8)


def middle(target: Locator) -> tuple[float, float]:
    box = target.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def nights(stay: Stay) -> list[tuple[object, str]]:
    rows = RoomNight.objects.filter(stay=stay, holds=True).order_by("date")
    return list(rows.values_list("date", "room__number"))


def test_a_bar_is_dragged_to_another_room_after_its_verdict_and_back(
    page: Page, stay: Stay
) -> None:
    open_plan(page)
    x, y = middle(bar_of(page, stay))

    drag(page, (x, y), (x, middle(track(page, "102"))[1]))
    expect(page.locator("#plan-hint")).to_contain_text("Room 102 is free.")
    page.mouse.up()

    expect(track(page, "102").locator("a.bar")).to_have_count(1)

    assert nights(stay) == [(day(0), "102"), (day(1), "102")]

    page.get_by_role("button", name="Undo").click()
    expect(track(page, "101").locator("a.bar")).to_have_count(1)

    assert nights(stay) == [(day(0), "101"), (day(1), "101")]


def test_an_end_is_dragged_and_the_new_price_is_confirmed(page: Page, stay: Stay) -> None:
    open_plan(page)
    box = bar_of(page, stay).bounding_box()
    cell = track(page, "101").bounding_box()["width"] / 7

    drag(
        page,
        (box["x"] + box["width"] - 3, box["y"] + 8),
        (box["x"] + box["width"] - 3 + cell, box["y"] + 8),
    )
    expect(page.locator("#plan-hint")).to_contain_text("€300.00 instead of €200.00.")
    page.mouse.up()
    page.locator("#plan-confirm").get_by_role("button", name="Change it").click()

    expect(page.locator(".toast")).to_contain_text("The dates of")

    assert [night for night, _room in nights(stay)] == [day(0), day(1), day(2)]


def test_a_taken_room_refuses_and_the_bar_goes_back(
    page: Page, stay: Stay, double: RoomType
) -> None:
    other = booked_stay(room_type=double, nights=1)
    room = Room.objects.get(number="102")
    assign(stay_id=other.pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=TODAY)
    open_plan(page)
    x, y = middle(bar_of(page, stay))

    drag(page, (x, y), (x, middle(track(page, "102"))[1]))
    page.mouse.up()

    expect(page.locator(".toast")).to_contain_text("Room 102 is taken")

    assert nights(stay) == [(day(0), "101"), (day(1), "101")]


def test_a_bar_is_moved_by_keyboard(page: Page, stay: Stay) -> None:
    open_plan(page)
    bar_of(page, stay).focus()

    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#plan-hint")).to_contain_text("Room 102 is free.")
    page.keyboard.press("Enter")

    expect(track(page, "102").locator("a.bar")).to_have_count(1)

    assert nights(stay) == [(day(0), "102"), (day(1), "102")]


def test_lifting_is_told_before_anything_moves(page: Page, stay: Stay) -> None:
    """M21."""
    open_plan(page)
    bar_of(page, stay).focus()
    page.keyboard.press("m")

    expect(page.locator("#plan-hint")).to_contain_text("Lifted. The arrows move the stay")


def test_in_high_contrast_and_on_paper_a_bar_has_an_end(
    open_page: Callable[..., Page], hotel: Hotel, stay: Stay
) -> None:
    """L6, M18."""
    user = MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user
    page = open_page(user, forced_colors="active")
    open_plan(page)

    expect(bar_of(page, stay)).to_have_css("border-right-width", "1px")
    assert page.evaluate(GROUND_OF_CURRENT) == [True, True, True]

    page.emulate_media(media="print", forced_colors="none")
    expect(bar_of(page, stay)).to_have_css("border-right-width", "1px")
    expect(page.locator(".print-head")).to_contain_text("Grand Hotel")
    expect(page.locator(".print-head")).to_contain_text("10 May 2027")
    expect(page.locator(".nav")).to_be_hidden()
    expect(page.locator(".skip")).to_be_hidden()


def test_escape_leaves_everything_as_it_was(page: Page, stay: Stay) -> None:
    open_plan(page)
    bar_of(page, stay).focus()

    for key in ("m", "ArrowDown", "Escape"):
        page.keyboard.press(key)

    expect(page.locator(".ghost")).to_have_count(0)

    assert nights(stay) == [(day(0), "101"), (day(1), "101")]


def hold_verdicts(page: Page) -> list[str]:
    """Keep questions back until `letGo()` is called; return the drops sent from now on."""
    page.evaluate(
        """() => {
            const { fetch } = window;
            const open = new Promise((resolve) => { window.letGo = resolve; });
            window.fetch = async (...given) => { await open; return fetch(...given); };
        }"""
    )
    drops: list[str] = []
    page.on("request", lambda sent: drops.append(sent.url) if "/plan/drop/" in sent.url else None)
    return drops


def test_escape_while_the_verdict_is_awaited_sends_nothing(page: Page, stay: Stay) -> None:
    open_plan(page)
    drops = hold_verdicts(page)
    bar_of(page, stay).focus()
    for key in ("m", "ArrowDown", "Enter", "Escape"):
        page.keyboard.press(key)
    expect(page.locator(".ghost")).to_have_count(0)
    with page.expect_response("**/plan/verdict/**"):
        page.evaluate("window.letGo()")

    # The next move is the only one that arrives.
    bar_of(page, stay).focus()
    for key in ("m", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("#plan-hint")).to_contain_text("Room 102 is free.")
    page.keyboard.press("Enter")

    expect(track(page, "102").locator("a.bar")).to_have_count(1)

    assert len(drops) == 1


def test_enter_twice_drops_once(page: Page, stay: Stay) -> None:
    open_plan(page)
    drops = hold_verdicts(page)
    bar_of(page, stay).focus()

    for key in ("m", "ArrowDown", "Enter", "Enter"):
        page.keyboard.press(key)
    page.evaluate("window.letGo()")

    expect(track(page, "102").locator("a.bar:not(.ghost)")).to_have_count(1)

    assert len(drops) == 1
    assert nights(stay) == [(day(0), "102"), (day(1), "102")]


def test_arrows_go_from_bar_to_bar_and_enter_opens(
    page: Page, stay: Stay, double: RoomType
) -> None:
    later = booked_stay(room_type=double, arrival=day(3))
    room = Room.objects.get(number="101")
    assign(stay_id=later.pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=TODAY)
    open_plan(page)
    bar_of(page, stay).focus()

    page.keyboard.press("ArrowRight")
    expect(bar_of(page, later)).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/reservations/{later.reservation.code}/**")


@pytest.fixture
def priced(double: RoomType) -> None:
    """A rate plan that costs 100 on ten nights."""
    first = RateNightFactory(room_type=double, rate_plan__hotel=double.hotel, date=TODAY)
    for number in range(1, 10):
        RateNightFactory(room_type=double, rate_plan=first.rate_plan, date=day(number))


def test_an_arrival_is_dragged_before_the_check_in(page: Page, stay: Stay, priced: None) -> None:
    open_plan(page)
    box = bar_of(page, stay).bounding_box()
    cell = track(page, "101").bounding_box()["width"] / 7

    drag(page, (box["x"] + 3, box["y"] + 8), (box["x"] + 3 + cell, box["y"] + 8))
    expect(page.locator("#plan-hint")).to_contain_text("1 night")
    page.mouse.up()
    page.locator("#plan-confirm").get_by_role("button", name="Change it").click()

    expect(page.locator(".toast")).to_contain_text("The dates of")

    assert nights(stay) == [(day(1), "101")]


def test_changed_dates_are_taken_back(page: Page, stay: Stay, priced: None) -> None:
    open_plan(page)
    box = bar_of(page, stay).bounding_box()
    cell = track(page, "101").bounding_box()["width"] / 7
    end = box["x"] + box["width"] - 3

    drag(page, (end, box["y"] + 8), (end + cell, box["y"] + 8))
    page.mouse.up()
    page.locator("#plan-confirm").get_by_role("button", name="Change it").click()
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".toast").last).to_contain_text("is as it was")

    assert [night for night, _room in nights(stay)] == [day(0), day(1)]


def test_free_cells_open_a_booking_with_room_and_dates(
    page: Page, stay: Stay, priced: None
) -> None:
    open_plan(page)
    box = track(page, "102").bounding_box()
    cell, y = box["width"] / 7, box["y"] + box["height"] / 2

    drag(page, (box["x"] + 2.5 * cell, y), (box["x"] + 4.5 * cell, y))
    expect(page.locator("#plan-hint")).to_contain_text("3 nights")
    page.mouse.up()

    panel = page.locator("#panel")
    expect(panel.get_by_role("heading")).to_have_text("New reservation in room 102")
    expect(panel.get_by_label("Arrival")).to_have_value(day(1).isoformat())
    expect(panel.get_by_label("Departure")).to_have_value(day(4).isoformat())


def test_a_guest_is_booked_from_a_click_on_a_free_cell(
    page: Page, stay: Stay, priced: None
) -> None:
    open_plan(page)
    box = track(page, "102").bounding_box()

    page.mouse.click(box["x"] + 1.5 * box["width"] / 7, box["y"] + box["height"] / 2)
    panel = page.locator("#panel")
    panel.get_by_text("A new guest").click()
    panel.get_by_label("Last name").fill("Novák")
    panel.get_by_role("button", name="Book").click()

    expect(track(page, "102").locator("a.bar")).to_contain_text("Novák")
    expect(panel).to_be_hidden()
    booked = Stay.objects.get(guest__last_name="Novák")

    assert (booked.arrival, booked.departure, booked.room.number) == (TODAY, day(1), "102")


def test_free_cells_are_booked_by_keyboard(page: Page, stay: Stay, priced: None) -> None:
    open_plan(page)
    bar_of(page, stay).focus()

    page.keyboard.press("b")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#plan-hint")).to_contain_text("2 nights")
    page.keyboard.press("Enter")

    expect(page.locator("#panel").get_by_label("Arrival")).to_have_value(day(2).isoformat())
    expect(page.locator("#panel").get_by_label("Departure")).to_have_value(day(4).isoformat())


def test_shift_and_arrow_change_the_departure(page: Page, stay: Stay, priced: None) -> None:
    open_plan(page)
    bar_of(page, stay).focus()

    page.keyboard.press("m")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#plan-hint")).to_contain_text("3 nights")
    page.keyboard.press("Enter")
    page.locator("#plan-confirm").get_by_role("button", name="Change it").click()

    expect(page.locator(".toast")).to_contain_text("The dates of")

    assert [night for night, _room in nights(stay)] == [day(0), day(1), day(2)]


def test_a_bar_of_the_tray_is_dragged_into_a_room(page: Page, double: RoomType) -> None:
    waiting = booked_stay(room_type=double)
    open_plan(page)
    x, y = middle(bar_of(page, waiting))

    drag(page, (x, y), (x, middle(track(page, "102"))[1]))
    expect(page.locator("#plan-hint")).to_contain_text("Room 102 is free.")
    page.mouse.up()

    expect(track(page, "102").locator("a.bar")).to_have_count(1)

    assert nights(waiting) == [(day(0), "102")]


def test_a_dirty_room_is_told_before_the_drop(page: Page, stay: Stay) -> None:
    Room.objects.filter(number="102").update(housekeeping="dirty")
    open_plan(page)
    x, y = middle(bar_of(page, stay))

    drag(page, (x, y), (x, middle(track(page, "102"))[1]))
    expect(page.locator("#plan-hint")).to_contain_text("Room 102 is not clean yet.")
    page.mouse.up()

    expect(track(page, "102").locator("a.bar")).to_have_count(1)


def test_what_another_desk_does_appears_and_only_its_rows_change(page: Page, stay: Stay) -> None:
    open_plan(page)
    page.evaluate("document.querySelector('#plan-head').isTheSame = true")
    room = Room.objects.get(number="102")
    assign(stay_id=stay.pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=TODAY)

    page.evaluate(ASK_AGAIN)

    expect(track(page, "102").locator("a.bar")).to_have_count(1)
    expect(track(page, "101").locator("a.bar")).to_have_count(0)

    assert page.evaluate("document.querySelector('#plan-head').isTheSame")


def test_nothing_is_exchanged_while_a_bar_is_carried(
    page: Page, stay: Stay, double: RoomType
) -> None:
    open_plan(page)
    x, y = middle(bar_of(page, stay))
    drag(page, (x, y), (x + 20, y + 4))
    other = booked_stay(room_type=double)
    room = Room.objects.get(number="102")
    assign(stay_id=other.pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=TODAY)

    page.evaluate(ASK_AGAIN)
    expect(page.locator(".ghost")).to_have_count(1)

    assert track(page, "102").locator("a.bar").count() == 0

    page.keyboard.press("Escape")
    page.mouse.up()
    page.evaluate(ASK_AGAIN)
    expect(track(page, "102").locator("a.bar")).to_have_count(1)


def test_the_card_shows_while_the_pointer_rests_and_its_deeds_work(page: Page, stay: Stay) -> None:
    open_plan(page)

    bar_of(page, stay).hover()

    card = page.locator("#plan-card")
    expect(card).to_contain_text(stay.reservation.code)
    card.get_by_role("link", name="Check in").click()
    expect(page.locator("#panel")).to_be_visible()
    expect(card).to_be_hidden()


def test_the_space_bar_opens_the_card(page: Page, stay: Stay) -> None:
    open_plan(page)
    bar_of(page, stay).focus()

    page.keyboard.press("Space")

    expect(page.locator("#panel")).to_contain_text(stay.reservation.code)


def test_a_guest_is_found_without_accents(page: Page, stay: Stay) -> None:
    Profile.objects.filter(pk=stay.guest_id).update(first_name="Zoë", last_name="Dvořák")
    open_plan(page)

    page.get_by_label("Find a guest on the plan").fill("dvorak zoe")
    expect(page.locator("[data-found]")).to_have_text("1 stay found")
    page.keyboard.press("Enter")

    expect(bar_of(page, stay)).to_be_focused()


def test_arrows_of_the_week_leave_a_way_back(page: Page, stay: Stay) -> None:
    open_plan(page)
    first = page.locator(".plan-range").text_content()

    page.get_by_role("link", name="Later").click()
    expect(page.locator(".plan-range")).not_to_have_text(first)

    assert f"from={(TODAY + timedelta(days=6)).isoformat()}" in page.url

    page.go_back()

    expect(page.locator(".plan-range")).to_have_text(first)
    expect(bar_of(page, stay)).to_be_visible()


def test_a_filter_swaps_the_plan_and_stays_open_for_the_next(
    page: Page, stay: Stay, double: RoomType
) -> None:
    booked_stay(room_type=double)
    open_plan(page)

    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Only rooms free on").check()

    expect(track(page, "101")).to_have_count(0)
    expect(page.get_by_label("Only rooms free on")).to_be_focused()

    assert "free=1" in page.url
    assert "type=" not in page.url


def test_the_width_of_a_day_is_remembered(page: Page, stay: Stay) -> None:
    open_plan(page)
    narrow = bar_of(page, stay).bounding_box()["width"]

    for _press in range(3):
        page.get_by_role("button", name="Wider days").click()
    page.reload()

    assert bar_of(page, stay).bounding_box()["width"] > narrow


def test_the_plan_reads_without_javascript(
    open_page: Callable[..., Page], hotel: Hotel, stay: Stay
) -> None:
    user = MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user
    page = open_page(user, java_script_enabled=False)
    open_plan(page)

    expect(track(page, "101").get_by_role("link")).to_have_count(1)
    page.goto(bar_of(page, stay).get_attribute("href"))

    page.wait_for_url(f"**/reservations/{stay.reservation.code}/**")


class Finger:
    """One finger on the glass, as the browser's own input and not as made-up events."""

    def __init__(self, page: Page) -> None:
        self.wire = page.context.new_cdp_session(page)

    def put(self, kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self.wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def slide(self, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        for step in range(1, steps + 1):
            part = step / steps
            x = start[0] + (end[0] - start[0]) * part
            y = start[1] + (end[1] - start[1]) * part
            self.put("touchMove", (x, y))


def test_a_long_press_lifts_a_bar_and_a_finger_carries_it(phone: Page, stay: Stay) -> None:
    open_plan(phone)
    finger = Finger(phone)
    x, y = middle(bar_of(phone, stay))
    target = (x, middle(track(phone, "102"))[1])

    finger.put("touchStart", (x, y))
    expect(phone.locator(".ghost")).to_have_count(1)
    finger.slide((x, y), target)
    expect(phone.locator("#plan-hint")).to_contain_text("Room 102 is free.")
    finger.put("touchEnd")

    expect(track(phone, "102").locator("a.bar")).to_have_count(1)

    assert nights(stay) == [(day(0), "102"), (day(1), "102")]


def test_a_finger_that_moves_at_once_scrolls_and_lifts_nothing(
    phone: Page, stay: Stay, double: RoomType
) -> None:
    for number in range(103, 140):
        RoomFactory(room_type=double, number=str(number))
    open_plan(phone)
    finger = Finger(phone)
    x, y = middle(track(phone, "105"))

    for _swipe in range(3):
        finger.put("touchStart", (x, y))
        finger.slide((x, y), (x, y - 150), steps=12)
        finger.put("touchEnd")

    expect(track(phone, "101")).not_to_be_in_viewport()

    assert phone.locator(".ghost").count() == 0
    assert nights(stay) == [(day(0), "101"), (day(1), "101")]


def test_a_tap_opens_the_card_with_its_deeds(phone: Page, stay: Stay) -> None:
    open_plan(phone)

    bar_of(phone, stay).tap()

    panel = phone.locator("#panel")
    expect(panel).to_contain_text(stay.reservation.code)
    expect(panel.get_by_role("link", name="Check in")).to_be_visible()


def test_the_plan_fits_a_phone(phone: Page, stay: Stay) -> None:
    open_plan(phone)

    assert phone.evaluate("document.documentElement.scrollWidth") == 390

    expect(bar_of(phone, stay)).to_be_visible()


def test_a_guest_is_found_on_the_plan_as_in_every_list(page: Page, stay: Stay) -> None:
    Profile.objects.filter(pk=stay.guest_id).update(first_name="Anne-Marie", last_name="O’Brien")
    open_plan(page)

    for text in ("obrien", "O'Brien anne", "Annemarie", "ANNE MARIE"):
        page.locator("[data-find]").fill(text)
        expect(page.locator(".bar.found")).to_have_count(1)
    page.locator("[data-find]").fill("Ruiz")
    expect(page.locator(".bar.found")).to_have_count(0)
