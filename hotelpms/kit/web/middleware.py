"""What every request goes through before anything reads it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


# No page asks for any of them, so no script that gets in may either.
NEVER_ASKED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class PermissionsMiddleware:
    """Keep the senses of the device away from every page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NEVER_ASKED)
        return response


class NulMiddleware:
    """Drop NUL from the address: nobody types it, and PostgreSQL fails on it.

    Form fields refuse it by themselves.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\x00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "").replace("\x00", "")
        return self.get_response(request)
