from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cardex.domain.consent import consent, suppression
from cardex.enums import SuppressionReason
from cardex.forms.consent.consent import ConsentForm
from cardex.models import Profile
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web import edge


@requires(Right.CARDEX_CONSENT)
@require_POST
def mark(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Write what the guest said into the consent ledger."""
    profile = get_object_or_404(Profile, pk=pk, anonymised_at=None)
    form = ConsentForm(request.POST)
    if form.is_valid():
        said = form.wish()
        consent.record(
            profile_id=pk,
            purpose=said.purpose,
            act=said.act,
            source=said.source,
            clause=said.clause,
            actor=request.actor,
            now=clock.now(),
        )
        messages.success(request, _("The consent of %(name)s is noted.") % {"name": profile})
    else:
        messages.error(request, _("Choose what the guest said, about what, and where."))
    return _back(hotel, pk)


@requires(Right.CARDEX_CONSENT)
@require_POST
def address(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Block the e-mail on the card or, with `lift`, unblock it."""
    profile = get_object_or_404(Profile.objects.exclude(email=""), pk=pk, anonymised_at=None)
    if "lift" in edge.sent(request):
        suppression.lift(address=profile.email, actor=request.actor, now=clock.now())
        messages.success(
            request, _("Messages to %(address)s are allowed again.") % {"address": profile.email}
        )
    else:
        suppression.suppress(
            address=profile.email,
            reason=SuppressionReason.STAFF,
            profile_id=pk,
            actor=request.actor,
            now=clock.now(),
        )
        messages.success(
            request, _("Nothing more is sent to %(address)s.") % {"address": profile.email}
        )
    return _back(hotel, pk)


def _back(hotel: Hotel, pk: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cardex:card", args=[hotel.code, pk]))
