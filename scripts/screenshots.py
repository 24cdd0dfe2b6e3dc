"""Pictures of the main pages: three widths, light and dark, into docs/screenshots/.

`make screenshots` starts an edition on a throw-away folder and closes it again;
`--url http://127.0.0.1:8000` takes the pictures of one that runs (without the payment page, whose
link nobody but its reader knows). A page that is missing, a wrong status, a text that runs out of
the window or an error in the browser's console is told, and ends the run with 1.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
CHROMIUM = Path("/usr/bin/chromium")
WIDTHS = {390: 844, 1440: 900, 2560: 1440}
THEMES = ("light", "dark")
COLOURS = 128
START_SECONDS = 300
PAGE_SECONDS = 15
# Everything that comes later has come.
QUIET = """() => document.readyState === "complete" && !document.querySelector(".htmx-request")
  && !document.documentElement.hasAttribute("data-busy")"""


@dataclass(frozen=True)
class Page:
    """A picture: the name of the address; `via` names the page whose first link leads there.

    `query` follows the address, `press` is what is pressed on the page, `door` is seen by somebody
    who has not signed in.
    """

    name: str
    view: str
    via: str = ""
    query: str = ""
    press: str = ""
    door: bool = False
    status: int = 200


PAGES = (
    Page("login", "hotels:login", door=True),
    Page("today", "desk:today"),
    Page("palette", "desk:today", press="[data-palette]"),
    Page("notifications", "desk:today", press="#bell"),
    Page("search", "desk:search", query="?q=ru"),
    Page("plan", "reservations:plan"),
    Page("plan-month", "reservations:plan", query="?days=31"),
    Page("arrivals", "reservations:arrivals"),
    Page("departures", "reservations:departures"),
    Page("in-house", "reservations:in_house"),
    Page("rooms", "reservations:rooms"),
    Page("traces", "reservations:traces"),
    Page("reservations", "reservations:list"),
    Page("reservation", "reservations:detail", via="reservations:list"),
    Page("new-reservation", "reservations:new"),
    Page("check-in", "reservations:check_in", via="reservations:arrivals"),
    Page("check-in-panel", "reservations:arrivals", press="main a[href*=check-in][hx-get]"),
    Page("check-out", "invoicing:check_out", via="reservations:departures"),
    Page("cardex", "cardex:list"),
    Page("card", "cardex:card", via="cardex:list"),
    Page("money", "invoicing:home"),
    Page("folio", "invoicing:folio", via="invoicing:home"),
    Page("charge-panel", "invoicing:folio", via="invoicing:home", press="main [hx-get*=charge]"),
    Page("invoices", "invoicing:invoices"),
    Page("invoice", "invoicing:invoice", via="invoicing:invoices"),
    Page("online-payments", "invoicing:receipts"),
    Page("closing", "closing:overview"),
    Page("closing-progress", "closing:detail", via="closing:overview"),
    Page("reports", "reports:list"),
    Page("report-flash", "reports:report", via="reports:list"),
    Page("outbox", "messaging:outbox"),
    Page("message", "messaging:message", via="messaging:outbox"),
    Page("templates", "messaging:templates"),
    Page("template", "messaging:template", via="messaging:templates"),
    Page("accounts", "messaging:accounts"),
    Page("crm", "crm:home"),
    Page("day-setup", "crm:day_setup"),
    Page("caught-mails", "desk:mails"),
    Page("caught-mail", "desk:mail", via="desk:mails"),
    Page("design", "desk:design"),
    Page("open-a-hotel", "new_hotel:new_hotel"),
    Page("open-a-hotel-in-spain", "new_hotel:new_hotel", query="?country=ES"),
    Page("opening-checklist", "opening:checklist"),
    Page("set-up", "desk:set_up"),
    Page("set-up-hotel", "hotels:set_up_hotel"),
    Page("set-up-list", "reservations:set_up_rooms"),
    Page("set-up-form", "reservations:set_up_rooms_change", via="reservations:set_up_rooms"),
    Page("set-up-rooms-in-bulk", "reservations:set_up_rooms_bulk"),
    Page("set-up-prices", "reservations:set_up_rates"),
    Page("admin", "admin:index"),
    Page("pay", "guest:guest_pay", door=True),
    Page("not-found", "hotels:chooser", query="nothing-here/", door=True, status=404),
)
PAY = "guest:guest_pay"


@dataclass
class Faults:
    """What went wrong, told at once and once more at the end."""

    found: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        if text not in self.found:
            self.found.append(text)
            print(f"!! {text}", flush=True)

    def hear(self, name: str, line: Any) -> None:
        """Add a line of the browser's console when it is an error."""
        if line.type == "error":
            self.add(f"{name}: {line.text}")


