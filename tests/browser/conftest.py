"""A real browser at a live server; a console error or a breach of the policy fails the test."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from reservations.models import RoomType
from tests.conftest import CHROMIUM
from tests.factories.hotels import MembershipFactory, OpenHotelFactory
from tests.factories.reservations import RoomFactory, RoomTypeFactory

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Signed out, without a network, declined, refused, gone, to be mended: what the pages show to the
# person.
MEANT = re.compile(
    r"Failed to load resource: (.* status of (401|402|409|410|422) |net::ERR_INTERNET_DISCONNECTED)"
)
# A question that is asked anew while its answer is under way (hx-sync) is taken back; htmx says so.
TAKEN_BACK = re.compile(r"htmx:(afterRequest|sendAbort), ")
# A page may be slow where other workers use the processors too.
PATIENCE = 15_000
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """A function that opens a page of the live server, signed in as a user when one is given."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(user: Any = None, *, viewport: Any = None, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport=viewport or DESK, locale="en-GB", **options
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([session_cookie(user, live_server.url)])
        return heard(context.new_page(), complaints)

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def hotel(transactional_db: None) -> Hotel:
    """A hotel on its business date 2027-05-10."""
    return OpenHotelFactory(code="grand", name="Grand Hotel")


@pytest.fixture
def double(hotel: Hotel) -> RoomType:
    """A type with two rooms, 101 and 102."""
    room_type = RoomTypeFactory(hotel=hotel, code="DBL", name="Double")
    for number in ("101", "102"):
        RoomFactory(room_type=room_type, number=number)
    return room_type


@pytest.fixture
def page(open_page: Callable[..., Page], hotel: Hotel) -> Page:
    """A page at the desk's screen, signed in as a front desk clerk of the hotel."""
    return open_page(MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user)


@pytest.fixture
def phone(open_page: Callable[..., Page], hotel: Hotel) -> Page:
    """The same on a phone."""
    user = MembershipFactory(hotel=hotel, role=Role.MANAGER).user
    return open_page(user, viewport=PHONE, has_touch=True, is_mobile=True)


def heard(page: Page, complaints: list[str]) -> Page:
    """The page, with every error of its console and scripts written down."""
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if is_error(said) else None)
    return page


def is_error(said: ConsoleMessage) -> bool:
    """Chromium also calls an answer an error by which we refuse what was sent."""
    is_meant = MEANT.search(said.text) or TAKEN_BACK.match(said.text)
    return said.type == "error" and not is_meant


def session_cookie(user: Any, url: str) -> Any:
    """What signs the user in at the server of this address."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}
