"""Every view says who may open it: @requires(RIGHT), @signed_in or @public("why").

A test walks all addresses and fails on a view without one; the mark is `view.access`.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from hotelpms.hotels.domain.business_day import NoOpenBusinessDay, business_date_or_none
from hotelpms.hotels.domain.queries import hotel_and_rights, hotels_of
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel, User
from hotelpms.kit import languages
from hotelpms.kit.actor import Actor
from hotelpms.kit.languages import as_written
from hotelpms.kit.web import edge
from hotelpms.kit.web.proxies import client_address

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """What a view behind @requires gets: the person, the hotel and its business date.

    A page that answers before the opening asks the hotel itself for the date.
    """

    user: User
    actor: Actor
    hotel: Hotel
    business_date: date
    rights: frozenset[Right]


def requires(*rights: Right, before_opening: bool = False) -> Callable[[View], View]:
    """Let in those whose role in the hotel of the address holds the right, or one of several.

    The view gets the Hotel in place of its code. Without a role in that hotel the answer is
    404, so nobody learns which hotels there are; with a role but without the right 403. Before
    the first business day is open only pages `before_opening` answer.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, hotel: str, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_login(request)
            _enter(request, hotel)
            if request.rights.isdisjoint(rights):
                raise PermissionDenied(*rights)
            if request.business_date is None and not before_opening:
                raise NoOpenBusinessDay
            return view(request, *args, hotel=request.hotel, **kwargs)

        return _mark(guarded, " or ".join(rights))

    return guard


def signed_in(view: View) -> View:
    """Let in everybody who has signed in: pages that belong to no hotel."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_login(request)
        write_as_at_home(request)
        return view(request, *args, **kwargs)

    return _mark(guarded, "signed in")


def public(why: str) -> Callable[[View], View]:
    """Let in everybody, for the reason given, such as "a guest opens it from a mail"."""

    def guard(view: View) -> View:
        @wraps(view)
        def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        return _mark(open_to_all, f"public: {why}")

    return guard


def to_login(request: HttpRequest) -> HttpResponse:
    """Send the person to the log-in page and back here afterwards."""
    if not getattr(request, "htmx", False):
        return redirect_to_login(request.get_full_path())
    # A fragment must not be replaced by the log-in form: the whole page goes there.
    page = edge.page_shown(request) or "/"
    query = urlencode({"next": page})
    return HttpResponse(headers={"HX-Redirect": f"{reverse('hotels:login')}?{query}"})


def _enter(request: StaffRequest, code: str) -> None:
    found = hotel_and_rights(user=request.user, code=code)
    if found is None:
        raise Http404
    request.hotel, request.rights = found
    _write_as_in(request.hotel)
    request.actor = Actor.of(request.user, origin=client_address(request))
    request.business_date = business_date_or_none(request.hotel)  # type: ignore[assignment]


def write_as_at_home(request: HttpRequest) -> None:
    """Write the dates of a page without a hotel as the person's first hotel does. One query."""
    home = hotels_of(request.user).first() if isinstance(request.user, User) else None
    if home is not None:
        _write_as_in(home)


def _write_as_in(hotel: Hotel) -> None:
    translation.activate(as_written(languages.spoken(), str(hotel.country)))


def _mark(view: View, access: str) -> View:
    marked: Any = view
    marked.access = access
    return view
