"""Where the small print of a commercial mail leads. Opening changes nothing; POST decides.

Mail programs POST to `unsubscribe` themselves (RFC 8058): no log-in, no question, no redirect.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.guest_pages import guest_page, in_language, masked, notice
from hotelpms.kit import clock
from hotelpms.kit.web import edge
from messaging.domain.preferences import preferences as choices
from messaging.domain.preferences.preferences import Reader

WHY = "a guest opens it from a mail; the signed token in the address is the key"


@guest_page(WHY, is_signed=True)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Offer to unsubscribe; POST does it, as often as it comes."""
    reader = choices.find(token)
    return in_language(
        request, reader.hotel, reader.language, lambda: _unsubscribe(request, token, reader)
    )


@guest_page(WHY, is_signed=True)
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the guest agreed to; POST writes what they switched."""
    reader = choices.find(token)
    return in_language(
        request, reader.hotel, reader.language, lambda: _preferences(request, token, reader)
    )


def _answer(request: HttpRequest, reader: Reader, page: Callable[[], HttpResponse]) -> HttpResponse:
    return in_language(request, reader.hotel, reader.language, page)


def _unsubscribe(request: HttpRequest, token: str, reader: Reader) -> HttpResponse:
    if request.method == "POST":
        is_asked_by_program = "List-Unsubscribe" in edge.sent(request)
        clause = "" if is_asked_by_program else str(choices.NO_MORE)
        choices.unsubscribe(reader=reader, clause=clause, now=clock.now())
    if reader.profile is None:
        return _nothing_left(request, reader)
    context = _context(token, reader) | {
        "gets_offers": choices.gets_offers(reader),
        "clause": choices.NO_MORE,
    }
    return render(request, "guest/unsubscribe.html", context)


def _preferences(request: HttpRequest, token: str, reader: Reader) -> HttpResponse:
    if reader.profile is None:
        return _nothing_left(request, reader)
    is_saved = request.method == "POST"
    if is_saved:
        choices.choose(
            reader=reader,
            shown=edge.sent(request).lines("shown"),
            wanted=edge.sent(request).lines("wanted"),
            now=clock.now(),
        )
    context = _context(token, reader) | {"lines": choices.lines_of(reader), "is_saved": is_saved}
    return render(request, "guest/preferences.html", context)


def _nothing_left(request: HttpRequest, reader: Reader) -> HttpResponse:
    return notice(
        request,
        title=_("There is nothing left to unsubscribe"),
        text=_("Your data has been deleted here, so you get no more offers or news."),
        hotel=reader.hotel,
    )


def _context(token: str, reader: Reader) -> dict[str, object]:
    email = reader.profile.email if reader.profile else ""
    return {"hotel": reader.hotel, "token": token, "address": masked(email) if email else ""}
