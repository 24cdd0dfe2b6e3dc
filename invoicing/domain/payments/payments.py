"""Payments on a folio: taken, refunded, moved to the city ledger, corrected by their mirror."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import BusinessDay
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.keys.once import same_again
from hotelpms.kit.money import Money, exact, format_money, quantize
from invoicing.domain.folios import folios
from invoicing.domain.folios.guest_debts import correct_letters
from invoicing.domain.folios.keys import FolioKey
from invoicing.domain.folios.postings import AlreadyReversed, ReasonMissing
from invoicing.domain.payments import cash
from invoicing.domain.receivables.settlement import allocate, city_balance, owed_in_both, record
from invoicing.enums import Ledger, MethodKind
from invoicing.models import Folio, Payment, PaymentMethod
from reservations.enums import StayState


class AmountNotPositive(Refused):
    """Money is entered as a positive amount; a refund is a verb of its own."""

    def __init__(self) -> None:
        super().__init__(_("Enter an amount above zero."))


class RefundTooHigh(Refused):
    """More is to be given back than the guest has to his credit."""

    def __init__(self, credit: Money) -> None:
        self.credit = credit
        super().__init__(
            _("At most %(amount)s can be refunded.")
            % {"amount": format_money(credit, get_language() or "en")}
        )


class CreditIsOwed(Refused):
    """The folio owes in the city ledger what it has to its credit here."""

    def __init__(self, amount: Money) -> None:
        super().__init__(
            _(
                "%(amount)s of this credit is owed in the city ledger. It is set off there when "
                "the folio is closed."
            )
            % {"amount": format_money(amount, get_language() or "en")}
        )


class NothingOwed(Refused):
    """There is no balance to move to the city ledger."""

    def __init__(self) -> None:
        super().__init__(_("This folio has no open balance to move to the city ledger."))


class MoreThanOwed(Refused):
    """The city ledger takes over a debt, so no more than the folio owes."""

    def __init__(self, owed: Money) -> None:
        self.owed = owed
        super().__init__(
            _("At most %(amount)s can be moved to the city ledger.")
            % {"amount": format_money(owed, get_language() or "en")}
        )


class OthersBuildOnIt(Refused):
    """Money that went on from here: an applied deposit, a debt paid in the city ledger."""

    def __init__(self) -> None:
        super().__init__(_("Later payments build on this one. Correct those first."))


class MethodMissing(Refused):
    """The hotel has no method of the kind deferred."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no active payment method of the kind deferred. Add one in the set-up.")
        )


@transaction.atomic
def take(
    *,
    folio_id: FolioKey,
    method_id: int,
    amount: Decimal,
    actor: Actor,
    now: datetime.datetime,
    reference: str = "",
    request_key: str = "",
) -> Payment:
    """Record a payment on an open folio and return it; open invoices of the folio are paid first.

    `amount` is above zero, in the folio's currency. Before arrival, when the folio owes
    nothing, the money goes to the deposit ledger. A method of the kind deferred moves the
    amount, at most what is owed, to the city ledger. Cash rounds the bill off where there are
    no coins for the rest (cash.py). The same `request_key` for the same again returns the first
    payment. Raises FolioClosed, AmountNotPositive, TooManyDecimals, NothingOwed, MoreThanOwed,
    OtherContent.
    """
    day, folio = folios.lock_open(folio_id=folio_id, actor=actor, now=now)
    value = _positive(amount, folio)
    asked = {"method_id": method_id, "amount": value, "reference": reference}
    if done := done_before(folio, request_key, asked):
        return done
    method = PaymentMethod.objects.get(pk=method_id, hotel_id=folio.hotel_id, is_active=True)
    payment = _draft(folio, method, day, actor, now)
    payment.amount, payment.reference, payment.request_key = value, reference, request_key
    if method.kind == MethodKind.DEFERRED:
        _refuse_more_than_owed(folio, value)
        payment.source_ledger = Ledger.CITY
    elif _is_deposit(folio):
        payment.ledger = Ledger.DEPOSIT
    _save(payment, "payment.taken", folio, actor, now)
    if method.kind == MethodKind.CASH and payment.ledger == Ledger.GUEST:
        cash.round_off(folio=folio, actor=actor, now=now)
    return payment


