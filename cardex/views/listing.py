from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cardex import permissions
from cardex.domain import queries, search
from cardex.enums import ProfileKind
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import htmx


@requires(permissions.VIEW)
@require_GET
def listing(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the Cardex by name; htmx asks for the rows alone while the clerk types."""
    text = request.GET.get("q", "").strip()
    kind = request.GET.get("kind", "")
    kind = kind if kind in ProfileKind.values else ""
    page = queries.page(text=text, kind=kind, after=request.GET.get("after", ""))
    context = {
        "hotel": hotel,
        "page": page,
        "q": text,
        "kind": kind,
        "is_first": not request.GET.get("after"),
        "kinds": ProfileKind.choices,
        "may_edit": permissions.EDIT in request.rights,
    }
    return htmx.page(request, "cardex/list.html", context, fragment="cardex/list_rows.html")


@requires(permissions.VIEW)
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
    return render(request, "cardex/options.html", {"profiles": found})
