"""Pages for rows of the set-up: a list, and a form that makes, changes and takes away a row.

An app says what it keeps as a `Rows` and mounts its `addresses`; rules stand in its verbs.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.domain.set_up import rows
from hotelpms.hotels.enums import Right
from hotelpms.hotels.forms.set_up import RowForm
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.actor import Actor
from hotelpms.kit.search.plain import normalise
from hotelpms.kit.web import edge, htmx
from hotelpms.kit.web.deeds import Crumb, Deed, answer, press
from hotelpms.kit.web.paging import paged
from hotelpms.kit.web.parts import Offer, offered

PAGE, PART = "set_up/rows.html", "set_up/rows_part.html"
PANEL = "set_up/row_panel.html"
PAGE_SIZE = 50


class Keep(Protocol):
    """A verb that stores a row as `rows.keep` does, after it has asked the rules of its app."""

    def __call__(
        self,
        *,
        row: Any,
        hotel_id: int,
        actor: Actor,
        now: datetime.datetime,
        seen: str = "",
        links: rows.Links | None = None,
    ) -> Any: ...


class TakeAway(Protocol):
    """A verb that deletes a row as `rows.take_away` does."""

    def __call__(self, *, row: Any, hotel_id: int, actor: Actor, now: datetime.datetime) -> Any: ...


@dataclass(frozen=True)
class Column:
    """What the list says of a row. `show` returns text, a Badge or nothing."""

    label: str | Promise
    show: Callable[[Any], object]
    numeric: bool = False


def no_warnings(_row: Any) -> Sequence[str]:
    """Warn of nothing."""
    return ()


@dataclass(frozen=True)
class Rows:
    """A kind of row that the people of a hotel keep.

    `key` is part of the addresses and of their names: set-up/<key>/ is `<namespace>:set_up_<key>`.
    `one` names a single row ("room type"), `found_by` the fields that the search looks at,
    `related` what the columns read of other tables. Without `take_away` a row is never deleted;
    with `is_active` among its fields it can be switched off. `tools` stand above the list.
    """

    key: str
    namespace: str
    title: str | Promise
    about: str | Promise
    icon: str
    right: Right
    form: type[RowForm]
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    found_by: tuple[str, ...]
    new: str | Promise
    keep: Keep = rows.keep
    take_away: TakeAway | None = rows.take_away
    related: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    tools: tuple[Offer, ...] = ()
    warn: Callable[[Any], Sequence[str]] = no_warnings

    @property
    def model(self) -> Any:
        """The table of the rows."""
        return self.form._meta.model

    @property
    def has_active(self) -> bool:
        """A row can be switched off."""
        return any(field.name == "is_active" for field in self.model._meta.fields)

    def of(self, hotel: Hotel) -> QuerySet[Any]:
        """Return the rows of the hotel in the order of the list."""
        found: QuerySet[Any] = self.model._default_manager.filter(hotel=hotel)
        return (
            found.select_related(*self.related).prefetch_related(*self.many).order_by(*self.order)
        )

    def url(self, hotel: Hotel, page: str = "", *more: object) -> str:
        """Return the address of the list or, with `page` "new", "change" or "remove", of a form."""
        name = f"{self.namespace}:set_up_{self.key}{'_' + page if page else ''}"
        return reverse(name, args=[hotel.code, *more])


@dataclass(frozen=True)
class Line:
    """A row as the list shows it."""

    row: Any
    url: str
    cells: list[tuple[Column, object]]
    is_active: bool


def addresses(kind: Rows) -> list[URLPattern]:
    """Return the addresses of the pages of this kind, for the app's urlpatterns."""
    start, name = f"set-up/{kind.key}/", f"set_up_{kind.key}"
    found = [
        path(start, _guarded(kind, _listing, "GET"), name=name),
        path(f"{start}new/", _guarded(kind, _new, "GET", "POST"), name=f"{name}_new"),
        path(f"{start}<int:pk>/", _guarded(kind, _change, "GET", "POST"), name=f"{name}_change"),
    ]
    if kind.take_away is not None:
        remove = _guarded(kind, _remove, "POST")
        found.append(path(f"{start}<int:pk>/remove/", remove, name=f"{name}_remove"))
    return found