@transaction.atomic
def refund(
    *,
    folio_id: int,
    method_id: int,
    amount: Decimal,
    reason: str,
    actor: Actor,
    now: datetime.datetime,
    request_key: str = "",
) -> Payment:
    """Give money back from a credit balance or a waiting deposit: a negative payment.

    `amount` is above zero. Raises FolioClosed, ReasonMissing, AmountNotPositive,
    TooManyDecimals, CreditIsOwed, RefundTooHigh (which names what can be refunded).
    """
    if not reason.strip():
        raise ReasonMissing
    day, folio = folios.lock_open(folio_id=folio_id, actor=actor, now=now)
    value = _positive(amount, folio)
    asked = {"method_id": method_id, "amount": -value, "reason": reason}
    if done := done_before(folio, request_key, asked):
        return done
    method = PaymentMethod.objects.get(pk=method_id, hotel_id=folio.hotel_id, is_active=True)
    payment = _draft(folio, method, day, actor, now)
    payment.ledger = _ledger_to_refund_from(folio, value)
    payment.amount, payment.reason, payment.request_key = -value, reason, request_key
    return _save(payment, "payment.refunded", folio, actor, now)


@transaction.atomic
def to_city_ledger(
    *, folio_id: int, actor: Actor, now: datetime.datetime, request_key: str = ""
) -> Payment:
    """Move the whole balance of a folio to the city ledger, to be paid on invoice later.

    Raises FolioClosed, NothingOwed, MethodMissing.
    """
    day, folio = folios.lock_open(folio_id=folio_id, actor=actor, now=now)
    if done := done_before(folio, request_key, {"source_ledger": Ledger.CITY}):
        return done
    owed = _owed(folio)
    payment = _draft(folio, _deferred_method(folio), day, actor, now)
    payment.amount, payment.source_ledger, payment.request_key = owed, Ledger.CITY, request_key
    return _save(payment, "payment.moved_to_city_ledger", folio, actor, now)


@transaction.atomic
def reverse_payment(
    *, payment_id: int, reason: str, actor: Actor, now: datetime.datetime
) -> Payment:
    """Post the mirror of a payment today and return it; the invoice it paid is open again.

    Raises ReasonMissing, AlreadyReversed, OthersBuildOnIt, and FolioClosed for a payment in
    the guest ledger.
    """
    if not reason.strip():
        raise ReasonMissing
    paid = Payment.objects.select_related("invoice").get(pk=payment_id)
    day, folio = folios.lock(folio_id=_folio_of(paid))
    if paid.folio_id:
        folios.open_for_posting(folio=folio, actor=actor, now=now)
    if paid.reverses_id or Payment.objects.filter(reverses=paid).exists():
        raise AlreadyReversed
    _refuse_built_upon(paid, folio)
    mirror = Payment(
        hotel_id=paid.hotel_id,
        folio_id=paid.folio_id,
        invoice_id=paid.invoice_id,
        business_date=day.date,
        posted_at=now,
        posted_by=actor.name,
        method_id=paid.method_id,
        ledger=paid.ledger,
        source_ledger=paid.source_ledger,
        amount=-paid.amount,
        currency=paid.currency,
        reference=paid.reference,
        reverses=paid,
        reason=reason,
    )
    return _save(mirror, "payment.reversed", folio, actor, now)


