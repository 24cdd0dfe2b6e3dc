"""An invoice leaves by e-mail, alone or with a payment link; a link is taken back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.deeds import Crumb, Deed, answer
from invoicing.domain.invoices import invoice_mail
from invoicing.domain.online import letters, paylinks
from invoicing.forms.invoices.sending import SendForm, SendWish
from invoicing.models import Invoice, PaymentLink
from messaging.models import Message
from messaging.views.outbox.telling import tell


@requires(Right.INVOICING_SEND_LINK)
def send_invoice(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """E-mail the invoice as attachment."""
    invoice = _invoice(hotel, pk)
    deed = _deed(
        invoice,
        title=_("E-mail invoice %(number)s") % {"number": invoice.full_number},
        explanation=_("The invoice is attached as PDF."),
        button=_("Send invoice"),
    )
    return _send(request, invoice, deed, invoice_mail.queue_invoice)


@requires(Right.INVOICING_SEND_LINK)
def send_link(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """E-mail the invoice with a payment link, valid for 24 hours."""
    invoice = _invoice(hotel, pk)
    # Said before somebody types an address.
    paylinks.refuse_unpayable(invoice_id=pk)
    deed = _deed(
        invoice,
        title=_("Send a payment link for invoice %(number)s") % {"number": invoice.full_number},
        explanation=_(
            "The guest gets the invoice as PDF and a link to pay what is open. The link works "
            "for 24 hours; a link sent earlier stops working."
        ),
        button=_("Send payment link"),
    )
    return _send(request, invoice, deed, letters.queue_payment_link)


@requires(Right.INVOICING_SEND_LINK)
@require_POST
def revoke_link(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Make a payment link useless."""
    link = get_object_or_404(PaymentLink, pk=pk, hotel=hotel)
    paylinks.revoke(link_id=pk, actor=request.actor, now=clock.now())
    messages.success(request, _("The payment link is revoked."))
    return HttpResponseRedirect(reverse("invoicing:invoice", args=[hotel.code, link.invoice_id]))


def _deed(invoice: Invoice, *, title: str, explanation: str, button: str) -> Deed:
    page = reverse("invoicing:invoice", args=[invoice.hotel.code, invoice.pk])
    return Deed(
        title=title,
        explanation=explanation,
        button=button,
        back=page,
        crumbs=(Crumb(invoice.full_number, page),),
        panel="invoicing/invoices/send_panel.html",
        facts={"invoice": invoice},
    )


def _send(
    request: StaffRequest, invoice: Invoice, deed: Deed, queue: Callable[..., Message]
) -> HttpResponse:
    form = SendForm(request.POST or None, initial={"to_address": invoice_mail.address_for(invoice)})

    def act(wish: SendWish) -> str:
        message = queue(
            invoice_id=invoice.pk,
            to_address=wish.to_address,
            actor=request.actor,
            now=clock.now(),
            request_key=wish.key,
        )
        tell(request, message)
        return ""

    return answer(request, deed, form, act)


def _invoice(hotel: Hotel, pk: int) -> Invoice:
    rows = Invoice.objects.select_related("hotel", "folio", "payer", "receivable")
    return get_object_or_404(rows, pk=pk, hotel=hotel)