def _guarded(kind: Rows, view: Callable[..., HttpResponse], *methods: str) -> Any:
    @require_http_methods(list(methods))
    def shown(request: Any, hotel: Hotel, **found: Any) -> HttpResponse:
        return view(request, kind, hotel, **found)

    return requires(kind.right, before_opening=True)(shown)


def _listing(request: StaffRequest, kind: Rows, hotel: Hotel) -> HttpResponse:
    """Show the rows, narrowed down by what is typed."""
    wanted = edge.asked(request).line("q")
    page = paged(request, _matching(kind, hotel, wanted), PAGE_SIZE)
    page.object_list = [_line(kind, hotel, row) for row in page.object_list]
    context = {
        "kind": kind,
        "page": page,
        "wanted": wanted,
        "url": kind.url(hotel),
        "new_url": kind.url(hotel, "new"),
        "tools": offered(kind.tools, None, hotel.code),
    }
    return htmx.page(request, PAGE, context, fragment=PART)


def _new(request: StaffRequest, kind: Rows, hotel: Hotel) -> HttpResponse:
    """Make a row."""
    form = kind.form(request.POST or None, hotel=hotel)
    return _form_page(request, kind, hotel, form, None)


def _change(request: StaffRequest, kind: Rows, hotel: Hotel, pk: int) -> HttpResponse:
    """Change a row."""
    row = get_object_or_404(kind.of(hotel), pk=pk)
    form = kind.form(request.POST or None, instance=row, hotel=hotel)
    return _form_page(request, kind, hotel, form, pk)


def _form_page(
    request: StaffRequest, kind: Rows, hotel: Hotel, form: RowForm, pk: int | None
) -> HttpResponse:
    # The name as stored: validating writes what was typed on the row.
    title = str(form.instance) if pk else str(kind.new)
    deed = Deed(
        title=title,
        button=_("Save"),
        back=kind.url(hotel),
        crumbs=(Crumb(str(kind.title), kind.url(hotel)),),
        panel=PANEL,
        facts={
            "remove_url": kind.url(hotel, "remove", pk) if pk and kind.take_away else "",
            "question": _("Take “%(name)s” away for good?") % {"name": title},
        },
    )

    def act(typed: RowForm) -> str:
        typed.warn(kind.warn(typed.row))
        kind.keep(
            row=typed.row,
            hotel_id=hotel.pk,
            actor=request.actor,
            now=clock.now(),
            seen=typed.seen_before,
            links=typed.links,
        )
        return _("“%(name)s” is saved.") % {"name": typed.row}

    return answer(request, deed, form, act)  # type: ignore[arg-type]


def _remove(request: StaffRequest, kind: Rows, hotel: Hotel, pk: int) -> HttpResponse:
    """Take a row away."""
    row = get_object_or_404(kind.of(hotel), pk=pk)
    verb = kind.take_away
    if verb is None:
        raise Http404

    def act() -> str:
        verb(row=row, hotel_id=hotel.pk, actor=request.actor, now=clock.now())
        return _("“%(name)s” is taken away.") % {"name": row}

    return press(request, kind.url(hotel), act)


def _matching(kind: Rows, hotel: Hotel, wanted: str) -> list[Any]:
    """Return the rows in which what is typed is found; a hotel keeps few enough to read them."""
    found = list(kind.of(hotel))
    sought = normalise(wanted)
    if not sought:
        return found
    return [
        row
        for row in found
        if any(sought in normalise(str(getattr(row, name))) for name in kind.found_by)
    ]


def _line(kind: Rows, hotel: Hotel, row: Any) -> Line:
    return Line(
        row=row,
        url=kind.url(hotel, "change", row.pk),
        cells=[(column, column.show(row)) for column in kind.columns],
        is_active=bool(getattr(row, "is_active", True)),
    )
