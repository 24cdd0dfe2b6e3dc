"""Posting to a folio: charges, money, and their corrections."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import floatformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.languages import spoken
from hotelpms.kit.money import Money, format_money
from hotelpms.kit.web import edge
from hotelpms.kit.web.deeds import Deed, answer
from invoicing.domain.folios import folios, postings
from invoicing.domain.folios.descriptions import said_in
from invoicing.domain.folios.keys import FolioKey, key_of
from invoicing.domain.payments import payments
from invoicing.forms.folio.posting import (
    ChargeForm,
    ChargeWish,
    PaymentForm,
    PaymentWish,
    Press,
    PressForm,
    Reason,
    ReasonForm,
    RefundForm,
    RefundWish,
)
from invoicing.models import Charge, Folio, Payment
from invoicing.views.folio.folio import back_of, folio_or_404


@requires(Right.INVOICING_POST)
def post_charge(request: StaffRequest, hotel: Hotel, pk: FolioKey) -> HttpResponse:
    """Post one charge; below zero only for those who may correct."""
    folio = folio_or_404(hotel, pk)
    form = ChargeForm(
        request.POST or None,
        hotel=hotel,
        gives_allowances=Right.INVOICING_CORRECT in request.rights,
    )
    deed = Deed(
        title=_("Post a charge"),
        button=_("Post charge"),
        back=back_of(request, folio),
        panel="invoicing/folio/charge_panel.html",
        facts={"key": key_of(folio)},
    )

    def act(wish: ChargeWish) -> str:
        charge = postings.post_charge(
            folio_id=pk,
            code_id=wish.code.pk,
            unit_price=wish.unit_price,
            quantity=wish.quantity,
            description=wish.description,
            actor=request.actor,
            now=clock.now(),
            request_key=wish.once,
        )
        count = "" if charge.quantity == 1 else f"{floatformat(charge.quantity, -2)} × "
        return _("%(text)s, %(amount)s, is posted.") % {
            "text": count + said_in(charge.description, charge.code, spoken()),
            "amount": _shown(charge.gross, folio),
        }

    return answer(request, deed, form, act)


@requires(Right.INVOICING_POST)
@require_GET
def charge_total(request: StaffRequest, hotel: Hotel, pk: FolioKey) -> HttpResponse:
    """Say what the line would come to, while it is typed."""
    folio = folio_or_404(hotel, pk)
    form = ChargeForm(
        {"once": "-", **edge.asked(request).by_name()},
        hotel=hotel,
        gives_allowances=Right.INVOICING_CORRECT in request.rights,
    )
    facts = {"folio": folio, "sum": form.sum_up}
    return render(request, "invoicing/folio/charge_total.html", facts)


@requires(Right.INVOICING_PAY)
def take_payment(request: StaffRequest, hotel: Hotel, pk: FolioKey) -> HttpResponse:
    """Take money; the open balance is offered as the amount."""
    folio = folio_or_404(hotel, pk)
    # Asked only where the form is shown: a payment that is sent says its own amount.
    start = {"amount": lambda: _owed(folio)}
    form = PaymentForm(request.POST or None, hotel=hotel, moves_debts=True, initial=start)
    deed = Deed(title=_("Take a payment"), button=_("Take payment"), back=back_of(request, folio))

    def act(wish: PaymentWish) -> str:
        payment = payments.take(
            folio_id=pk,
            method_id=wish.method.pk,
            amount=wish.amount,
            actor=request.actor,
            now=clock.now(),
            reference=wish.reference,
            request_key=wish.once,
        )
        return _("The payment of %(amount)s is recorded.") % {
            "amount": _shown(payment.amount, folio)
        }

    return answer(request, deed, form, act)


@requires(Right.INVOICING_REFUND)
def refund(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Give money back; the guest's credit is offered as the amount."""
    folio = _folio(hotel, pk)
    start = {"amount": lambda: _due_back(folio)}
    form = RefundForm(request.POST or None, hotel=hotel, initial=start)
    deed = Deed(title=_("Refund"), button=_("Refund"), back=back_of(request, folio), is_grave=True)

    def act(wish: RefundWish) -> str:
        payment = payments.refund(
            folio_id=folio.pk,
            method_id=wish.method.pk,
            amount=wish.amount,
            reason=wish.reason,
            actor=request.actor,
            now=clock.now(),
            request_key=wish.once,
        )
        return _("%(amount)s is refunded.") % {"amount": _shown(-payment.amount, folio)}

    return answer(request, deed, form, act)