def _refuse_built_upon(paid: Payment, folio: Folio) -> None:
    """The ledger that the money would leave must still hold it."""
    amount = paid.amount
    on_folio = paid.ledger == Ledger.GUEST and paid.source_ledger != Ledger.CITY
    if on_folio and amount > 0 and amount > _held(folio):
        # Refunded since: the guest would owe a refund that stands on no invoice, and an applied
        # deposit would be paid out once more.
        raise OthersBuildOnIt
    from_deposits = {paid.ledger: amount, paid.source_ledger: -amount}.get(Ledger.DEPOSIT, 0)
    if from_deposits > 0 and from_deposits > folios.deposit(folio_id=folio.pk):
        raise OthersBuildOnIt
    less_owed = {paid.ledger: -amount, paid.source_ledger: amount}.get(Ledger.CITY, 0)
    if less_owed > 0 and less_owed > city_balance(folio=folio):
        raise OthersBuildOnIt


def _held(folio: Folio) -> Decimal:
    """Return the money that is on the folio: paid there or applied, and not refunded."""
    rows = folio.payments.filter(folios.IN_GUEST_LEDGER).exclude(source_ledger=Ledger.CITY)
    total = rows.aggregate(total=Sum("amount", default=Decimal(0)))["total"]
    return quantize(total, folio.currency)


def _owed(folio: Folio) -> Decimal:
    owed = folios.balances([folio.pk])[folio.pk]
    if owed <= 0:
        raise NothingOwed
    return owed


def _refuse_more_than_owed(folio: Folio, value: Decimal) -> None:
    owed = _owed(folio)
    if value > owed:
        raise MoreThanOwed(Money(owed, folio.currency))


def _folio_of(payment: Payment) -> int:
    if payment.folio_id:
        return payment.folio_id
    assert payment.invoice is not None  # the database demands one of the two
    return payment.invoice.folio_id


def done_before(folio: Folio, request_key: str, asked: dict[str, object]) -> Payment | None:
    """Return the payment of this press. Raises OtherContent for another folio or content."""
    if not request_key:
        return None
    done = Payment.objects.filter(hotel_id=folio.hotel_id, request_key=request_key).first()
    if done is None:
        return None
    what = f"{done.method}, {Money(done.amount, done.currency)}"
    return same_again(done, {"folio_id": folio.pk} | asked, what=what)


def _positive(amount: Decimal, folio: Folio) -> Decimal:
    value = exact(amount, folio.currency)
    if value <= 0:
        raise AmountNotPositive
    return value


def _is_deposit(folio: Folio) -> bool:
    if folio.stay is None or folio.stay.state != StayState.BOOKED:
        return False
    return folios.balances([folio.pk])[folio.pk] <= 0


def _ledger_to_refund_from(folio: Folio, value: Decimal) -> Ledger:
    credit = -folios.balances([folio.pk])[folio.pk]
    owed = owed_in_both(folio=folio, credit=credit)
    if value <= credit - owed:
        return Ledger.GUEST
    waiting = folios.deposit(folio_id=folio.pk)
    if value <= waiting:
        return Ledger.DEPOSIT
    if value <= credit:
        raise CreditIsOwed(Money(owed, folio.currency))
    credit -= owed
    raise RefundTooHigh(Money(max(credit, waiting, Decimal("0.00")), folio.currency))


def _deferred_method(folio: Folio) -> PaymentMethod:
    method = (
        PaymentMethod.objects.filter(
            hotel_id=folio.hotel_id, kind=MethodKind.DEFERRED, is_active=True
        )
        .order_by("pk")
        .first()
    )
    if method is None:
        raise MethodMissing
    return method


def _draft(
    folio: Folio, method: PaymentMethod, day: BusinessDay, actor: Actor, now: datetime.datetime
) -> Payment:
    return Payment(
        hotel_id=folio.hotel_id,
        folio=folio,
        business_date=day.date,
        posted_at=now,
        posted_by=actor.name,
        method=method,
        ledger=Ledger.GUEST,
        currency=folio.currency,
    )


def _save(
    payment: Payment, action: str, folio: Folio, actor: Actor, now: datetime.datetime
) -> Payment:
    payment.save(force_insert=True)
    record(action, payment, actor, now)
    allocate(folio=folio, now=now)
    correct_letters(folio)
    return payment
