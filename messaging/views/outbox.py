from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.htmx import page
from messaging import permissions
from messaging.domain import queries
from messaging.enums import MessageState
from messaging.forms.filters import OutboxFilter

PAGE_SIZE = 50


@requires(permissions.VIEW)
@require_GET
def outbox(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """List what was sent and what waits, the latest first, with filters and the queue's health."""
    filters = OutboxFilter(request.GET)
    rows = queries.messages_of(hotel, **filters.wanted())
    figures = queries.outbox_figures(hotel, now=clock.now())
    context = {
        "hotel": hotel,
        "filters": filters,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "figures": figures,
        "states": [(state, figures.counts.get(state, 0)) for state in MessageState],
        "state": filters.wanted()["state"],
        "account": queries.account_in_use(hotel),
    }
    return page(request, "messaging/outbox.html", context, fragment="messaging/outbox_rows.html")
