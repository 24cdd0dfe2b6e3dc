from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.htmx import page
from hotelpms.lists import pages
from hotelpms.lists.domain import catalogue
from hotelpms.lists.domain.catalogue import Column
from messaging.domain.pages import queries
from messaging.enums import MessageState
from messaging.forms.outbox.filters import OutboxFilter
from messaging.views.tabs import tabs

PAGE_SIZE = 50

LIST = catalogue.register(
    catalogue.List(
        key="outbox",
        label=_("Messages"),
        right=Right.MESSAGING_VIEW,
        url_name="messaging:outbox",
        params=("q", "kind", "state"),
        columns=(
            Column("to", _("To"), is_fixed=True),
            Column("message", _("Message")),
            Column("state", _("State")),
            Column("due", _("Due")),
            Column("sent", _("Sent")),
        ),
    )
)


@requires(Right.MESSAGING_VIEW)
@require_GET
def outbox(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """List what was sent and what waits, the latest first, with filters and the queue's health."""
    here = pages.shown(LIST, request)
    if here.opening:
        return HttpResponseRedirect(here.opening)
    filters = OutboxFilter(request.GET)
    rows = queries.messages_of(hotel, **filters.wanted())
    figures = queries.outbox_figures(hotel, now=clock.now())
    context = {
        "hotel": hotel,
        "tabs": tabs(request, "messaging:outbox"),
        "list": here,
        "filters": filters,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "figures": figures,
        "states": [(state, figures.counts.get(state, 0)) for state in MessageState],
        "state": filters.wanted()["state"],
        "account": queries.account_in_use(hotel),
    }
    return page(
        request,
        "messaging/outbox/outbox.html",
        context,
        fragment="messaging/outbox/outbox_rows.html",
    )
