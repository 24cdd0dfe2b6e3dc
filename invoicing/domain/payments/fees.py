"""The fees of guests who do not come: owed on their folio, paid from their deposit or taken off."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.business_day import lock_business_day
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from hotelpms.kit.money import Money, exact, format_money
from invoicing.domain.folios import folios, postings
from invoicing.domain.folios.uninvoiced import live_lines
from invoicing.domain.payments import deposits, payments
from invoicing.enums import FolioState
from invoicing.models import Charge, ChargeCode, Folio, Payment
from reservations.enums import LOST_STATES, FeeKind, StayState
from reservations.models import Stay

# The charge codes of the standards.
CODES = {FeeKind.CANCELLATION: "CANCEL_FEE", FeeKind.NO_SHOW: "NO_SHOW_FEE"}
KIND_OF = {StayState.CANCELLED: FeeKind.CANCELLATION, StayState.NO_SHOW: FeeKind.NO_SHOW}


class FeeCodeMissing(Refused):
    """The hotel has no charge code to post the fee with."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _("There is no active charge code %(code)s. Add one in the set-up.") % {"code": code}
        )


class NotKept(Refused):
    """Only the deposit of a stay that is cancelled or a no-show is kept."""

    def __init__(self) -> None:
        super().__init__(
            _("A deposit is kept only when the stay was cancelled or the guest did not come.")
        )


class MoreThanWaits(Refused):
    """No more can be kept than was paid in advance."""

    def __init__(self, waiting: Money) -> None:
        shown = format_money(waiting, get_language() or "en")
        super().__init__(_("At most %(amount)s can be kept.") % {"amount": shown})


@transaction.atomic
def owe(
    *,
    stay: Stay,
    kind: FeeKind,
    amount: Decimal,
    reason: str,
    actor: Actor,
    now: datetime.datetime,
) -> Charge:
    """Post a fee on the main folio of a stay, opening it, and return the charge.

    `amount` is above zero, in the folio's currency. Raises FeeCodeMissing.
    """
    code = ChargeCode.objects.filter(hotel=stay.hotel_id, code=CODES[kind], is_active=True).first()
    if code is None:
        raise FeeCodeMissing(CODES[kind])
    day = lock_business_day(stay.hotel_id)
    main = folios.main_folio(stay_id=stay.pk, business_date=day.date)
    folio = locked(Folio.objects.filter(pk=main.pk)).get()
    if folio.state == FolioState.CLOSED:
        folios.set_open(folio=folio, reason=reason or code.name, actor=actor, now=now)
    return postings.post_charge(
        folio_id=folio.pk,
        code_id=code.pk,
        unit_price=amount,
        description=f"{code.name}: {reason}"[:200] if reason else "",
        actor=actor,
        now=now,
    )


@transaction.atomic
def take_off(*, stay: Stay, actor: Actor, now: datetime.datetime) -> None:
    """Reverse the fees of a stay that was brought back; one on an invoice stays, to be credited."""
    invoiced = live_lines().values("charge")
    fees = Charge.objects.filter(
        folio__stay=stay,
        code__code__in=CODES.values(),
        reverses__isnull=True,
        reversal__isnull=True,
        rounds__isnull=True,
    ).exclude(pk__in=invoiced)
    for charge_id in fees.order_by("pk").values_list("pk", flat=True):
        postings.reverse_charge(
            charge_id=charge_id, reason=gettext("The stay was brought back."), actor=actor, now=now
        )


@transaction.atomic
def keep_deposit(
    *,
    folio_id: int,
    amount: Decimal,
    reason: str,
    actor: Actor,
    now: datetime.datetime,
    refund_by: int | None = None,
    request_key: str = "",
) -> Payment:
    """Keep a part of the waiting deposit, or all of it, of a guest who did not come.

    `amount` pays what the folio owes; what it does not owe yet is posted as the fee of the stay.
    The rest is refunded by the payment method `refund_by`, or waits. In the folio's currency. The
    same `request_key` for the same amount again returns the first payment. Raises FolioClosed,
    ReasonMissing, AmountNotPositive, NotKept, MoreThanWaits, FeeCodeMissing, OtherContent.
    """
    if not reason.strip():
        raise postings.ReasonMissing
    day, folio = folios.lock(folio_id=folio_id)
    value = exact(amount, folio.currency)
    if done := payments.done_before(folio, request_key, {"amount": value}):
        return done
    folios.refuse_closed(folio)
    if folio.stay is None or folio.stay.state not in LOST_STATES:
        raise NotKept
    waiting = folios.deposit(folio_id=folio.pk)
    if value <= 0:
        raise payments.AmountNotPositive
    if value > waiting:
        raise MoreThanWaits(Money(waiting, folio.currency))
    owed = max(folios.balances([folio.pk])[folio.pk], Decimal(0))
    if value > owed:
        kind = KIND_OF[StayState(folio.stay.state)]
        owe(stay=folio.stay, kind=kind, amount=value - owed, reason=reason, actor=actor, now=now)
    kept = deposits.keep(
        folio=folio, amount=value, request_key=request_key, day=day, actor=actor, now=now
    )
    if refund_by is not None and waiting > value:
        payments.refund(
            folio_id=folio.pk,
            method_id=refund_by,
            amount=waiting - value,
            reason=reason,
            actor=actor,
            now=now,
        )
    return kept
