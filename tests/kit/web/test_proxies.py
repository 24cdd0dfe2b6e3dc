from typing import Any

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from hotelpms.kit.web.proxies import client_address


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "198.51.100.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (2, "203.0.113.7", "127.0.0.1"),
    ],
)
def test_only_what_the_proxies_added_is_believed(
    settings: Settings, proxies: Any, header: Any, address: str
) -> None:
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": header} if header else {})

    assert client_address(request) == address
