from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from cardex.domain.cards import queries, search
from cardex.enums import ProfileKind
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import htmx
from hotelpms.lists import pages
from hotelpms.lists.domain import catalogue
from hotelpms.lists.domain.catalogue import Column

LIST = catalogue.register(
    catalogue.List(
        key="cards",
        label=_("Guests, companies, agencies"),
        right=Right.CARDEX_VIEW,
        url_name="cardex:list",
        params=("q", "kind"),
        columns=(
            Column("name", _("Name"), is_fixed=True),
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
    here = pages.shown(LIST, request)
    if here.opening:
        return HttpResponseRedirect(here.opening)
    text = request.GET.get("q", "").strip()
    kind = request.GET.get("kind", "")
    kind = kind if kind in ProfileKind.values else ""
    page = queries.page(text=text, kind=kind, after=request.GET.get("after", ""))
    context = {
        "hotel": hotel,
        "list": here,
        "page": page,
        "chips": _chips(text, kind),
        "q": text,
        "kind": kind,
        "is_first": not request.GET.get("after"),
        "kinds": ProfileKind.choices,
        "may_edit": Right.CARDEX_EDIT in request.rights,
    }
    return htmx.page(
        request, "cardex/cards/list.html", context, fragment="cardex/cards/list_rows.html"
    )


def _chips(text: str, kind: str) -> list[dict[str, object]]:
    """The kinds of cards as links; the text searched for is kept."""
    return [
        {
            "label": label,
            "url": f"?{urlencode(_filled(q=text, kind=value)) or pages.EVERYTHING}",
            "is_current": value == kind,
        }
        for value, label in [("", _("All")), *ProfileKind.choices]
    ]


def _filled(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


@requires(Right.CARDEX_VIEW)
@require_GET
def options(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Answer a combobox with the cards that fit; `kind` narrows them down.

    A form with several comboboxes names the field that holds the text in `text_in`.
    """
    kind = request.GET.get("kind", "")
    found = search.find(
        text=request.GET.get(request.GET.get("text_in", "q"), ""),
        kind=kind if kind in ProfileKind.values else None,
        limit=8,
    )
    return render(request, "cardex/cards/options.html", {"profiles": found})
