"""The money page: what is owed, what came in today, what needs a person."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web.paging import paged
from invoicing.domain.online import settling
from invoicing.domain.pages import folio_page, overview

PER_PAGE = 50
SHOWN = 10


@requires(Right.INVOICING_VIEW)
@require_GET
def home(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show open folios, unpaid invoices, online payments to look at and today's money."""
    page = paged(request, overview.open_folios(hotel=hotel), PER_PAGE)
    payments = list(overview.payments_of(hotel=hotel, date=request.business_date))
    unpaid = overview.unpaid_invoices(hotel=hotel)
    context = {
        "hotel": hotel,
        "business_date": request.business_date,
        "page": page,
        "folios": folio_page.with_balances(page),
        "guest_ledger": overview.guest_ledger(hotel=hotel),
        "unpaid": list(unpaid[:SHOWN]),
        "unpaid_count": unpaid.count(),
        "unpaid_total": overview.unpaid_total(hotel=hotel),
        "receipts": list(settling.waiting(hotel)[:SHOWN]),
        "payments": payments[:SHOWN],
        "payments_count": len(payments),
        "payments_total": sum(payment.amount for payment in payments),
    }
    return render(request, "invoicing/folio/home.html", context)
