from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from cardex.models import Profile
from crm.domain.history import history as histories
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web import htmx
from invoicing.domain.receivables import accounts


@requires(Right.CARDEX_VIEW)
@require_GET
def history(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show a card's stays and messages in this hotel; the card's page loads it as a part."""
    profile = get_object_or_404(Profile, pk=pk)
    context = {
        "hotel": hotel,
        "profile": profile,
        "history": histories.of_profile(hotel=hotel, profile_id=pk),
        "shows_stays": Right.RESERVATIONS_VIEW in request.rights,
        "shows_messages": Right.MESSAGING_VIEW in request.rights,
        "account": (
            accounts.account_of(hotel=hotel, profile=profile)
            if Right.INVOICING_VIEW in request.rights
            else None
        ),
    }
    return htmx.page(
        request, "crm/history/history.html", context, fragment="crm/history/history_parts.html"
    )
