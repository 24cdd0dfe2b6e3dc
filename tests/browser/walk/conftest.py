"""One hotel and one server for all pages: built once, only looked at, emptied at the end."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser.walk.house import Walked, furnished
from tests.browser.walk.window import Window, opened


@pytest.fixture(scope="package")
def walked(django_db_setup: None, django_db_blocker: Any) -> Iterator[Walked]:
    """The furnished hotel, at noon of its business date."""
    with furnished(django_db_blocker) as walked:
        yield walked


@pytest.fixture(scope="package")
def address(walked: Walked) -> Iterator[str]:
    """Where the hotel is served."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture(scope="package")
def window(browser: Browser, address: str, walked: Walked) -> Iterator[Window]:
    """The one window of everybody who has signed in."""
    window = opened(browser, address, walked.person)
    yield window
    window.page.context.close()


@pytest.fixture(scope="package")
def door(browser: Browser, address: str) -> Iterator[Window]:
    """The window of somebody nobody knows."""
    window = opened(browser, address, None)
    yield window
    window.page.context.close()