def main() -> int:
    """Take the pictures; 1 when something on the pages is wrong."""
    sys.path.insert(0, str(ROOT))
    asked = arguments()
    if not CHROMIUM.exists():
        print("Chromium is missing: apt-get install chromium")
        return 1
    faults = Faults()
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "hotelpms.settings", "HOTELPMS_DATA": data}
        django.setup()
        with running(asked.url, data) as url:
            link = "" if asked.url else payment_link()
            count = take_all(url, asked, link, faults)
    print(f"{count} pictures in {TARGET.relative_to(ROOT)}, {len(faults.found)} faults.")
    return 1 if faults.found else 0


def arguments() -> argparse.Namespace:
    from hotelpms.demo import LOG_INS  # noqa: PLC0415 - the project is on the path only now

    user, password = LOG_INS[0]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="", help="a server that runs, instead of a new one")
    parser.add_argument("--hotel", default="", help="code of the hotel; by default the first one")
    parser.add_argument("--user", default=user)
    parser.add_argument("--password", default=password)
    parser.add_argument("--only", nargs="*", default=[], help="names of pages to take")
    parser.add_argument("--widths", nargs="*", type=int, default=list(WIDTHS))
    parser.add_argument("--themes", nargs="*", default=list(THEMES))
    return parser.parse_args()


# --- the server -----------------------------------------------------------------------------------


@contextmanager
def running(url: str, data: str) -> Iterator[str]:
    """The address of the server; without a `url` one is started, and stopped at the end."""
    if url:
        yield url.rstrip("/")
        return
    port = free_port()
    variables = os.environ | {"PORT": str(port)}
    command = [sys.executable, "-m", "hotelpms.edition", "--end-with-parent"]
    with subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.DEVNULL) as edition:
        try:
            wait_for(f"http://127.0.0.1:{port}", edition)
            yield f"http://127.0.0.1:{port}"
        finally:
            edition.send_signal(signal.SIGTERM)
            edition.wait(30)


