from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from cardex.domain.cards import queries, search
from cardex.enums import ProfileKind
from cardex.forms.cards.filters import CardFilters, CardWish
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.search.wanted import LONGEST_SEARCH, wanted
from hotelpms.kit.web import edge
from hotelpms.lists import pages
from hotelpms.lists.domain import catalogue
from hotelpms.lists.domain.catalogue import Column

LIST = catalogue.register(
    catalogue.List(
        key="cards",
        label=_("Guests, companies, agencies"),
        right=Right.CARDEX_VIEW,
        url_name="cardex:list",
        filters=CardFilters,
        page="cardex/cards/list.html",
        part="cardex/cards/list_rows.html",
        columns=(
            Column("name", pgettext_lazy("person or company", "Name"), is_fixed=True),
            Column("kind", _("Kind")),
            Column("email", _("E-mail")),
            Column("phone", _("Phone")),
            Column("city", _("City")),
            Column("country", _("Country"), is_usual=False),
            Column("language", _("Language"), is_usual=False),
            Column("stays", _("Stays"), numeric=True),
            Column("nights", _("Nights"), numeric=True, is_usual=False),
            Column("no_shows", _("No-shows"), numeric=True, is_usual=False),
            Column("last_departure", _("Last departure")),
        ),
    )
)


@requires(Right.CARDEX_VIEW)
@require_GET
def listing(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the Cardex by name; htmx asks for the rows alone while the clerk types."""

    def facts(wish: CardWish, _sort: str) -> dict[str, Any]:
        asked = wanted(wish.q, country=str(hotel.country))
        after = edge.asked(request).row_id("after")
        return {
            "page": queries.page(wish=asked, kind=wish.kind, after=after),
            "chips": _chips(wish),
            "kind": wish.kind,
            "is_first": not after,
            "may_edit": Right.CARDEX_EDIT in request.rights,
        }

    return pages.answer(request, LIST, CardFilters(request.GET), facts)


def _chips(wish: CardWish) -> list[pages.Chip]:
    """The kinds of cards as links; the text searched for is kept."""
    return [
        pages.Chip(label, pages.filled(replace(wish, kind=value)), value == wish.kind)
        for value, label in [("", _("All")), *ProfileKind.choices]
    ]


@requires(Right.CARDEX_VIEW)
@require_GET
def options(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Answer a combobox with the cards that fit; `kind` narrows them down.

    A form with several comboboxes names the field that holds the text in `text_in`.
    """
    asked = edge.asked(request)
    text = asked.line(asked.line("text_in") or "q", longest=LONGEST_SEARCH)
    found = search.find(
        wanted(text, country=str(hotel.country)),
        kind=asked.choice("kind", ProfileKind.values) or None,
        limit=8,
    )
    return render(request, "cardex/cards/options.html", {"profiles": found})
