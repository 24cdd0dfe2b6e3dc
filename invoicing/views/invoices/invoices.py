"""Issued invoices and credit notes."""

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.files import documents as store
from hotelpms.kit.money import Money, format_money
from hotelpms.kit.web.deeds import Deed, answer
from hotelpms.kit.web.paging import paged
from hotelpms.kit.web.parts import Action
from hotelpms.lists import pages
from hotelpms.lists.domain import catalogue
from hotelpms.lists.domain.catalogue import Column
from invoicing.domain.folios.folios import FOR_DOCUMENT
from invoicing.domain.invoices import documents, invoices
from invoicing.domain.online import paylinks
from invoicing.domain.pages import invoice_list
from invoicing.domain.receivables import settlement
from invoicing.domain.tax.tax_table import tax_table
from invoicing.enums import InvoiceKind, InvoiceState
from invoicing.forms.folio.posting import PaymentForm, PaymentWish, Reason, ReasonForm
from invoicing.forms.invoices.filters import InvoiceFilters, InvoiceWish
from invoicing.models import Invoice, Payment
from invoicing.views.folio import whose
from invoicing.views.folio.actions import CORRECT_PAYMENT
from invoicing.views.invoices import actions

PER_PAGE = 50
# What the forms about an invoice show of it and of its stay.
FOR_FORMS = ("hotel", "payer", *(f"folio__{name}" for name in FOR_DOCUMENT))

LIST = catalogue.register(
    catalogue.List(
        key="invoices",
        label=gettext_lazy("Invoices"),
        right=Right.INVOICING_VIEW,
        url_name="invoicing:invoices",
        filters=InvoiceFilters,
        page="invoicing/invoices/invoices.html",
        part="invoicing/invoices/invoice_rows.html",
        columns=(
            Column("number", gettext_lazy("Number"), sort="number", is_fixed=True),
            Column("date", gettext_lazy("Date")),
            Column("payer", gettext_lazy("Payer"), sort="payer"),
            Column("state", gettext_lazy("State")),
            Column("total", gettext_lazy("Total"), sort="total", numeric=True),
            Column("open", gettext_lazy("Still open"), numeric=True),
        ),
    )
)


@requires(Right.INVOICING_VIEW)
@require_GET
def listing(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """List invoices and credit notes, newest first."""

    def facts(wish: InvoiceWish, sort: str) -> dict[str, Any]:
        rows = invoice_list.invoice_list(hotel=hotel, state=wish.state, text=wish.q, sort=sort)
        page = paged(request, rows, PER_PAGE)
        return {
            "page": page,
            "rows": invoice_list.with_states(page),
            "state": wish.state,
            "states": [
                ("", _("All")),
                ("open", _("Unpaid")),
                ("paid", _("Paid")),
                ("credited", _("Credited")),
                ("credit_notes", _("Credit notes")),
            ],
        }

    return pages.answer(request, LIST, InvoiceFilters(request.GET), facts)


@requires(Right.INVOICING_VIEW)
@require_GET
def invoice(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show a document as issued, what is still open on it, and its payment links."""
    found = _invoice(hotel, pk)
    notes = list(found.credit_notes.order_by("id"))
    lines = list(found.lines.select_related("charge").order_by("position"))
    is_invoice = found.kind == InvoiceKind.INVOICE
    is_credited = invoices.is_credited(found)
    state = invoice_list.state_of(found, is_credited=is_credited)
    payments = list(invoice_list.payments_for(found))
    may = actions.invoice_actions(
        found,
        request.rights,
        is_payable=state in (InvoiceState.UNPAID, InvoiceState.PART_PAID),
        is_credited=is_credited,
    )
    context = {
        "hotel": hotel,
        "invoice": found,
        "lines": lines,
        "taxes": tax_table(lines),
        "notes": notes,
        "payments": [(payment, _correct(request, payment)) for payment in payments],
        "state": state,
        "links": paylinks.links_of(invoice_id=found.pk, now=clock.now()) if is_invoice else [],
        "buttons": actions.on_page(hotel, found, may),
        "is_invoice": is_invoice,
        "was_paid_on_folio": is_invoice and not (payments or notes or found.receivable.open_amount),
        "may_send": Right.INVOICING_SEND_LINK in request.rights,
    }
    return render(request, "invoicing/invoices/invoice.html", context)


@requires(Right.INVOICING_VIEW)
@require_GET
def pdf(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Send the PDF as issued, printing it first if the worker has not yet."""
    found = get_object_or_404(Invoice, pk=pk, hotel=hotel)
    document = documents.invoice_pdf(found.pk)
    name = document.name.replace("/", "-")
    return HttpResponse(
        store.read(document),
        content_type=document.content_type,
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


@requires(Right.INVOICING_CREDIT_NOTE)
def credit_note(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Cancel an invoice by a credit note."""
    found = _invoice(hotel, pk)
    deed = Deed(
        title=_("Credit note for invoice %(number)s") % {"number": found.full_number},
        explanation=_(
            "The whole invoice is cancelled by a credit note. Its folio is open, so that its "
            "charges can be corrected and invoiced again; money that was paid stays there as "
            "a credit."
        ),
        button=_("Issue credit note"),
        back=_page_of(found),
        leads_to=reverse("invoicing:folio", args=[hotel.code, found.folio_id]),
        is_grave=True,
        whose=partial(whose.of_invoice, found),
    )

    def act(wish: Reason) -> str:
        note = invoices.credit_note(
            invoice_id=found.pk, reason=wish.reason, actor=request.actor, now=clock.now()
        )
        return _("Credit note %(number)s is issued.") % {"number": note.full_number}

    return answer(request, deed, ReasonForm(request.POST or None), act)


@requires(Right.INVOICING_PAY)
def settle(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Record money that came in for an open invoice."""
    found = _invoice(hotel, pk)
    if found.kind == InvoiceKind.CREDIT_NOTE:
        return HttpResponseRedirect(_page_of(found))
    start = {"amount": found.receivable.open_amount}
    form = PaymentForm(request.POST or None, hotel=hotel, initial=start)
    deed = Deed(
        title=_("Payment for invoice %(number)s") % {"number": found.full_number},
        button=_("Record payment"),
        back=_page_of(found),
        whose=partial(whose.of_invoice, found),
    )

    def act(wish: PaymentWish) -> str:
        settlement.settle(
            invoice_id=found.pk,
            amount=wish.amount,
            method_id=wish.method.pk,
            actor=request.actor,
            now=clock.now(),
            reference=wish.reference,
            request_key=wish.once,
        )
        paid = format_money(Money(wish.amount, found.currency), get_language() or "en")
        return _("The payment of %(amount)s is recorded.") % {"amount": paid}

    return answer(request, deed, form, act)


def _correct(request: StaffRequest, payment: Payment) -> Action | None:
    """Return the link that takes a payment back, where it came in and that may be done."""
    if payment.amount <= 0 or Right.INVOICING_REFUND not in request.rights:
        return None
    return CORRECT_PAYMENT.at(request.hotel.code, payment.pk)


def _invoice(hotel: Hotel, pk: int) -> Invoice:
    rows = Invoice.objects.select_related("receivable", "original", *FOR_FORMS)
    return get_object_or_404(rows, pk=pk, hotel=hotel)


def _page_of(found: Invoice) -> str:
    return reverse("invoicing:invoice", args=[found.hotel.code, found.pk])
