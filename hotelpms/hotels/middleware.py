"""Who asks and in which language, and what a person sees when a rule says no."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation

from hotelpms.kit.actor import GUEST, Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.web import edge
from hotelpms.kit.web.proxies import client_address

Answer = Callable[[HttpRequest], HttpResponseBase]

# Never shown again and never sent back, whatever the form calls them.
PRIVATE = ("password", "secret", "token", "card", "cvc", "key")


class PersonMiddleware:
    """Set request.actor, and the language that the signed-in person has chosen."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        origin = client_address(request)
        request.actor = GUEST.at(origin)  # type: ignore[attr-defined]
        # Without a session cookie nobody is signed in; not asking keeps public pages cacheable.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            request.actor = Actor.of(request.user, origin=origin)  # type: ignore[attr-defined]
            self._speak(request, request.user.language)
        before = translation.get_language()
        try:
            return self.get_response(request)
        finally:
            # A page writes its dates as its hotel does (hotels.rights).
            translation.activate(before or settings.LANGUAGE_CODE)

    def _speak(self, request: HttpRequest, language: str) -> None:
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = language


class RefusalMiddleware:
    """Turn a Refused that escapes a view into its sentence.

    htmx gets the alert as a fragment. A button without values leads back to the page it
    stands on, with the sentence as a message. Everything else gets a page that keeps what
    was typed, so that nothing is lost.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer for a Refused; leave every other exception alone."""
        if not isinstance(exception, Refused):
            return None
        if getattr(request, "htmx", False):
            return _fragment(request, exception)
        back = page_before(request)
        if request.method == "POST" and back and not _posted(request):
            messages.error(request, str(exception.message))
            return HttpResponseRedirect(back)
        return _page(request, exception, back)


def _fragment(request: HttpRequest, refused: Refused) -> HttpResponse:
    # Always 409: the page's script shows that answer in the nearest place for alerts.
    context = {"tone": "bad", "text": refused.message}
    return render(request, "components/alert.html", context, status=409)


def _page(request: HttpRequest, refused: Refused, back: str | None) -> HttpResponse:
    context = {
        "message": refused.message,
        "posted": _posted(request),
        "action": request.get_full_path(),
        "back": back or "/",
    }
    return render(request, "errors/409.html", context, status=refused.status)


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "next")
        and not any(word in name.lower() for word in PRIVATE)
    ]


def page_before(request: HttpRequest) -> str | None:
    """Return the address of our own page that led here, None for any other."""
    return edge.own_address(request, edge.header(request, "Referer")) or None
