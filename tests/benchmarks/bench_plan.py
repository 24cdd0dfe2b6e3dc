"""The room plan of a very large house: 500 rooms and 62 days, in a real browser.

Frames are counted while the sheet is scrolled, and on an empty page in the same run: the machine's
own pace is the floor. Without the browser only the building of the page is measured.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.benchmarks.bench_pages import House, address
from tests.benchmarks.conftest import Tell
from tests.benchmarks.measure import best
from tests.browser.conftest import ARGUMENTS, DESK
from tests.conftest import CHROMIUM
from tests.factories.hotels import MembershipFactory
from tests.factories.reservations import TODAY

pytestmark = pytest.mark.usefixtures("real_rows")

ROOMS, DAYS = 500, 62
STAYS = ROOMS * DAYS // 4  # a stay of three nights, then an empty one

# Scrolls a thousand pixels a second, down and across, and tells the time of every frame.
SCROLL = """async () => {
  const box = document.querySelector(".plan-scroll");
  const deltas = [];
  await new Promise((done) => {
    let last = performance.now();
    const first = last;
    const step = (now) => {
      deltas.push(now - last);
      last = now;
      if (box) box.scrollBy(4, 40);
      if (now - first < 2500) requestAnimationFrame(step);
      else done();
    };
    requestAnimationFrame(step);
  });
  return deltas.slice(1).sort((a, b) => a - b);
}"""


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # Playwright runs a loop of its own; Django would take the thread for an asynchronous one.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.mark.needs_chromium
def test_the_plan_of_a_very_large_house(
    live_server: Any, browser: Browser, client: Client, tell: Tell
) -> None:
    house = House(rooms=ROOMS)
    house.fill(STAYS, TODAY - timedelta(days=1))
    client.force_login(MembershipFactory(hotel=house.hotel).user)
    page = address(house, "reservations:plan")
    query = {"days": str(DAYS)}
    built = best(lambda: client.get(page, query), times=7)
    few = best(lambda: client.get(page, {"days": "7"}), times=7)
    size = len(client.get(page, query).content)
    week = f"7 days of it ({few * 1000:.0f} ms)"
    tell(f"room plan, {ROOMS} rooms x {DAYS} days", f"{built * 1000:.0f} ms", week, built / few)

    seen = open_page(browser, live_server.url, client)
    # By turns, and the calmest round of each: other programs share the machine.
    rounds = [
        (frames(seen, "/no-such-page/"), frames(seen, f"{page}?days={DAYS}")) for _ in range(3)
    ]
    empty, full = (
        Frames(*(min(values) for values in zip(*pages, strict=True)))
        for pages in zip(*rounds, strict=True)
    )
    nodes = seen.evaluate("document.querySelectorAll('*').length")
    about = f"{nodes:,} nodes, {size / 1e6:.1f} MB"
    for what, act, floor in (
        ("a frame of its scrolling", full.mean, empty.mean),
        ("the slowest of 100 frames", full.slowest, empty.slowest),
        ("computing time of a frame", full.busy, empty.busy),
    ):
        tell(what, f"{act:.1f} ms", f"an empty page ({floor:.1f} ms); {about}", act / floor)


def open_page(browser: Browser, url: str, client: Client) -> Page:
    context = browser.new_context(base_url=url, viewport=DESK)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}])
    return context.new_page()


class Frames(NamedTuple):
    """Milliseconds of a frame: the mean, the 99th percentile, and what the page's thread computed.

    The first two grow when other programs take the processor; the third does not.
    """

    mean: float
    slowest: float
    busy: float


def frames(page: Page, path: str) -> Frames:
    """Scroll the page and return the times of its frames."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    wire = page.context.new_cdp_session(page)
    wire.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = computed(wire)
    deltas = page.evaluate(SCROLL)
    busy = 1000 * (computed(wire) - before) / len(deltas)
    wire.detach()
    return Frames(sum(deltas) / len(deltas), deltas[int(len(deltas) * 0.99)], busy)


def computed(wire: CDPSession) -> float:
    """Return the seconds of processor time that the page's main thread has taken."""
    metrics = wire.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")
