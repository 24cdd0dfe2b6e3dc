"""What the room plan tells of one stay while the pointer rests on its bar, or after a tap."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import htmx
from reservations.domain.pages.plan_card import plan_card
from reservations.enums import Board
from reservations.views.stay.actions import stay_actions


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def card(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show who the guest is, how long, what is noted, and what may be done now."""
    shown = plan_card(hotel, pk, request.business_date)
    if shown is None:
        raise Http404
    context = {
        "hotel": hotel,
        "card": shown,
        "line": shown.sheet.line,
        "board": Board(shown.sheet.line.board).label,
        "may": stay_actions(shown.sheet.line, request.rights, request.business_date),
        "may_see_cards": Right.CARDEX_VIEW in request.rights,
        # The folio belongs to an app above this one.
        "may_see_folio": Right.INVOICING_VIEW in request.rights,
    }
    return htmx.page(
        request,
        "reservations/plan/plan_card_page.html",
        context,
        fragment="reservations/plan/plan_card.html",
    )
