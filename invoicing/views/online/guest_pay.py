"""The page behind a payment link. Looking at it changes nothing; paying and renewing are POST."""

import datetime
import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotelpms.hotels.guest_pages import guest_page, in_language, masked, notice
from hotelpms.kit import clock
from hotelpms.kit.errors import Refused
from hotelpms.kit.files import documents
from invoicing.domain.invoices.documents import invoice_pdf
from invoicing.domain.online import paylinks, receipts, renewal
from invoicing.domain.online.paylinks import LinkNotOpen, LinkView
from invoicing.domain.pages import invoice_list
from invoicing.enums import LinkState

WHY = "a guest opens it from a mail; the token in the address is the key"
GONE = 410


@guest_page(WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is to be paid; POST begins the payment at the provider."""
    now = clock.now()
    view = paylinks.find(token=token, now=now)
    if request.method == "POST":
        return _answer(request, view, lambda: _begin(request, token, view, now))
    return in_language(
        request, view.hotel, view.invoice.language, lambda: _show(request, token, view)
    )


@guest_page(WHY)
@require_GET
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """The guest returns from the provider, perhaps before its event has reached us."""
    now = clock.now()
    view = paylinks.find(token=token, now=now)
    if view.state != LinkState.PAID:
        receipts.ask(link_id=view.link.pk, now=now)
        view = paylinks.find(token=token, now=now)
    if view.state != LinkState.OPEN:
        return HttpResponseRedirect(reverse("guest:guest_pay", args=[token]))
    return in_language(
        request, view.hotel, view.invoice.language, lambda: _waiting(request, token, view)
    )


@guest_page(WHY)
@require_GET
def document(request: HttpRequest, token: str) -> HttpResponse:
    """The invoice as PDF, as long as the link lives."""
    view = paylinks.find(token=token, now=clock.now())
    if not view.shows_document:
        return in_language(
            request, view.hotel, view.invoice.language, lambda: _show(request, token, view)
        )
    pdf = invoice_pdf(view.invoice.pk)
    return HttpResponse(
        documents.read(pdf),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{_file_name(view)}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@guest_page(WHY)
@require_POST
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Send a new link to the address on file."""
    view = paylinks.find(token=token, now=clock.now())
    return in_language(
        request, view.hotel, view.invoice.language, lambda: _renew(request, token, view)
    )


def _answer(
    request: HttpRequest, view: paylinks.LinkView, page: Callable[[], HttpResponse]
) -> HttpResponse:
    return in_language(request, view.hotel, view.invoice.language, page)


def _begin(
    request: HttpRequest, token: str, view: LinkView, now: datetime.datetime
) -> HttpResponse:
    try:
        url = paylinks.begin(
            token=token,
            now=now,
            return_url=_public("guest:guest_return", token),
            cancel_url=_public("guest:guest_pay", token),
        )
    except LinkNotOpen:
        return _show(request, token, paylinks.find(token=token, now=now))
    except Refused as refused:
        return _pay_page(request, token, view, problem=refused)
    return HttpResponseRedirect(url, status=303)


def _renew(request: HttpRequest, token: str, view: LinkView) -> HttpResponse:
    try:
        renewal.renew_by_guest(token=token, now=clock.now())
    except LinkNotOpen:
        return _show(request, token, view)
    except Refused as refused:
        return _notice(
            request, view, _("A new link cannot be sent"), str(refused), status=refused.status
        )
    return _notice(
        request,
        view,
        _("A new link is on its way"),
        _("It is sent to %(address)s and works for 24 hours.")
        % {"address": masked(view.link.to_address)},
    )


def _show(request: HttpRequest, token: str, view: LinkView) -> HttpResponse:
    if view.state == LinkState.OPEN:
        return _pay_page(request, token, view)
    if view.state == LinkState.PAID:
        context = _context(token, view) | {"payments": invoice_list.payments_for(view.invoice)}
        return render(request, "guest/paid.html", context)
    if view.state == LinkState.EXPIRED:
        context = _context(token, view) | {"address": masked(view.link.to_address)}
        return render(request, "guest/expired.html", context, status=GONE)
    if view.state == LinkState.HELD:
        return _notice(
            request,
            view,
            _("We have received your payment"),
            _("The hotel is checking it and will get in touch. Please do not pay again."),
        )
    return _notice(
        request,
        view,
        _("This link is no longer valid"),
        _("Use the link of the latest mail, or ask the hotel to send you a new one."),
        status=GONE,
    )


def _pay_page(
    request: HttpRequest, token: str, view: LinkView, problem: Refused | None = None
) -> HttpResponse:
    context = _context(token, view) | {"problem": problem.message if problem else ""}
    return render(request, "guest/pay.html", context, status=problem.status if problem else 200)


def _waiting(request: HttpRequest, token: str, view: LinkView) -> HttpResponse:
    return _notice(
        request,
        view,
        _("Your payment is not confirmed yet"),
        _("If you have paid, the confirmation arrives in a moment. You also get it by e-mail."),
        url=reverse("guest:guest_return", args=[token]),
        action=_("Look again"),
        other_url=reverse("guest:guest_pay", args=[token]),
        other_action=_("Back to the payment page"),
    )


def _notice(
    request: HttpRequest, view: LinkView, title: str, text: str, **more: object
) -> HttpResponse:
    return notice(request, title=title, text=text, hotel=view.hotel, **more)  # type: ignore[arg-type]


def _context(token: str, view: LinkView) -> dict[str, object]:
    minutes = int(view.left.total_seconds() // 60)
    return {
        "hotel": view.hotel,
        "view": view,
        "invoice": view.invoice,
        "token": token,
        "seconds_left": int(view.left.total_seconds()),
        "time_left": _("%(hours)d h %(minutes)d min")
        % {"hours": minutes // 60, "minutes": minutes % 60},
    }


def _public(name: str, token: str) -> str:
    return settings.PUBLIC_URL + reverse(name, args=[token])


def _file_name(view: LinkView) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "-", view.invoice.full_number) + ".pdf"
