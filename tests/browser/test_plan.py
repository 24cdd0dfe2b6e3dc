"""The room plan by mouse, by keyboard and on a phone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from reservations.domain.rooms import assign
from reservations.models import Room, RoomNight, Stay
from tests.factories.reservations import AT, SYSTEM, TODAY, booked_stay, day

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stay(double) -> Stay:
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


def test_a_bar_is_dragged_to_another_room_after_its_verdict_and_back(page, stay):
    open_plan(page)
    x, y = middle(bar_of(page, stay))

    drag(page, (x, y), (x, middle(track(page, "102"))[1]))
    expect(page.locator(".plan-hint")).to_contain_text("Room 102 is free.")
    page.mouse.up()

    expect(track(page, "102").locator("a.bar")).to_have_count(1)
    assert nights(stay) == [(day(0), "102"), (day(1), "102")]
    page.get_by_role("button", name="Undo").click()
    expect(track(page, "101").locator("a.bar")).to_have_count(1)
    assert nights(stay) == [(day(0), "101"), (day(1), "101")]


def test_an_end_is_dragged_and_the_new_price_is_confirmed(page, stay):
    open_plan(page)
    box = bar_of(page, stay).bounding_box()
    cell = track(page, "101").bounding_box()["width"] / 7

    drag(
        page,
        (box["x"] + box["width"] - 3, box["y"] + 8),
        (box["x"] + box["width"] - 3 + cell, box["y"] + 8),
    )
    expect(page.locator(".plan-hint")).to_contain_text("€300.00 instead of €200.00.")
    page.mouse.up()
    page.locator("#plan-confirm").get_by_role("button", name="Change it").click()

    expect(page.locator(".toast")).to_contain_text("The dates of")
    assert [night for night, _room in nights(stay)] == [day(0), day(1), day(2)]


def test_a_taken_room_refuses_and_the_bar_goes_back(page, stay, double):
    other = booked_stay(room_type=double, nights=1)
    room = Room.objects.get(number="102")
    assign(stay_id=other.pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=TODAY)
    open_plan(page)
    x, y = middle(bar_of(page, stay))

    drag(page, (x, y), (x, middle(track(page, "102"))[1]))
    page.mouse.up()

    expect(page.locator(".toast")).to_contain_text("Room 102 is taken")
    assert nights(stay) == [(day(0), "101"), (day(1), "101")]


def test_a_bar_is_moved_by_keyboard(page, stay):
    open_plan(page)
    bar_of(page, stay).focus()

    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".plan-hint")).to_contain_text("Room 102 is free.")
    page.keyboard.press("Enter")

    expect(track(page, "102").locator("a.bar")).to_have_count(1)
    assert nights(stay) == [(day(0), "102"), (day(1), "102")]


def test_escape_leaves_everything_as_it_was(page, stay):
    open_plan(page)
    bar_of(page, stay).focus()

    for key in ("m", "ArrowDown", "Escape"):
        page.keyboard.press(key)

    expect(page.locator(".ghost")).to_have_count(0)
    assert nights(stay) == [(day(0), "101"), (day(1), "101")]


def test_arrows_go_from_bar_to_bar_and_enter_opens(page, stay, double):
    later = booked_stay(room_type=double, arrival=day(3))
    room = Room.objects.get(number="101")
    assign(stay_id=later.pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=TODAY)
    open_plan(page)
    bar_of(page, stay).focus()

    page.keyboard.press("ArrowRight")
    expect(bar_of(page, later)).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/reservations/{later.reservation.code}/**")


def test_free_cells_lead_to_a_reservation_with_room_and_dates(page, stay):
    open_plan(page)
    box = track(page, "102").bounding_box()
    cell, y = box["width"] / 7, box["y"] + box["height"] / 2

    drag(page, (box["x"] + 2.5 * cell, y), (box["x"] + 4.5 * cell, y))
    page.mouse.up()

    page.wait_for_url("**/reservations/new/**")
    room = Room.objects.get(number="102")
    assert f"arrival={day(1)}&departure={day(4)}" in page.url
    assert page.url.endswith(f"room={room.pk}")


def test_what_another_desk_does_appears(page, stay):
    open_plan(page)
    room = Room.objects.get(number="102")
    assign(stay_id=stay.pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=TODAY)

    page.evaluate("window.htmx.trigger('#plan-sheet', 'plan-changed')")

    expect(track(page, "102").locator("a.bar")).to_have_count(1)


def test_the_plan_fits_a_phone(phone, stay):
    open_plan(phone)

    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    expect(bar_of(phone, stay)).to_be_visible()
