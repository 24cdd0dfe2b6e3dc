"""The panels that give and change a room: the free rooms follow the date that is typed."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hotelpms.hotels.enums import Role
from hotelpms.kit.actor import SYSTEM
from reservations.domain.rooms import assignment
from reservations.models import Room, RoomNight, RoomType, Stay
from tests.factories.hotels import MembershipFactory
from tests.factories.reservations import AT, TODAY, booked_stay, day

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]


def given(stay: Stay, number: str) -> Stay:
    room = Room.objects.get(hotel=stay.hotel, number=number)
    return assignment.assign(
        stay_id=stay.pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=TODAY
    )


@pytest.fixture
def stay(double: RoomType) -> Stay:
    """Three nights for which no single room is free: 102 is taken at first, 101 at last."""
    given(booked_stay(room_type=double), "102")
    given(booked_stay(room_type=double, arrival=day(2)), "101")
    return booked_stay(room_type=double, nights=3)


def rooms_of(stay: Stay) -> list[str | None]:
    nights = RoomNight.objects.filter(stay=stay).order_by("date")
    return list(nights.values_list("room__number", flat=True))


def test_a_guest_who_fits_no_single_room_is_split_from_the_panel(page: Page, stay: Stay) -> None:
    page.goto(f"/h/grand/reservations/{stay.reservation.code}/")
    page.get_by_role("link", name="Give a room").click()
    panel = page.locator("#panel")
    expect(panel.get_by_text("No room is free for all these nights.")).to_be_visible()
    panel.get_by_label("Another room from the night of").fill(str(day(1)))
    panel.get_by_label("The room after that").select_option(label="102 · Clean")
    panel.get_by_label("Free room").select_option(label="101 · Clean")
    panel.get_by_role("button", name="Give this room").click()
    expect(page.locator(".toast")).to_contain_text("Room 101 is given")

    assert rooms_of(stay) == ["101", "102", "102"]


def test_a_move_offers_the_rooms_of_its_night(page: Page, double: RoomType) -> None:
    given(booked_stay(room_type=double, arrival=day(1)), "102")
    moved = given(booked_stay(room_type=double, nights=3), "101")
    page.goto(f"/h/grand/stays/{moved.pk}/move/")
    rooms = page.locator("#id_room option:not([value=''])")
    expect(rooms).to_have_count(0)
    page.get_by_label("Reason").fill("Noise")
    page.get_by_label("From the night of").fill(str(day(2)))

    expect(rooms).to_have_text(["102 · Clean"])
    expect(page.get_by_label("Reason")).to_have_value("Noise")


def test_without_scripts_a_button_asks_for_the_rooms(
    open_page: Callable[..., Page], stay: Stay, double: RoomType
) -> None:
    clerk: Any = MembershipFactory(hotel=double.hotel, role=Role.FRONT_DESK).user
    page = open_page(clerk, java_script_enabled=False)
    page.goto(f"/h/grand/stays/{stay.pk}/room/")
    page.get_by_label("Another room from the night of").fill(str(day(1)))
    page.get_by_role("button", name="Show the free rooms").click()
    page.get_by_label("Free room").select_option(label="101 · Clean")
    page.get_by_label("The room after that").select_option(label="102 · Clean")
    page.locator("main").get_by_role("button", name="Give this room").click()

    expect(page.locator("body")).to_contain_text("Room 101 is given")

    assert rooms_of(stay) == ["101", "102", "102"]
