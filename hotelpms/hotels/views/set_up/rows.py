"""Pages for rows of the set-up: a list, and a form that makes, changes and takes away a row.

An app says what it keeps as a `Rows` and mounts its `addresses`; rules stand in its verbs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.forms.set_up import RowForm
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.hotels.views.set_up.kinds import STATE, Column, Filter, Rows
from hotelpms.kit import clock
from hotelpms.kit.search.plain import normalise
from hotelpms.kit.web import edge, htmx
from hotelpms.kit.web.deeds import Crumb, Deed, answer, press
from hotelpms.kit.web.paging import paged
from hotelpms.kit.web.parts import Badge, offered

__all__ = ["Column", "Filter", "Rows", "addresses"]

PAGE, PART = "set_up/rows.html", "set_up/rows_part.html"
PANEL = "set_up/row_panel.html"


@dataclass(frozen=True)
class Cell:
    """What a column says of one row."""

    column: Column
    text: object
    badge: Badge | None


@dataclass(frozen=True)
class Line:
    """A row as the list shows it."""

    row: Any
    url: str
    cells: list[Cell]
    is_active: bool


@dataclass(frozen=True)
class Choice:
    """A filter as the list shows it, with the value that was chosen."""

    name: str
    label: str | Promise
    offers: list[tuple[str, str | Promise]]
    value: str


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
    """Show the rows, narrowed down by what is typed and chosen."""
    asked = edge.asked(request)
    there = kind.sorted(hotel)
    wanted = asked.line("q")
    choices = [_choice(one, hotel, asked) for one in _filters(kind, there)]
    chosen = {one.name: one.value for one in choices if one.value}
    page = paged(request, _matching(kind, there, wanted, chosen), kind.page_size)
    page.object_list = [_line(kind, hotel, row) for row in page.object_list]
    context = {
        "kind": kind,
        "page": page,
        "wanted": wanted,
        "choices": choices,
        "is_narrowed": bool(wanted or chosen),
        "url": kind.url(hotel),
        "new_url": kind.url(hotel, "new"),
        "tools": offered(kind.tools, None, hotel.code),
        "together": offered(kind.together, None, hotel.code),
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


def _filters(kind: Rows, there: list[Any]) -> tuple[Filter, ...]:
    """Return what narrows the list; active or off only where there are rows of both."""
    states = {row.is_active for row in there} if kind.has_active else set()
    return (*kind.filters, STATE) if len(states) > 1 else kind.filters


def _choice(one: Filter, hotel: Hotel, asked: edge.Given) -> Choice:
    offers = list(one.offers(hotel))
    value = asked.choice(one.name, [value for value, _label in offers])
    return Choice(one.name, one.label, offers, value)


def _matching(kind: Rows, there: list[Any], wanted: str, chosen: dict[str, str]) -> list[Any]:
    """Return the rows in which what is typed is found and that have what is chosen."""
    sought = normalise(wanted)
    fitting = [one for one in (*kind.filters, STATE) if one.name in chosen]
    return [
        row
        for row in there
        if all(one.fits(row, chosen[one.name]) for one in fitting)
        and (not sought or any(sought in normalise(str(getattr(row, x))) for x in kind.found_by))
    ]


def _line(kind: Rows, hotel: Hotel, row: Any) -> Line:
    return Line(
        row=row,
        url=kind.url(hotel, "change", row.pk),
        cells=[_cell(column, column.show(row)) for column in kind.columns],
        is_active=bool(getattr(row, "is_active", True)),
    )


def _cell(column: Column, said: object) -> Cell:
    if isinstance(said, Badge):
        return Cell(column, "", said)
    return Cell(column, "–" if said in (None, "") else said, None)
