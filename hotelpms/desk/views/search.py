from django.http import HttpResponse
from django.views.decorators.http import require_GET

from hotelpms.desk.domain import search as finder
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.search.wanted import LONGEST_SEARCH
from hotelpms.kit.web import edge, htmx


@requires(Right.DESK_VIEW)
@require_GET
def search(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show what fits the text; htmx asks for the results alone while the clerk types."""
    text = edge.asked(request).line("q", longest=LONGEST_SEARCH)
    context = {
        "hotel": hotel,
        "search_text": text,
        "found": finder.find(
            hotel=hotel, text=text, rights=request.rights, business_date=request.business_date
        ),
        "may_create": Right.CARDEX_EDIT in request.rights,
    }
    return htmx.page(request, "desk/search.html", context, fragment="desk/search_results.html")
