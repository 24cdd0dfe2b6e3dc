"""The folios of a reservation as its page shows them; looking opens none."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import htmx
from invoicing.domain.pages import folio_page
from invoicing.models import Folio
from reservations.models import Reservation


@requires(Right.INVOICING_VIEW)
@require_GET
def reservation_folios(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Show what each window of the reservation's stays owes, and all of them together."""
    reservation = get_object_or_404(Reservation, hotel=hotel, code=code)
    windows = Folio.objects.filter(stay__reservation=reservation).select_related(
        "payer", "stay__room", "stay__guest"
    )
    folios = folio_page.with_balances(windows.order_by("stay", "window", "pk"))
    owed: dict[int, Decimal] = {}
    for line in folios:
        stay_id = line.folio.stay_id or 0
        owed[stay_id] = owed.get(stay_id, Decimal(0)) + line.balance
    context = {
        "hotel": hotel,
        "reservation": reservation,
        "folios": folios,
        "owed_by_stay": owed,
        "balance": sum((line.balance for line in folios), Decimal(0)),
    }
    return htmx.page(
        request,
        "invoicing/folio/reservation_folios.html",
        context,
        fragment="invoicing/folio/reservation_folios_part.html",
    )
