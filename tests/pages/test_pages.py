"""Every page shows, and names nothing that leads nowhere (tests/loud.py)."""

import pytest
from django.test import Client

from tests.browser.walk.house import Walked
from tests.browser.walk.places import DOORS
from tests.pages.conftest import Page

pytestmark = pytest.mark.django_db


def test_every_page_shows(pages: list[Page]) -> None:
    assert len(pages) > 100
    assert [(page.address, page.status) for page in pages if page.status != 200] == []


@pytest.mark.parametrize("name", DOORS)
def test_every_door_opens_to_a_stranger(client: Client, walked: Walked, name: str) -> None:
    answers = [client.get(address) for address in DOORS[name](walked)]

    assert {answer.status_code for answer in answers} <= {200, 410}