def free_port() -> int:
    for port in range(28100, 28200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise RuntimeError("No port is free.")


def wait_for(url: str, edition: subprocess.Popen[bytes]) -> None:
    print("Starting a demonstration hotel ...", flush=True)
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and edition.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise RuntimeError("The demonstration hotel does not start.")


# --- the browser ----------------------------------------------------------------------------------


def payment_link() -> str:
    """Return the path of a new payment link: a sent one is known to its reader alone."""
    from django.urls import reverse  # noqa: PLC0415 - needs the settings

    from hotelpms.demo.domain.house import DEMO  # noqa: PLC0415 - needs the apps
    from hotelpms.kit import clock, jobs  # noqa: PLC0415 - needs the apps
    from invoicing.domain.invoices import invoices  # noqa: PLC0415 - needs the apps
    from invoicing.domain.online import paylinks  # noqa: PLC0415 - needs the apps
    from invoicing.models import Folio  # noqa: PLC0415 - needs the apps

    folio = Folio.objects.filter(
        state="open", charges__gross__gt=50, payer__language="en"
    ).order_by("pk")[0]
    with jobs.silenced():
        invoice = invoices.issue(folio_id=folio.pk, actor=DEMO, now=clock.now())
        made = paylinks.create(
            invoice_id=invoice.pk, to_address="guest@example.com", actor=DEMO, now=clock.now()
        )
    return reverse(PAY, args=[made.token])


def take_all(url: str, asked: argparse.Namespace, link: str, faults: Faults) -> int:
    """Take every picture and return how many there are."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow to import

    count = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--force-color-profile=srgb"]
        )
        state, found = prepare(browser, url, asked, link, faults)
        for width in asked.widths:
            for theme in asked.themes:
                look = {
                    "color_scheme": theme,
                    "viewport": {"width": width, "height": WIDTHS[width]},
                    "reduced_motion": "reduce",
                }
                desk = browser.new_context(storage_state=state, **look)
                door = browser.new_context(**look)
                for page, path in found:
                    context = door if page.door else desk
                    context.set_default_timeout(PAGE_SECONDS * 1000)
                    count += take(context, url + path, page, f"{width}-{theme}", faults)
                desk.close()
                door.close()
        browser.close()
    return count


def prepare(browser, url, asked, link, faults):  # type: ignore[no-untyped-def]
    """Sign in and find the addresses; return the signed-in state and the pages with their paths."""
    from playwright.sync_api import TimeoutError as PlaywrightTimeout  # noqa: PLC0415 - see above

    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{url}/login/")
    page.fill("input[name=username]", asked.user)
    page.fill("input[name=password]", asked.password)
    page.press("input[name=password]", "Enter")
    try:
        page.wait_for_url(lambda address: urlsplit(address).path != "/login/")
    except PlaywrightTimeout:
        raise SystemExit(f"{asked.user} cannot sign in at {url}.") from None
    hotel = asked.hotel or first_hotel()
    found = []
    for wanted in PAGES:
        if asked.only and wanted.name not in asked.only:
            continue
        path = link if wanted.view == PAY else find(page, url, hotel, wanted)
        if path:
            found.append((wanted, path + wanted.query))
        else:
            faults.add(f"{wanted.name}: no address for {wanted.view}; left out")
    state = context.storage_state()
    context.close()
    return state, found


def first_hotel() -> str:
    from hotelpms.demo import HOTEL  # noqa: PLC0415 - needs the apps

    return HOTEL


def find(page, url: str, hotel: str, wanted: Page) -> str:  # type: ignore[no-untyped-def]
    """Return the path of a page, "" when its name is unknown or nothing links to it."""
    if not wanted.via:
        return path_of(wanted.view, hotel)
    start = path_of(wanted.via, hotel)
    if not start:
        return ""
    page.goto(url + start)
    links = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.pathname)")
    return next((link for link in links if view_of(link) == wanted.view), "")


def path_of(view: str, hotel: str) -> str:
    from django.urls import NoReverseMatch, reverse  # noqa: PLC0415 - needs the settings

    for arguments in ({"hotel": hotel}, {}):
        try:
            return reverse(view, kwargs=arguments)
        except NoReverseMatch:
            continue
    return ""


def view_of(path: str) -> str:
    from django.urls import Resolver404, resolve  # noqa: PLC0415 - needs the settings

    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def take(context, address: str, wanted: Page, look: str, faults: Faults) -> int:  # type: ignore[no-untyped-def]
    """Take one picture of what the window shows; return 1, or 0 when the page failed."""
    from playwright.sync_api import TimeoutError as PlaywrightTimeout  # noqa: PLC0415 - see above

    name = f"{wanted.name}-{look}"
    page = context.new_page()
    if wanted.status == 200:
        page.on("console", lambda line: faults.hear(name, line))
    page.on("pageerror", lambda error: faults.add(f"{name}: {error}"))
    try:
        answer = page.goto(address, wait_until="load")
        if answer is None or answer.status != wanted.status:
            faults.add(f"{name}: answered {answer and answer.status}")
            return 0
        page.wait_for_function(QUIET)
        if wanted.press:
            page.locator(f"{wanted.press} >> visible=true").first.click()
            page.locator("dialog[open]").wait_for()
            page.wait_for_function(QUIET)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.add(f"{name}: wider than the window")
        file = TARGET / f"{name}.png"
        page.screenshot(path=file, animations="disabled")
        shrink(file)
    except PlaywrightTimeout as slow:
        faults.add(f"{name}: {slow.message.splitlines()[0]}")
        return 0
    finally:
        page.close()
    return 1


def shrink(file: Path) -> None:
    """Write the picture with a palette: a third of the size, and no difference to be seen."""
    from PIL import Image  # noqa: PLC0415 - comes with the printing library

    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
