"""One walk over every page: at the desk and on a phone, in light and dark.

axe-core finds nothing. The console stays silent, the policy refuses nothing, no other host is
asked. Nothing runs out of a phone's window, and what arrives later moves nothing.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.browser.walk.house import Walked
from tests.browser.walk.overlays import faults_of_overlays
from tests.browser.walk.places import DOORS, PLACES
from tests.browser.walk.set_up import ADMIN
from tests.browser.walk.window import REQUESTS, RULES, Window

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db]

# An expired link says so in its status.
SHOWN = (200, 410)
# Django leaves the heads over hidden keys and over the tick that deletes a row empty.
SET_UP_RULES = RULES | {"rules": RULES["rules"] | {"empty-table-header": {"enabled": False}}}
ERRORS = sorted(
    path.stem for path in Path(settings.BASE_DIR, "templates/errors").glob("[0-9]*.html")
)


@pytest.mark.parametrize("name", PLACES)
def test_a_staff_page(window: Window, walked: Walked, name: str) -> None:
    tell(
        line
        for path in PLACES[name](walked)
        for line in (*faults(window, path), *faults_of_overlays(window))
    )


@pytest.mark.parametrize("name", ADMIN)
def test_a_page_of_the_set_up(window: Window, walked: Walked, name: str) -> None:
    tell(
        line
        for path in ADMIN[name](walked)
        for line in faults(window, path, rules=SET_UP_RULES, has_own_phone_look=False)
    )


@pytest.mark.parametrize("name", DOORS)
def test_a_page_without_log_in(door: Window, walked: Walked, name: str) -> None:
    tell(line for path in DOORS[name](walked) for line in faults(door, path))


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_page(door: Window, status: str) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    context = {
        "message": "Room 101 is taken.",
        "posted": [("room", "1")],
        "action": "/",
        "back": "/",
        "is_stale_form": False,
    }
    page = render_to_string(f"errors/{status}.html", context, request)
    door.page.route("**/broken/", lambda route: route.fulfill(body=page, content_type="text/html"))
    tell(faults(door, "/broken/"))
    door.page.unroute_all()


def faults(
    window: Window,
    path: str,
    *,
    rules: dict[str, Any] = RULES,
    has_own_phone_look: bool = True,
) -> list[str]:
    """Open a page and return all that is wrong with it; the window is left at the desk, light."""
    status = window.open(path)
    found = [] if status in SHOWN else [f"answered {status}"]
    # Read before axe-core runs: it styles elements to measure them, which our policy refuses.
    found += [*window.wrongs(), *window.unsteadiness(), *too_many(window.requests)]
    found += [f"light: {line}" for line in window.violations(rules)]
    window.dress("dark")
    found += [f"dark: {line}" for line in window.pale()]
    window.on_phone()
    found += window.overflow()
    if has_own_phone_look:
        found += [f"phone, dark: {line}" for line in window.violations(rules)]
    window.at_desk()
    window.dress("light")
    return [f"{path}: {line}" for line in found]


def too_many(requests: list[str]) -> list[str]:
    return [f"asks {len(requests)} times"] if len(requests) > REQUESTS else []


def tell(found: Iterable[str]) -> None:
    """Fail with everything that was found, one line for each."""
    lines = list(found)
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)
