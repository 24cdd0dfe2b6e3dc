"""What all guest pages share: the answer to a guess, and what may leak nowhere.

The token in the address is the key to the page. So: no page is kept by a cache, no address
goes along as Referer, and who misses often is shut out for a while. A form here needs no
CSRF token: it acts by the secret in its address, never by a cookie. (With no-referrer
browsers send "Origin: null", which the CSRF check would refuse.)
"""

import hashlib
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from redis.exceptions import RedisError

from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import public
from hotelpms.kit.errors import UnknownLink
from hotelpms.kit.languages import speaking
from hotelpms.kit.web import edge
from hotelpms.kit.web.proxies import client_address

logger = logging.getLogger(__name__)

MISSES_ALLOWED = 20
SHUT_OUT_SECONDS = 15 * 60
LANGUAGE_COOKIE = "guest_language"
GUEST_PATH = "/g/"

View = Callable[..., HttpResponseBase]


def guest_page(why: str, *, is_signed: bool = False) -> Callable[[View], View]:
    """Open a page to whoever holds its secret; `why` as for @public.

    The view raises UnknownLink for a secret that nobody gave out. `is_signed`: the secret
    carries a signature, so guessing is hopeless and nobody is shut out. Mail providers
    unsubscribe thousands of guests from one address, which a few dead links must not block.
    """

    def guard(view: View) -> View:
        @csrf_exempt
        @public(why)
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            answer = _answer_signed if is_signed else _answer
            return _discreet(answer(view, request, *args, **kwargs))

        return opened

    return guard


def notice(
    request: HttpRequest,
    *,
    title: str,
    text: str,
    hotel: Hotel | None = None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """Answer with a page that says one thing; `url` and `action` make a button below it."""
    context = {"hotel": hotel, "title": title, "text": text, "url": "", "other_url": "", **more}
    return render(request, "guest/notice.html", context, status=status)


def in_language(
    request: HttpRequest, hotel: Hotel, language: str, view: Callable[[], HttpResponse]
) -> HttpResponse:
    """Call `view` in the language that the guest chose in the page's head, else in `language`.

    Dates and hours are written as in the hotel's country.

    The choice comes with ?lang= and is kept for the guest's pages until the browser closes.
    """
    asked = edge.asked(request).line("lang")
    wishes = (asked, request.COOKIES.get(LANGUAGE_COOKIE, ""), language)
    spoken = next((wish for wish in wishes if wish in dict(settings.LANGUAGES)), language)
    with speaking(spoken, hotel.country):
        response = view()
    response["Content-Language"] = spoken
    if spoken == asked:
        response.set_cookie(
            LANGUAGE_COOKIE,
            spoken,
            path=GUEST_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def masked(address: str) -> str:
    """Return an e-mail address that its owner knows again and nobody else can use."""
    local, _at, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}"


def _answer_signed(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except UnknownLink:
        return _unknown(request)


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    # The secret is looked at first: a whole hotel shares one address, and whoever guesses there
    # must not keep the others from paying.
    try:
        return view(request, *args, **kwargs)
    except UnknownLink:
        key = "guest-misses:" + hashlib.sha256(client_address(request).encode()).hexdigest()
        if _misses(key) >= MISSES_ALLOWED:
            return _too_many(request)
        _note_miss(key)
        return _unknown(request)


def _misses(key: str) -> int:
    try:
        return int(cache.get(key, 0))
    except RedisError:
        # Without the counter guests must still be able to pay; 192 bits hold on their own.
        logger.warning("misses_not_counted")
        return 0


def _note_miss(key: str) -> None:
    try:
        cache.add(key, 0, SHUT_OUT_SECONDS)
        cache.incr(key)
    except (RedisError, ValueError):
        # ValueError: it ran out between the two lines, so there is nothing to count yet.
        logger.warning("misses_not_counted")


def _unknown(request: HttpRequest) -> HttpResponse:
    return notice(
        request,
        title=_("This link does not exist"),
        text=_("Open the link from the mail once more, or ask the hotel to send you a new one."),
        status=404,
    )


def _too_many(request: HttpRequest) -> HttpResponse:
    response = notice(
        request,
        title=_("Too many tries"),
        text=_("Too many wrong links were opened from here. Please try again in 15 minutes."),
        status=429,
    )
    response["Retry-After"] = str(SHUT_OUT_SECONDS)
    return response


def _discreet(response: HttpResponseBase) -> HttpResponseBase:
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
