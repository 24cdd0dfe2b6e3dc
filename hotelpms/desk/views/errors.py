"""What a person sees instead of a bare error; the 500 page asks nothing of the database."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from hotelpms.hotels.rights import public

WHY = "An error page shows nothing of any hotel."


@public(WHY)
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


@public(WHY)
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: the person signed in again, or cookies are off."""
    return render(request, "errors/403.html", {"is_stale_form": True}, status=403)


@public(WHY)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


@public(WHY)
def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("errors/500.html"), status=500)
