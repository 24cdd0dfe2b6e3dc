"""A window that tells what is wrong with the page it shows."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response

from hotelpms.hotels.models import User
from tests.browser.conftest import DESK, PHONE, heard, session_cookie
from tests.browser.walk.contrast import Contrast

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# Its own fetching of style sheets asks for what they import beside the page, where nothing is.
# Contrast is measured by itself (contrast.py).
RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "iframes": False,
    "preload": False,
    "rules": {"color-contrast": {"enabled": False}},
}
# How much of the page may move by itself: a tenth of what browsers call needing improvement.
STEADY = 0.02
# What a page asks for: the shell's own style sheets and modules are most of it, and the plan's
# twenty modules come on top. A browser asks once for each, then the cache answers.
REQUESTS = 96

# Sums up how far things moved without anybody touching them.
OBSERVE = """
window.moved = 0;
window.moves = new PerformanceObserver((list) => window.addMoves(list.getEntries()));
window.addMoves = (entries) => { for (const entry of entries) window.moved += entry.value; };
window.moves.observe({ type: "layout-shift", buffered: true });
"""
MOVED = """() => {
  window.addMoves(window.moves.takeRecords());
  const moved = window.moved;
  window.moved = 0;
  return moved;
}"""
# The frame that every page has around its own matter.
FRAME = [".topbar", ".nav", ".bottom-bar", "#shortcuts", "#palette", ".skip", "#toasts"]
RUN = """async ([within, options, apart]) => {
  const include = [...document.querySelectorAll(within)];
  const exclude = apart.filter((css) => document.querySelector(css)).map((css) => [css]);
  return include.length ? (await axe.run({ include, exclude }, options)).violations : [];
}"""
QUIET = """() => document.readyState === "complete"
  && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")
  && !document.documentElement.hasAttribute("data-busy")"""
# What never ends, such as the shimmer of something that loads, isn't waited for.
PAINTED = """() => {
  const ends = (one) => Number.isFinite(one.effect?.getComputedTiming().endTime);
  const painted = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    .then(() => Promise.all(
      document.getAnimations().filter(ends).map((one) => one.finished.catch(() => null))));
  return Promise.race([painted.then(() => true), new Promise((done) => setTimeout(done, 3000))]);
}"""


@dataclass
class Window:
    """One tab. `complaints` is what went wrong since the page was opened: errors of its console,
    refusals of its policy, answers that are errors, other hosts that were asked.
    """

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    # In which sizes the frame of the pages was looked at.
    framed: set[str] = field(default_factory=set)
    contrast: Contrast = field(default_factory=Contrast)

    def open(self, path: str) -> int:
        """Open a page, wait until all its fragments have arrived; return its status."""
        self.complaints.clear()
        self.requests.clear()
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer is not None
        self.settle()
        return answer.status

    def settle(self) -> None:
        """Wait until nothing is being fetched and everything stands still."""
        self.page.wait_for_function(QUIET)
        self.page.evaluate(PAINTED)

    def wrongs(self) -> list[str]:
        """What was complained about; the console repeats every bad answer without its address."""
        return [one for one in self.complaints if not one.startswith("Failed to load resource")]

    def violations(self, options: dict[str, Any] = RULES, within: str = "html") -> list[str]:
        """Ask axe-core about what a selector finds on the page; one line for each."""
        self._load_axe()
        told = [
            f"{rule['id']}: {' '.join(node['target'])} {_why(node)}"
            for rule in self.page.evaluate(RUN, [within, options, self._looked_at(within)])
            for node in rule["nodes"][:4]
        ]
        return told + self.pale(within)

    def _looked_at(self, within: str) -> list[str]:
        """Return what of a whole page was looked at before in this size: its frame, but once."""
        if within != "html":
            return []
        size = str(self.page.viewport_size)
        if size in self.framed:
            return FRAME
        self.framed.add(size)
        return []

    def pale(self, within: str = "html") -> list[str]:
        """Ask axe-core about the contrast of what looks like nothing that was measured before."""
        self._load_axe()
        return self.contrast.faults(self.page, within)

    def dress(self, theme: str) -> None:
        """Show the page in "light" or "dark", and wait until its colours have arrived."""
        self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        self.page.evaluate(PAINTED)

    def at_desk(self) -> None:
        self.page.set_viewport_size(DESK)  # type: ignore[arg-type]

    def on_phone(self) -> None:
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]

    def overflow(self) -> list[str]:
        """Say so when the page is wider than the window."""
        widths = "[document.documentElement.scrollWidth, window.innerWidth]"
        page, window = self.page.evaluate(widths)
        return [f"{page} px wide in a window of {window} px"] if page > window else []

    def _load_axe(self) -> None:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)

    def unsteadiness(self) -> list[str]:
        """Say so when what the page shows moved by itself since this was asked last."""
        moved = self.page.evaluate(MOVED)
        return [f"the layout shifts by {moved:.3f}"] if moved >= STEADY else []


def opened(browser: Browser, address: str, person: User | None, **options: Any) -> Window:
    """A new window at the server, signed in as the person when one is given."""
    context: BrowserContext = browser.new_context(
        viewport=options.pop("viewport", DESK), locale="en-GB", reduced_motion="reduce", **options
    )
    if person is not None:
        context.add_cookies([session_cookie(person, address)])
    context.add_init_script(OBSERVE)
    window = Window(context.new_page(), address)
    host = urlsplit(address).netloc

    def note(request: Request) -> None:
        if not request.url.startswith("data:"):
            window.requests.append(request.url)
            if urlsplit(request.url).netloc != host:
                window.complaints.append(f"asked another host: {request.url}")

    def judge(answer: Response) -> None:
        if answer.status >= 400 and not answer.request.is_navigation_request():
            window.complaints.append(f"{answer.status} {answer.url}")

    heard(window.page, window.complaints)
    window.page.on("request", note)
    window.page.on("response", judge)
    return window


def _why(node: dict[str, Any]) -> str:
    for check in [*node["any"], *node["all"], *node["none"]]:
        return str(check["message"])
    return ""