@requires(Right.INVOICING_PAY)
def city_ledger(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Move the balance to the city ledger."""
    folio = _folio(hotel, pk)
    owed = folios.balance(folio_id=folio.pk)
    deed = Deed(
        title=_("Move to the city ledger"),
        explanation=_(
            "%(payer)s will owe %(amount)s on the invoice. The folio is then at zero, so the "
            "guest can leave."
        )
        % {"payer": folio.payer, "amount": _shown(owed.amount, folio)},
        button=_("Move balance"),
        back=back_of(request, folio),
    )

    def act(wish: Press) -> str:
        payment = payments.to_city_ledger(
            folio_id=folio.pk, actor=request.actor, now=clock.now(), request_key=wish.once
        )
        return _("%(amount)s now stands in the city ledger.") % {
            "amount": _shown(payment.amount, folio)
        }

    return answer(request, deed, PressForm(request.POST or None), act)


@requires(Right.INVOICING_CORRECT)
def reverse_charge(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Take a charge off the folio by its mirror."""
    charge = get_object_or_404(
        Charge.objects.select_related("folio__hotel", "code"), pk=pk, hotel=hotel
    )
    takes_off = _(
        "%(text)s, %(amount)s, is taken off by a line of the opposite amount. Both stay "
        "on the folio."
    )
    then = _("The night can get another price and is charged again at the check-out.")
    told = takes_off % {
        "text": said_in(charge.description, charge.code, spoken()),
        "amount": _shown(charge.gross, charge.folio),
    }
    deed = Deed(
        title=_("Correct a charge"),
        explanation=f"{told} {then}" if charge.night_id else told,
        button=_("Correct charge"),
        back=back_of(request, charge.folio),
        is_grave=True,
    )

    def act(wish: Reason) -> str:
        postings.reverse_charge(
            charge_id=charge.pk, reason=wish.reason, actor=request.actor, now=clock.now()
        )
        return _("The charge is corrected.")

    return answer(request, deed, ReasonForm(request.POST or None), act)


@requires(Right.INVOICING_REFUND)
def reverse_payment(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Take a payment back by its mirror."""
    payment = get_object_or_404(
        Payment.objects.select_related("folio__hotel", "invoice__folio__hotel", "method"),
        pk=pk,
        hotel=hotel,
    )
    folio = payment.folio or payment.invoice.folio  # type: ignore[union-attr]
    deed = Deed(
        title=_("Correct a payment"),
        explanation=_(
            "%(text)s, %(amount)s, is taken back by a line of the opposite amount. An invoice "
            "that it paid is open again."
        )
        % {"text": payment.method.local_name, "amount": _shown(payment.amount, folio)},
        button=_("Correct payment"),
        back=back_of(request, folio),
        is_grave=True,
    )

    def act(wish: Reason) -> str:
        payments.reverse_payment(
            payment_id=payment.pk, reason=wish.reason, actor=request.actor, now=clock.now()
        )
        return _("The payment is corrected.")

    return answer(request, deed, ReasonForm(request.POST or None), act)


def _owed(folio: Folio) -> Decimal | None:
    if folio.pk is None:
        return None
    owed = folios.balance(folio_id=folio.pk).amount
    return owed if owed > 0 else None


def _due_back(folio: Folio) -> Decimal | None:
    """Return the guest's credit, or else the deposit that waits; None when there is neither."""
    credit = -folios.balance(folio_id=folio.pk).amount
    return credit if credit > 0 else folios.deposit(folio_id=folio.pk) or None


def _folio(hotel: Hotel, pk: int) -> Folio:
    return get_object_or_404(Folio.objects.select_related("hotel", "payer"), pk=pk, hotel=hotel)


def _shown(amount: Decimal, folio: Folio) -> str:
    return format_money(Money(amount, folio.currency), get_language() or "en")
