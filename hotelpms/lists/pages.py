"""The page of a list: filters, saved views, the columns to show, and where it opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest
from hotelpms.kit.forms.wishes import FilterForm, Wish
from hotelpms.kit.web import htmx
from hotelpms.kit.web.htmx import wants_fragment
from hotelpms.lists.domain import columns, views
from hotelpms.lists.domain.catalogue import Column, List
from hotelpms.lists.models import SavedView

# What an address without filters says, since the bare one opens the person's own view.
EVERYTHING = "view=all"


@dataclass(frozen=True)
class ViewLink:
    """A saved view as a chip above the list."""

    view: SavedView
    url: str
    is_current: bool
    is_default: bool
    is_mine: bool
    may_change: bool


@dataclass(frozen=True)
class Shown:
    """A list as one person sees it now; `query` is what could be saved as a view."""

    list: List
    hotel: Hotel
    url: str
    query: str
    columns: tuple[Column, ...]
    views: tuple[ViewLink, ...]
    may_share: bool
    # Where the bare address leads: the view that the list opens with, or nowhere.
    opening: str

    @property
    def names(self) -> frozenset[str]:
        """The names of the columns that show."""
        return frozenset(column.name for column in self.columns)

    @property
    def all_url(self) -> str:
        """The address of the whole list, also where it opens with a view."""
        return f"{self.url}?{EVERYTHING}"


@dataclass(frozen=True)
class Chip:
    """A question asked often, as a link above the list."""

    label: str | Promise
    query: Mapping[str, str]
    is_current: bool

    @property
    def url(self) -> str:
        return f"?{urlencode(self.query) or EVERYTHING}"


def answer(
    request: StaffRequest,
    found: List,
    filters: FilterForm[Wish],
    facts: Callable[[Wish, str], dict[str, Any]],
) -> HttpResponse:
    """Show the list as its address asks, or lead to the view that it opens with.

    facts: given what is wished and the order, returns what the templates show besides the `list`,
    its `columns` and its `filters`.
    """
    here = shown(found, request)
    if here.opening:
        return HttpResponseRedirect(here.opening + found.anchor)
    context = {"list": here, "columns": here.columns, "filters": filters}
    context |= facts(filters.wish(), found.sort_of(request.GET))
    return htmx.page(request, found.page, context, fragment=found.part)


def filled(wish: Any) -> dict[str, str]:
    """Return what the wish narrows, by the names of the address."""
    usual = type(wish)()
    return {
        field.name: str(getattr(wish, field.name))
        for field in fields(wish)
        if getattr(wish, field.name) != getattr(usual, field.name)
    }


def viewer_of(request: StaffRequest) -> views.Viewer:
    """Return who looks at the list of this request."""
    return views.Viewer(request.user.pk, request.hotel.pk, request.rights)


def url_of(found: List, hotel: Hotel) -> str:
    """Return the address of the list's page in this hotel."""
    return reverse(found.url_name, kwargs={"hotel": hotel.code} if found.takes_hotel else {})


def url_with(found: List, hotel: Hotel, query: str) -> str:
    """Return the address of the list with this query; an empty one asks for everything."""
    return f"{url_of(found, hotel)}?{query or EVERYTHING}"


def shown(found: List, request: StaffRequest, *, wanted: QueryDict | None = None) -> Shown:
    """Return the list as this person sees it with the query of the request. Two queries."""
    query = found.query_of(request.GET if wanted is None else wanted)
    viewer = viewer_of(request)
    links = tuple(
        _link(view, url_with(found, request.hotel, view.query), query, viewer)
        for view in views.visible(found=found, viewer=viewer)
    )
    is_bare = not request.GET and not wants_fragment(request)
    return Shown(
        list=found,
        hotel=request.hotel,
        url=url_of(found, request.hotel),
        query=query,
        columns=columns.shown(found=found, person_id=viewer.person_id),
        views=links,
        may_share=viewer.may_share,
        opening=next((link.url for link in links if link.is_default and is_bare), ""),
    )


def _link(view: SavedView, url: str, query: str, viewer: views.Viewer) -> ViewLink:
    return ViewLink(
        view=view,
        url=url,
        is_current=view.query == query,
        is_default=bool(getattr(view, "opens", False)),
        is_mine=view.person_id == viewer.person_id,
        may_change=viewer.may_change(view),
    )
