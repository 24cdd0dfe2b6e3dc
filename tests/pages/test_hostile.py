"""Whatever stands in an address or a header, a page answers (trial: security D4 to D8)."""

import pytest
from django.test import Client

from tests.browser.walk.house import Walked
from tests.browser.walk.places import PLACES
from tests.pages.conftest import BACKEND

pytestmark = pytest.mark.django_db

WORDS = "a " * 1_500
ODD: dict[str, dict[str, str]] = {
    "first": dict.fromkeys(("first", "last", "day", "date", "from", "arrival"), "0001-01-01"),
    "last": dict.fromkeys(("first", "last", "day", "date", "from", "arrival"), "9999-12-31"),
    "long": dict.fromkeys(("q", "text", "name", "sort", "state", "page", "view", "kind"), WORDS),
    "wide": dict.fromkeys(("page", "room", "stay", "card", "type", "plan", "days"), "9" * 400),
    "unseen": dict.fromkeys(("q", "page", "first", "state", "next"), "\x00\u202e\ud7ff'\"%_\\"),
}
BROKEN = {
    "HX-Request": "true",
    "HX-Current-URL": "http://[bad",
    "Referer": "http://[bad",
    "Accept-Language": "x" * 9_000,
    "User-Agent": "\x01",
}


@pytest.mark.parametrize("odd", ODD)
def test_no_page_breaks_at_what_stands_in_its_address(walked: Walked, odd: str) -> None:
    client = signed_in(walked)
    addresses = {address.partition("?")[0] for place in PLACES for address in PLACES[place](walked)}

    answers = {address: client.get(address, ODD[odd]).status_code for address in addresses}

    assert {address: code for address, code in answers.items() if code >= 500} == {}


def test_no_page_breaks_at_malformed_headers(walked: Walked) -> None:
    addresses = [address for place in PLACES for address in PLACES[place](walked)]

    for client in (signed_in(walked), Client()):
        codes = {address: client.get(address, headers=BROKEN).status_code for address in addresses}
        assert {address: code for address, code in codes.items() if code >= 500} == {}


def test_a_saved_list_takes_no_malformed_header(walked: Walked) -> None:
    client = signed_in(walked)

    answer = client.post(
        f"/h/{walked.hotel.code}/lists/invoices/views/save/", {"name": "Mine"}, headers=BROKEN
    )

    assert answer.status_code < 500


def signed_in(walked: Walked) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(walked.person, backend=BACKEND)
    return client
