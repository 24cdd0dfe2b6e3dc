from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.paging import paged
from hotelpms.lists import pages
from hotelpms.lists.domain import catalogue
from hotelpms.lists.domain.catalogue import Column
from messaging.domain.accounts import troubles
from messaging.domain.outbox import hold
from messaging.domain.pages import queries
from messaging.enums import MessageState
from messaging.forms.outbox.filters import OutboxFilters, OutboxWish
from messaging.forms.outbox.held import DueBeforeForm
from messaging.views.tabs import tabs

PAGE_SIZE = 50

LIST = catalogue.register(
    catalogue.List(
        key="outbox",
        label=_("Messages"),
        right=Right.MESSAGING_VIEW,
        url_name="messaging:outbox",
        filters=OutboxFilters,
        page="messaging/outbox/outbox.html",
        part="messaging/outbox/outbox_rows.html",
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

    def facts(wish: OutboxWish, _sort: str) -> dict[str, Any]:
        rows = queries.messages_of(hotel, state=wish.state, kind=wish.kind, text=wish.q)
        figures = queries.outbox_figures(hotel, now=clock.now())
        account = queries.account_in_use(hotel)
        return {
            "tabs": tabs(request, LIST.url_name),
            "page": paged(request, rows, PAGE_SIZE),
            "figures": figures,
            "states": [(state, figures.counts.get(state, 0)) for state in MessageState],
            "state": wish.state,
            "account": account,
            "due_before": _due_before(request, hotel),
            "failure": troubles.explain(account.failure) if account else "",
        }

    return pages.answer(request, LIST, OutboxFilters(request.GET), facts)


def _due_before(request: StaffRequest, hotel: Hotel) -> DueBeforeForm | None:
    """Return the form that cancels what has gone out already, while all mails are held."""
    if hold.since() is None or Right.MESSAGING_SEND not in request.rights:
        return None
    return DueBeforeForm(zone=hotel.zone)
