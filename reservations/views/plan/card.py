"""What the room plan tells of one stay while the pointer rests on its bar, or after a tap."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.dates import format_day
from hotelpms.kit.web import htmx
from reservations.domain.nights import late
from reservations.domain.pages.plan_card import PlanCard, plan_card
from reservations.enums import Board
from reservations.views.stay import buttons
from reservations.views.stay.actions import stay_actions


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def card(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show who the guest is, how long, what is noted, and what may be done now."""
    shown = plan_card(hotel, pk, request.business_date)
    if shown is None:
        raise Http404
    line, standing = shown.sheet.line, shown.standing
    first = late.first_night(hotel, request.business_date, clock.now())
    may = stay_actions(line, request.rights, request.business_date, first)
    sees_cards = Right.CARDEX_VIEW in request.rights
    context = {
        "hotel": hotel,
        "card": shown,
        "line": line,
        "board": Board(line.board).label,
        "option": _option(shown),
        "arrival_time": line.arrival_time if standing == "due_in" else None,
        "is_grey_listed": sees_cards and shown.is_grey_listed,
        "card_note": shown.card_note if sees_cards else "",
        "buttons": buttons.on_plan(hotel, line, may, standing),
        "may_see_folio": may.see_folio,
    }
    return htmx.page(
        request,
        "reservations/plan/plan_card_page.html",
        context,
        fragment="reservations/plan/plan_card.html",
    )


def _option(shown: PlanCard) -> str:
    if not shown.is_option:
        return ""
    if not shown.option_until:
        return _("Option")
    return _("Option until %(date)s") % {"date": format_day(shown.option_until, "brief")}
