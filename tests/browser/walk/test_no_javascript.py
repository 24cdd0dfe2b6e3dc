"""Every page can be read, and every form sent, with JavaScript switched off."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from tests.browser.walk.house import Walked
from tests.browser.walk.places import DOORS, PLACES
from tests.browser.walk.test_accessibility import tell
from tests.browser.walk.window import Window, opened

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db]

# What only a script could bring to life: it must not be in sight when none runs.
READ = """() => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const name = (element) => element.outerHTML.slice(0, 160);
  const all = (css) => [...document.querySelectorAll(css)].filter(shown);
  const idle = "button[type=button], [role=combobox][hx-get]:not([name]), [data-opens]";
  return {
    heading: all("h1").map((one) => one.innerText.trim()).join(" "),
    text: all("main").map((one) => one.innerText.trim()).join(" "),
    dead: all(idle).map(name),
    nowhere: all("a:not([href]), a[hx-get]:not([href])").map(name),
    empty: all("[hx-get][hx-trigger*=load]").filter((one) => !one.innerText.trim()).map(name),
    unsent: all("input, select, textarea").filter((one) => one.name && !one.form).map(name),
    waiting: all(".skeleton, [aria-busy=true]").map(name),
  };
}"""


@pytest.fixture(scope="module")
def plain(browser: Browser, address: str, walked: Walked) -> Iterator[Window]:
    """The window of somebody whose browser runs no scripts."""
    window = opened(browser, address, walked.person, java_script_enabled=False)
    yield window
    window.page.context.close()


@pytest.mark.parametrize("name", {**PLACES, **DOORS})
def test_a_page_needs_no_script(plain: Window, walked: Walked, name: str) -> None:
    place = PLACES.get(name) or DOORS[name]
    tell(f"{path}: {line}" for path in place(walked) for line in faults(plain, path))


def faults(window: Window, path: str) -> Iterator[str]:
    """Open a page and name what cannot be read, pressed or sent on it."""
    window.page.goto(window.address + path, wait_until="load")
    read: dict[str, Any] = window.page.evaluate(READ)
    if not read["heading"]:
        yield "has no heading"
    if len(read["text"]) < len(read["heading"]) + 20:
        yield f"shows next to nothing: {read['text']!r}"
    if path == reverse("desk:design"):
        read["waiting"] = []
    for what in ("dead", "nowhere", "empty", "unsent", "waiting"):
        for element in read[what]:
            yield f"{what}: {element}"
