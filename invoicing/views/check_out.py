"""The way out in four steps: balance, pay, invoice, done. The page shows the step one is at."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from invoicing import permissions
from invoicing.domain import checkout, folios, queries
from invoicing.forms.posting import ReasonForm
from invoicing.views.deeds import Deed, answer
from reservations.enums import StayState
from reservations.models import Stay
from reservations.permissions import CHECK_OUT


@requires(CHECK_OUT)
@require_GET
def check_out(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show where the guest stands on the way out, and the one thing to do next."""
    stay = _stay(hotel, pk)
    folios.main_folio(stay_id=stay.pk, business_date=request.business_date)
    page = queries.check_out_page(
        stay_id=stay.pk, business_date=request.business_date, currency=hotel.currency
    )
    context = {
        "hotel": hotel,
        "stay": stay,
        "page": page,
        "step": _step(stay, page),
        "leaves_early": stay.state == StayState.IN_HOUSE and stay.departure > request.business_date,
        "may_undo": stay.checked_out_on == request.business_date,
        "may_refund": permissions.REFUND in request.rights,
        "may_send": permissions.SEND_LINK in request.rights,
    }
    return render(request, "invoicing/check_out.html", context)


@requires(CHECK_OUT)
@require_POST
def post_due(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Post what the guest still has to pay for the room, and apply the deposit."""
    stay = _stay(hotel, pk)
    checkout.bring_up_to_date(stay_id=stay.pk, actor=request.actor, now=clock.now())
    return HttpResponseRedirect(reverse("invoicing:check_out", args=[hotel.code, pk]))


@requires(CHECK_OUT)
@require_POST
def finish(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Invoice, close the folios and let the guest leave."""
    stay = _stay(hotel, pk)
    checkout.check_out(
        stay_id=stay.pk,
        actor=request.actor,
        now=clock.now(),
        business_date=request.business_date,
    )
    messages.success(request, _("%(guest)s has left.") % {"guest": stay.guest})
    return HttpResponseRedirect(reverse("invoicing:check_out", args=[hotel.code, pk]))


@requires(CHECK_OUT)
def undo(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Bring the guest back on the same business date."""
    stay = _stay(hotel, pk)
    back = reverse("invoicing:check_out", args=[hotel.code, pk])
    deed = Deed(
        title=_("Undo the check-out"),
        explanation=_("The guest is in house again. Invoices stay as issued."),
        button=_("Undo check-out"),
        back=back,
        is_grave=True,
    )

    def act(data: dict[str, object]) -> str:
        checkout.undo_check_out(
            stay_id=stay.pk,
            reason=str(data["reason"]),
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("%(guest)s is in house again.") % {"guest": stay.guest}

    return answer(request, deed, ReasonForm(request.POST or None), act)


def _stay(hotel: Hotel, pk: int) -> Stay:
    rows = Stay.objects.select_related("guest", "room", "reservation")
    return get_object_or_404(rows, pk=pk, hotel=hotel)


def _step(stay: Stay, page: queries.CheckOutPage) -> str:
    if stay.state == StayState.DEPARTED:
        return "done"
    if page.needs_posting:
        return "balance"
    return "invoice" if page.is_balanced else "pay"
