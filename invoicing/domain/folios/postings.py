"""Charges: posted to an open folio, corrected by their mirror, never edited."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import BusinessDay
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.keys.once import same_again
from hotelpms.kit.money import Money, exact, quantize
from invoicing.domain.folios import folios
from invoicing.domain.folios.guest_debts import correct_letters
from invoicing.domain.folios.keys import FolioKey
from invoicing.domain.folios.uninvoiced import as_printed, level, live_lines, so_far
from invoicing.domain.tax.tax import NOTHING, Amounts, line_amounts
from invoicing.models import Charge, ChargeCode, Folio
from reservations.models import RoomNight

# What an AmountField holds in every currency, with room for the tax on top.
MOST = Decimal("100000000000")


class NothingToPost(Refused):
    """A charge of zero says nothing; complimentary nights are posted by the night closing."""

    def __init__(self) -> None:
        super().__init__(_("Enter an amount other than zero."))


class PriceMissing(Refused):
    """No price was given, and the charge code has none of its own."""

    def __init__(self, code: ChargeCode) -> None:
        super().__init__(
            _("Enter a price: %(code)s has none of its own.") % {"code": code.local_name}
        )


class TooMuch(Refused):
    """Price times quantity is more than an amount can be."""

    def __init__(self) -> None:
        super().__init__(_("This is too much for one line. Check price and quantity."))


class ReasonMissing(Refused):
    """A correction without a reason."""

    def __init__(self) -> None:
        super().__init__(_("Say why this is corrected."))


class AlreadyReversed(Refused):
    """The line has its mirror, or is one, or is the rounding of another one."""

    def __init__(self) -> None:
        super().__init__(_("This line was already corrected."))


class ChargeIsInvoiced(Refused):
    """What stands on an issued invoice is corrected there first."""

    def __init__(self, number: str) -> None:
        super().__init__(
            _("This charge stands on invoice %(number)s. Make a credit note for it first.")
            % {"number": number}
        )


@transaction.atomic
def post_charge(
    *,
    folio_id: FolioKey,
    code_id: int,
    unit_price: Decimal | None = None,
    quantity: Decimal | int = 1,
    description: str = "",
    actor: Actor,
    now: datetime.datetime,
    request_key: str = "",
) -> Charge:
    """Post one charge on the open business date and return it.

    `unit_price` is for one, in the folio's currency and the hotel's tax mode, and is multiplied by
    `quantity`; negative is an allowance, None takes the price of the charge code. The same
    `request_key` for the same again returns the first charge.
    Raises FolioClosed, NothingToPost, PriceMissing, TooMuch, TooManyDecimals, OtherContent.
    """
    day, folio = folios.lock_open(folio_id=folio_id, actor=actor, now=now)
    if request_key:
        posted = Charge.objects.filter(folio=folio, request_key=request_key).first()
        if posted is not None:
            return _same_again(posted, code_id, unit_price, Decimal(quantity), description)
    code = ChargeCode.objects.select_related("tax").get(
        pk=code_id, hotel_id=folio.hotel_id, is_active=True
    )
    price = code.default_price if unit_price is None else unit_price
    if price is None:
        raise PriceMissing(code)
    amount = line_total(price, Decimal(quantity), folio.currency)
    if amount == 0:
        raise NothingToPost
    charge = draft(
        folio=folio,
        code=code,
        amount=amount,
        so_far=so_far([folio.pk], code.tax.percent).get(folio.pk, NOTHING),
        day=day,
        actor=actor,
        now=now,
    )
    charge.quantity, charge.unit_price = Decimal(quantity), price
    charge.description = description or code.name
    charge.request_key = request_key
    charge.save(force_insert=True)
    _record("charge.posted", charge, actor, now)
    correct_letters(folio)
    return charge


def line_total(unit_price: Decimal, quantity: Decimal, currency: str) -> Decimal:
    """Return what so many of it cost, rounded half up to the currency.

    Raises TooMuch, and TooManyDecimals for a price finer than the currency.
    """
    if abs(unit_price * quantity) > MOST:
        raise TooMuch
    return quantize(exact(unit_price, currency) * quantity, currency)


@transaction.atomic
def reverse_charge(*, charge_id: int, reason: str, actor: Actor, now: datetime.datetime) -> Charge:
    """Post the mirror of a charge today, with the same tax, and return it.

    The night of a reversed room charge is not posted any more: its price may change, and it is
    charged again or waived. What stays on the folio has the tax of its own sum again (level()).
    Raises FolioClosed, ReasonMissing, AlreadyReversed, ChargeIsInvoiced.
    """
    if not reason.strip():
        raise ReasonMissing
    folio_id = Charge.objects.values_list("folio_id", flat=True).get(pk=charge_id)
    day, folio = folios.lock_open(folio_id=folio_id, actor=actor, now=now)
    [charge] = as_printed(Charge.objects.select_related("code").filter(pk=charge_id))
    _refuse_corrected_or_invoiced(charge)
    mirror = _mirror(charge, folio, day)
    mirror.posted_at, mirror.posted_by, mirror.reason = now, actor.name, reason
    mirror.save(force_insert=True)
    if charge.night_id:
        RoomNight.objects.filter(pk=charge.night_id).update(is_posted=False)
    level(folio=folio, business_date=day.date, actor=actor, now=now)
    _record("charge.reversed", mirror, actor, now)
    correct_letters(folio)
    return mirror


def draft(
    *,
    folio: Folio,
    code: ChargeCode,
    amount: Decimal,
    so_far: Amounts,
    day: BusinessDay,
    actor: Actor,
    now: datetime.datetime,
) -> Charge:
    """Return an unsaved charge with its tax; the code comes with its tax, the folio its hotel."""
    amounts = line_amounts(
        amount=amount,
        percent=code.tax.percent,
        prices_include_tax=folio.hotel.prices_include_tax,
        so_far=so_far,
        currency=folio.currency,
    )
    return Charge(
        hotel_id=folio.hotel_id,
        folio=folio,
        business_date=day.date,
        posted_at=now,
        posted_by=actor.name,
        code=code,
        description=code.name,
        unit_price=amount,
        tax_percent=code.tax.percent,
        net=amounts.net,
        tax=amounts.tax,
        gross=amounts.gross,
    )


def _same_again(
    posted: Charge,
    code_id: int,
    unit_price: Decimal | None,
    quantity: Decimal,
    description: str,
) -> Charge:
    asked: dict[str, object] = {"code_id": code_id, "quantity": quantity}
    if unit_price is not None and posted.unit_price is not None:
        asked["unit_price"] = quantize(unit_price, posted.folio.currency)
    if description:
        asked["description"] = description
    what = f"{posted.description}, {Money(posted.gross, posted.folio.currency)}"
    return same_again(posted, asked, what=what)


def _refuse_corrected_or_invoiced(charge: Charge) -> None:
    if charge.reverses_id or charge.rounds_id or Charge.objects.filter(reverses=charge).exists():
        raise AlreadyReversed
    # A credit note is taken back with its invoice.
    invoice = Coalesce("invoice__original__full_number", "invoice__full_number")
    number = live_lines().filter(charge=charge).values_list(invoice, flat=True).first()
    if number:
        raise ChargeIsInvoiced(number)


def _mirror(charge: Charge, folio: Folio, day: BusinessDay) -> Charge:
    return Charge(
        hotel_id=charge.hotel_id,
        folio=folio,
        business_date=day.date,
        code=charge.code,
        description=charge.description,
        quantity=-charge.quantity,
        unit_price=charge.unit_price,
        tax_percent=charge.tax_percent,
        net=-charge.net,
        tax=-charge.tax,
        gross=-charge.gross,
        night_id=charge.night_id,
        reverses=charge,
    )


def _record(action: str, charge: Charge, actor: Actor, now: datetime.datetime) -> None:
    audit.record(
        hotel_id=charge.hotel_id,
        actor=actor,
        action=action,
        subject=charge,
        at=now,
        data={
            "folio": charge.folio_id,
            "code": charge.code.code,
            "gross": charge.gross,
            "date": charge.business_date,
            "reason": charge.reason,
            "reverses": charge.reverses_id,
        },
    )
