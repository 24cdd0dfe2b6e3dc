"""What every test may rely on: no socket leaves the machine, and missing services are named."""

import ctypes.util
import gc
import ipaddress
import os
import shutil
import socket
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.utils import timezone, translation

from tests import ports
from tests.database import django_db_modify_db_settings, migrated_file, module_db
from tests.emptying import only_what_a_test_filled_is_emptied
from tests.fixtures import desk, hotel, house, signed_in
from tests.loud import unknown_names_are_loud, unknown_states_are_loud
from tests.printer import printer
from tests.sharing import longest_first, pytest_xdist_make_scheduler
from tests.smtp import authority, smtp_server, tls_smtp_server

__all__ = [
    "authority",
    "desk",
    "django_db_modify_db_settings",
    "hotel",
    "house",
    "migrated_file",
    "module_db",
    "only_what_a_test_filled_is_emptied",
    "printer",
    "pytest_xdist_make_scheduler",
    "signed_in",
    "smtp_server",
    "tls_smtp_server",
    "unknown_names_are_loud",
    "unknown_states_are_loud",
]

# Two workers share the machine with databases and browsers: slow is no fault of a strategy.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")

# The one without windows takes a fifth of the other's time to open a page.
CHROMIUMS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
CHROMIUM = next((path for path in CHROMIUMS if path.exists()), CHROMIUMS[-1])


def has_postgres() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def has_redis() -> bool:
    parts = urllib.parse.urlsplit(settings.TEST_REDIS_URL)
    try:
        with socket.create_connection((parts.hostname, parts.port or 6379), timeout=1):
            return True
    except OSError:
        return False


def has_chromium() -> bool:
    return CHROMIUM.exists()


def has(program: str) -> bool:
    return shutil.which(program) is not None


def has_pango() -> bool:
    return ctypes.util.find_library("pango-1.0") is not None


SERVICES: dict[str, tuple[Callable[[], bool], str]] = {
    "needs_postgres": (has_postgres, "TEST_DATABASE_URL does not name a PostgreSQL database"),
    "needs_redis": (has_redis, "no Redis answers at TEST_REDIS_URL (default 127.0.0.1:6379)"),
    "needs_chromium": (has_chromium, "Chromium is missing: install chromium-headless-shell"),
    "needs_systemd": (lambda: has("systemd-analyze"), "missing: apt-get install systemd"),
    "needs_nginx": (lambda: has("nginx"), "missing: apt-get install nginx"),
    "needs_caddy": (lambda: has("caddy"), "missing: apt-get install caddy"),
    "needs_pango": (has_pango, "Pango is missing: apt-get install libpangoft2-1.0-0"),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip for a missing service with its reason; where everything is required, fail instead."""
    for mark, (is_there, reason) in SERVICES.items():
        if item.get_closest_marker(mark) and not is_there():
            (pytest.fail if settings.REQUIRE_ALL else pytest.skip)(reason)


def is_loopback(host: str | bytes | None) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host if isinstance(host, str) else host.decode()).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_socket_leaves_the_machine() -> Iterator[None]:
    """Connecting anywhere but to this machine is an error, in every test."""
    connect, getaddrinfo = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: tuple[str, int] | str) -> None:
        if self.family != socket.AF_UNIX and not is_loopback(address[0]):
            raise AssertionError(f"A test tried to connect to {address}.")
        connect(self, address)

    def look_up_here(host: str | bytes | None, *rest: object, **options: object) -> list[tuple]:
        if not is_loopback(host) and not is_number(host):
            raise AssertionError(f"A test tried to look up {host!r}.")
        return getaddrinfo(host, *rest, **options)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect_here)
    patch.setattr(socket, "getaddrinfo", look_up_here)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def a_browser_may_stay_open() -> Iterator[None]:
    """Playwright's loop stays in the thread to the end; Django would take it for an async view.

    For the whole session, because a browser outlives the test that opened it.
    """
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def nobody_has_spoken_yet() -> Iterator[None]:
    """A page leaves its reader's language in the thread; the next test starts without one."""
    yield
    translation.deactivate()
    timezone.deactivate()


def is_number(host: str | bytes | None) -> bool:
    """True for an IP address written in digits: looking it up asks nobody."""
    try:
        ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host or "")
    except ValueError:
        return False
    return True


# What stands there asks a page, a form or the code itself: the database behind it is all one.
# Everything else that has a database, a new folder too, is tested on both.
ALIKE_ON_BOTH = {
    *("views", "forms", "admin", "browser", "architecture", "project", "edition", "benchmarks"),
    *("senders", "gateways", "templatetags", "web", "files", "scripts"),
    *("test_admin.py", "test_admin_site.py"),
    # The replay of ten days, the furnished hotel and the stays in three currencies ask the same.
    *("test_replay.py", "test_story.py", "test_one_stay.py"),
    "test_redis_killed.py",
}
DATABASE = {"db", "transactional_db", "django_db_setup", "migrated_file"}


def may_differ(item: pytest.Item) -> bool:
    """True for a test whose answer may hang on the database behind it."""
    fixtures = getattr(item, "fixturenames", ())
    has_one = item.get_closest_marker("django_db") or DATABASE & {*fixtures}
    is_alike = ALIKE_ON_BOTH & {*item.path.relative_to(settings.BASE_DIR).parts}
    return bool(has_one) and not is_alike


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what both databases run; workers begin with what takes long, one alone ends with it."""
    for item in items:
        if may_differ(item):
            item.add_marker("on_both")
    is_shared = "PYTEST_XDIST_WORKER" in os.environ
    items.sort(key=lambda item: longest_first(item.nodeid), reverse=not is_shared)


def pytest_collection_finish() -> None:
    """Modules and collected tests stay to the end: no collection of garbage looks at them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def free_port() -> Callable[[], int]:
    """A function that returns an unused port."""
    return ports.free_port
