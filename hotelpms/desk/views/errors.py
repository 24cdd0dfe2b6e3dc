"""What a person sees instead of a bare error; the 500 page asks nothing of the database."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from hotelpms.hotels.middleware import page_before
from hotelpms.hotels.rights import public
from hotelpms.kit.web import edge

WHY = "An error page shows nothing of any hotel."
UNREACHABLE = (OperationalError, InterfaceError)
RETRY_SECONDS = "60"


@public(WHY)
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "errors/403.html", 403)


@public(WHY)
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: the person signed in again, or cookies are off.

    A script gets 401, as one that nobody signed in: the page asks for a new token and sends again.
    """
    if getattr(request, "htmx", False):
        return HttpResponse(status=401)
    login = reverse("hotels:login")
    if request.path == login and reason != REASON_NO_CSRF_COOKIE:
        # Signed in by another tab meanwhile: the log-in leads on by itself, or is shown anew.
        query = urlencode({"next": edge.sent(request).own_address(request, "next")})
        return HttpResponseRedirect(f"{login}?{query}")
    return _page(request, "errors/403.html", 403, is_stale_form=True)


@public(WHY)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "errors/404.html", 404)


@public(WHY)
def broken(request: HttpRequest) -> HttpResponse:
    """500; or 503 where the database does not answer, because that heals by itself."""
    if isinstance(sys.exception(), UNREACHABLE):
        headers = {"Retry-After": RETRY_SECONDS}
        return HttpResponse(render_to_string("errors/503.html"), status=503, headers=headers)
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def _page(
    request: HttpRequest, template: str, status: int, *, is_stale_form: bool = False
) -> HttpResponse:
    before = page_before(request)
    back = before if before != request.get_full_path() else None
    context = {"back": back, "is_stale_form": is_stale_form}
    return render(request, template, context, status=status)
