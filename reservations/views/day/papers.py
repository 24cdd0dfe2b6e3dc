"""Papers of a booking, to be looked at and printed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import edge
from reservations.domain.front_desk import papers
from reservations.views.stay.look_up import reservation_or_404, stay_or_404


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def confirmation(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Open the confirmation as the guest gets it. Raises PdfUnavailable."""
    # It prints the address of the booker, which stands on the card.
    if Right.CARDEX_VIEW not in request.rights:
        raise PermissionDenied(Right.CARDEX_VIEW)
    reservation = reservation_or_404(hotel, code)
    return _opened(papers.print_confirmation(reservation_id=reservation.pk), reservation.code)


@requires(Right.RESERVATIONS_CHECK_IN)
@require_GET
def registration_card(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Open the registration card of one stay. Raises PdfUnavailable."""
    stay = stay_or_404(hotel, pk)
    return _opened(papers.print_card(stay=stay), f"{stay.reservation.code}-registration")


@requires(Right.RESERVATIONS_CHECK_IN)
@require_GET
def registration_cards(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Open the cards of everybody who arrives on a date. Raises NobodyArrives, PdfUnavailable."""
    date = edge.asked(request).day("date") or request.business_date
    return _opened(papers.print_cards(hotel=hotel, date=date), f"registration-{date.isoformat()}")


def _opened(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}.pdf"',
            # Names, birth dates and documents stay in no cache.
            "Cache-Control": "private, no-store",
        },
    )
