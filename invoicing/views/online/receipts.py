"""Money from online payments that a person has to decide about: it came, or it left again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.deeds import attempt
from hotelpms.kit.web.paging import paged
from invoicing.domain.online import settling
from invoicing.enums import Attention, ReceiptOutcome
from invoicing.forms.folio.posting import Reason
from invoicing.forms.online.receipts import ApplyForm, ApplyWish, RefundedForm
from invoicing.models import Receipt

PAGE = 25


@requires(Right.INVOICING_VIEW)
def receipts(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """List the payments that need attention."""
    page = paged(request, settling.waiting(hotel), PAGE)
    rows = [(row, _reason(row)) for row in page]
    context = {"hotel": hotel, "page": page, "rows": rows}
    return render(request, "invoicing/online/receipts.html", context)


@requires(Right.INVOICING_VIEW)
def receipt(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """One payment, with the ways to settle it."""
    row = _receipt(hotel, pk)
    return _page(request, hotel, row, _apply_form(hotel, row), RefundedForm())


@requires(Right.INVOICING_PAY)
@require_POST
def apply_receipt(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Pay an invoice with the money of a receipt."""
    row, form = _receipt(hotel, pk), ApplyForm(request.POST, hotel=hotel)

    def act(wish: ApplyWish) -> str:
        invoice = wish.number
        settling.settle_receipt(
            receipt_id=pk, invoice_id=invoice.pk, actor=request.actor, now=clock.now()
        )
        return _("The payment is posted to invoice %(number)s.") % {"number": invoice.full_number}

    said = attempt(form, act)
    if said is None:
        return _page(request, hotel, row, form, RefundedForm(), status=422)
    return _settled(request, hotel, said)


@requires(Right.INVOICING_REFUND)
@require_POST
def refunded_receipt(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Note that the money went back to the guest."""
    said = _("The payment is noted as refunded.")
    return _noted(request, hotel, pk, settling.mark_refunded, said)


@requires(Right.INVOICING_REFUND)
@require_POST
def post_taken_back(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Post what the provider has taken back: the invoice is open again."""
    _receipt(hotel, pk)
    settling.post_taken_back(receipt_id=pk, actor=request.actor, now=clock.now())
    return _settled(request, hotel, _("What was taken back is posted. The invoice is open again."))


@requires(Right.INVOICING_REFUND)
@require_POST
def seen_receipt(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Note that what the provider told is dealt with."""
    return _noted(request, hotel, pk, settling.mark_seen, _("It is noted as dealt with."))


def _noted(
    request: StaffRequest, hotel: Hotel, pk: int, verb: Callable[..., Receipt], said: str
) -> HttpResponse:
    row, form = _receipt(hotel, pk), RefundedForm(request.POST)

    def act(wish: Reason) -> str:
        verb(receipt_id=pk, reason=wish.reason, actor=request.actor, now=clock.now())
        return said

    if attempt(form, act) is None:
        return _page(request, hotel, row, _apply_form(hotel, row), form, status=422)
    return _settled(request, hotel, said)


def _settled(request: StaffRequest, hotel: Hotel, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("invoicing:receipts", args=[hotel.code]))


def _receipt(hotel: Hotel, pk: int) -> Receipt:
    rows = Receipt.objects.select_related("session__link__invoice__receivable")
    return get_object_or_404(rows, pk=pk, hotel=hotel)


def _apply_form(hotel: Hotel, row: Receipt) -> ApplyForm:
    number = row.session.link.invoice.full_number if row.session else ""
    return ApplyForm(hotel=hotel, initial={"number": number})


def _page(
    request: StaffRequest,
    hotel: Hotel,
    row: Receipt,
    apply_form: ApplyForm,
    refunded_form: RefundedForm,
    status: int = 200,
) -> HttpResponse:
    waits = row.settled_at is None
    is_taken_back = waits and row.outcome == ReceiptOutcome.TAKEN_BACK
    context = {
        "hotel": hotel,
        "receipt": row,
        "is_taken_back": is_taken_back,
        "can_be_posted": is_taken_back and settling.can_be_posted(row),
        "reason": _reason(row),
        "needs_attention": waits and row.outcome == ReceiptOutcome.NEEDS_ATTENTION,
        "apply_form": apply_form if Right.INVOICING_PAY in request.rights else None,
        "refunded_form": refunded_form if Right.INVOICING_REFUND in request.rights else None,
    }
    return render(request, "invoicing/online/receipt.html", context, status=status)


def _reason(row: Receipt) -> str:
    return str(Attention(row.why).label) if row.why in Attention.values else ""
