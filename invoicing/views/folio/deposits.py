"""The deposit of a guest who did not come: kept as a fee, as a whole or in part."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.money import Money, format_money
from hotelpms.kit.web.deeds import Deed, answer
from invoicing.domain.folios import folios
from invoicing.domain.payments import fees
from invoicing.forms.folio.deposits import KeepForm, KeepWish
from invoicing.models import Folio
from invoicing.views.folio import whose
from invoicing.views.folio.folio import FOR_FORMS, back_of


@requires(Right.INVOICING_KEEP_DEPOSIT)
@require_http_methods(["GET", "POST"])
def keep_deposit(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Keep the deposit of a cancelled stay or a no-show as its fee."""
    rows = Folio.objects.select_related(*FOR_FORMS)
    folio = get_object_or_404(rows, pk=pk, hotel=hotel)
    waiting = folios.deposit(folio_id=folio.pk)
    owed = folios.balance(folio_id=folio.pk).amount
    shown = format_money(Money(waiting, folio.currency), get_language() or "en")
    form = KeepForm(
        request.POST or None,
        hotel=hotel,
        may_refund=Right.INVOICING_REFUND in request.rights,
        initial={"amount": min(owed, waiting) if owed > 0 else waiting},
    )
    deed = Deed(
        title=_("Keep the deposit"),
        explanation=_(
            "%(amount)s was paid in advance. What is kept pays the fee; what the folio does not "
            "owe yet is posted on it."
        )
        % {"amount": shown},
        button=_("Keep the deposit"),
        back=back_of(request, folio),
        is_grave=True,
        whose=partial(whose.of_folio, folio),
    )

    def act(wish: KeepWish) -> str:
        kept = fees.keep_deposit(
            folio_id=folio.pk,
            amount=wish.amount,
            reason=wish.reason,
            refund_by=wish.refund_by.pk if wish.refund_by else None,
            actor=request.actor,
            now=clock.now(),
            request_key=wish.once,
        )
        shown = format_money(Money(kept.amount, folio.currency), get_language() or "en")
        return _("%(amount)s of the deposit is kept.") % {"amount": shown}

    return answer(request, deed, form, act)
