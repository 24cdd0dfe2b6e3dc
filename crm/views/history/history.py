from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from cardex.enums import ProfileKind
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
    account = (
        accounts.account_of(hotel=hotel, profile=profile)
        if Right.INVOICING_VIEW in request.rights
        else None
    )
    is_part = htmx.wants_fragment(request)
    context = {
        "hotel": hotel,
        "profile": profile,
        # What the card of the page around it tells, and of companies and agencies only this app.
        "sends_account": is_part and account is not None,
        "sends_counts": is_part and profile.kind != ProfileKind.GUEST,
        "history": histories.of_profile(hotel=hotel, profile_id=pk),
        "shows_stays": Right.RESERVATIONS_VIEW in request.rights,
        "shows_messages": Right.MESSAGING_VIEW in request.rights,
        "account": account,
    }
    return htmx.page(
        request, "crm/history/history.html", context, fragment="crm/history/history_parts.html"
    )
