from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from cardex.domain.cards import queries
from cardex.domain.consent import suppression
from cardex.enums import ConsentAct
from cardex.forms.consent.consent import ConsentForm
from cardex.models import Profile
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires

# The app far above this one owns the constant; its figures come by address.


@requires(Right.CARDEX_VIEW)
@require_GET
def card(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show a card: key facts, counters, consents with their ledger.

    Stays and messages belong to apps that know this one; the page asks for them by address.
    """
    profile = get_object_or_404(Profile, pk=pk)
    context = {
        "hotel": hotel,
        "profile": profile,
        "consents": queries.consents_of(profile),
        "ledger": list(queries.ledger_of(profile)[:100]),
        "is_suppressed": bool(profile.email) and suppression.is_suppressed(address=profile.email),
        "consent_form": ConsentForm(initial={"act": ConsentAct.GRANTED}),
        "may_see_money": Right.INVOICING_VIEW in request.rights,
        "may_edit": Right.CARDEX_EDIT in request.rights and profile.anonymised_at is None,
        "may_mark": Right.CARDEX_CONSENT in request.rights and profile.anonymised_at is None,
    }
    return render(request, "cardex/cards/card.html", context)
