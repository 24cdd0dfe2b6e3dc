"""The browser is told which links it may fetch as soon as the pointer goes down on them.

Half of the wait for a page of the navigation is over when the pointer goes up again. Only links
of the frame are meant: they show and change nothing. Not on hovering: what was fetched then might
be minutes old when it is clicked. A browser that doesn't know the header ignores it.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

Answer = Callable[[HttpRequest], HttpResponseBase]


class EarlyFetchMiddleware:
    """Name the rules on every page of a hotel's staff; fragments and files go without."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and hasattr(request, "hotel") and not getattr(request, "htmx", False):
            response["Speculation-Rules"] = f'"{reverse("desk:early_fetch")}"'
        return response
