"""What the page of a list needs: the columns to show, the saved views, and where it opens."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest
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
