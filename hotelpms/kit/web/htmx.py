"""One template serves the page and its fragment; what htmx did is told by a toast and events."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with the whole page, or with only its fragment when htmx asks for a part.

    `fragment` is a template that the page's template includes.
    """
    wanted = fragment if fragment and wants_fragment(request) else template
    response = render(request, wanted, context, status=status)
    # The same address has two bodies; caches and the back button must keep them apart.
    patch_vary_headers(response, ["HX-Request"])
    return response


def tell(said: str, *events: str, undo: str = "") -> HttpResponse:
    """Answer htmx with a toast alone; what listens to one of the events fetches itself anew.

    undo: the address that a button in the toast posts to.
    """
    return HttpResponse(status=204, headers={"HX-Trigger": news(said, *events, undo=undo)})


def news(said: str, *events: str, undo: str = "") -> str:
    """Return the header HX-Trigger for a toast and events beside an answer with content."""
    toast = {"level": "success", "text": said} | ({"undo": undo} if undo else {})
    return json.dumps({"toast": toast} | dict.fromkeys(events, True))


def wants_fragment(request: HttpRequest) -> bool:
    """Tell whether htmx will put the answer into a part of the page."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request
