"""Which tests stay together when workers share the suite (`--dist loadscope`).

A unit is a file: what its tests build once is built by one worker. Packages with a furnished hotel
are one unit, and the longest file is two.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

WALK = "tests/browser/walk/"
# The folders whose tests look at one hotel.
WHOLE = (WALK, "tests/pages/")
# The walk past the pages of the staff opens everything that opens above them; the rest of its file
# is as long.
APART = f"{WALK}test_accessibility.py"
STAFF = f"{APART}::test_a_staff_page"
# In this order, before all others: a long unit must not be the last.
LONG = (APART, "tests/edition/", "tests/journeys/", WALK, "tests/pages/", "tests/faults/")
LONG += (
    "tests/browser/",
    "tests/concurrency/",
    "tests/replay/",
    "tests/demo/",
    "tests/random_desk/",
)


class ByFile(LoadScopeScheduling):
    """Give each worker one unit after the other."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def unit_of(nodeid: str) -> str:
    """Return the name of the unit that a test belongs to."""
    if nodeid.startswith(STAFF):
        return STAFF
    path = nodeid.partition("::")[0]
    if path == APART:
        return path
    return next((folder for folder in WHOLE if path.startswith(folder)), path)


def longest_first(nodeid: str) -> int:
    """Return the place of a test's folder among those that take long."""
    places = (place for place, folder in enumerate(LONG) if nodeid.startswith(folder))
    return next(places, len(LONG))


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> LoadScopeScheduling | None:
    return ByFile(config, log) if config.getvalue("dist") == "loadscope" else None
