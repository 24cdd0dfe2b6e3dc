from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cardex.domain.cards import queries
from cardex.domain.consent import suppression
from cardex.enums import ConsentAct
from cardex.forms.consent.consent import ConsentForm
from cardex.models import Profile
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web.parts import Alert


@requires(Right.CARDEX_VIEW)
@require_GET
def card(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show a card: key facts, counters, consents with their ledger.

    Stays and messages belong to apps that know this one; the page asks for them by address.
    """
    profile = get_object_or_404(Profile, pk=pk)
    is_suppressed = bool(profile.email) and suppression.is_suppressed(address=profile.email)
    context = {
        "hotel": hotel,
        "profile": profile,
        "is_suppressed": is_suppressed,
        "alerts": _alerts(profile, is_suppressed=is_suppressed),
        "has_address": bool(profile.street or profile.city or profile.country),
        "consents": queries.consents_of(profile),
        "ledger": list(queries.ledger_of(profile)[:100]),
        "consent_form": ConsentForm(initial={"act": ConsentAct.GRANTED}),
        "may_see_money": Right.INVOICING_VIEW in request.rights,
        "may_edit": Right.CARDEX_EDIT in request.rights and profile.anonymised_at is None,
        "may_mark": Right.CARDEX_CONSENT in request.rights and profile.anonymised_at is None,
    }
    return render(request, "cardex/cards/card.html", context)


def _alerts(profile: Profile, *, is_suppressed: bool) -> list[Alert]:
    found = []
    if profile.anonymised_at:
        found.append(Alert("info", _("This card was anonymised.")))
    if profile.is_grey_listed:
        found.append(Alert("warn", _("This guest is on the grey list."), profile.notes))
    elif profile.notes:
        found.append(Alert("info", _("Notes on the card"), profile.notes))
    if is_suppressed:
        title = _("The e-mail address is blocked.")
        found.append(Alert("warn", title, _("No message of any kind is sent to it.")))
    return found
