"""No address is forgotten by the walk."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.browser.walk.house import Walked
from tests.browser.walk.not_pages import NOT_PAGES, POST
from tests.browser.walk.places import DOORS, PLACES
from tests.browser.walk.set_up import ADMIN, ADMIN_NOT_PAGES

pytestmark = pytest.mark.django_db

# Addresses of packages: what answers there is for programs.
FOREIGN = ("anymail:",)


def test_every_address_is_walked_or_says_why_not() -> None:
    known = {*PLACES, *DOORS, *NOT_PAGES}
    there = {name for name, _entry in addresses(get_resolver()) if not name.startswith("admin:")}

    assert sorted(there - known) == [], "new: put it into places.py"
    assert sorted(known - there) == [], "gone: take it out of places.py"


def test_every_address_of_the_set_up_is_walked_or_says_why_not() -> None:
    known = {*ADMIN, *ADMIN_NOT_PAGES}
    there = {name for name, entry in addresses(get_resolver()) if name.startswith("admin:")}

    assert sorted(there - known) == [], "new: put it into places.py"
    assert sorted(known - there) == [], "gone: take it out of places.py"


def test_a_deed_cannot_be_opened_like_a_page(walked: Walked) -> None:
    client = Client()
    client.force_login(walked.person, backend="django.contrib.auth.backends.ModelBackend")
    deeds = {name for name, what in NOT_PAGES.items() if what == POST}
    asked = {
        name: client.get(address_of(name, entry, walked.hotel.code)).status_code
        for name, entry in addresses(get_resolver())
        if name in deeds
    }

    assert asked == dict.fromkeys(deeds, 405)


def addresses(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address with its namespace."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, entry.namespace or space)
        elif entry.name and not f"{space}:".startswith(FOREIGN):
            yield f"{space}:{entry.name}", entry


def address_of(name: str, entry: URLPattern, hotel: str) -> str:
    """An address that the pattern takes; what it names need not exist."""
    kinds = entry.pattern.converters.items()
    parts = {part: 1 if type(kind).__name__ == "IntConverter" else "x" for part, kind in kinds}
    if "hotel" in parts:
        parts["hotel"] = hotel
    for known in (parts, {**parts, "hotel": hotel}):
        try:
            return reverse(name, kwargs=known)
        except NoReverseMatch:
            continue
    raise AssertionError(name)
