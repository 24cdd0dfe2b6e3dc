from typing import Any

import pytest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from hotelpms.kit.web import htmx


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the name of the template that a request with these headers is answered with."""
    monkeypatch.setattr(
        htmx, "render", lambda _request, template, _context, status: _response(template, status)
    )

    def ask(**headers) -> Any:
        request = RequestFactory().get("/", headers=headers)
        request.htmx = HtmxDetails(request)
        return htmx.page(request, "page.html", {}, fragment="part.html", status=422)

    return ask


def _response(template: Any, status: Any) -> Any:
    from django.http import HttpResponse

    return HttpResponse(template, status=status)


def test_a_browser_gets_the_page(answered: Any) -> None:
    response = answered()

    assert response.content == b"page.html"
    assert response.status_code == 422
    assert response["Vary"] == "HX-Request"


def test_htmx_gets_the_fragment(answered: Any) -> None:
    assert answered(hx_request="true").content == b"part.html"


def test_a_boosted_link_and_a_restored_page_get_the_whole(answered: Any) -> None:
    assert answered(hx_request="true", hx_boosted="true").content == b"page.html"

    restored = answered(hx_request="true", hx_history_restore_request="true")

    assert restored.content == b"page.html"
