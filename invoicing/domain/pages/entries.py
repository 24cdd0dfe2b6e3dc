"""The lines of a folio, charges and payments together, in the order in which they were posted."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from hotelpms.kit.languages import spoken
from invoicing.domain.folios.descriptions import begins_with_name, said_in
from invoicing.domain.folios.uninvoiced import live_lines
from invoicing.enums import Ledger
from invoicing.models import Charge, Payment

NIL = Decimal("0.00")


@dataclass(frozen=True)
class Entry:
    """One line of a folio, charge or payment; amounts in the folio's currency.

    `debit` and `credit` may be negative: a correction. `balance` is what was owed after it.
    `pair` is the id of the line that corrects this one or is corrected by it, `corrects` its
    date when this is the correction.
    """

    is_charge: bool
    id: int
    date: datetime.date
    at: datetime.datetime
    by: str
    text: str
    detail: str
    quantity: Decimal | None
    debit: Decimal | None
    credit: Decimal | None
    is_corrected: bool
    is_correction: bool
    reason: str
    invoice_number: str = ""
    is_deposit: bool = False
    is_rounding: bool = False
    balance: Decimal = NIL
    pair: int | None = None
    corrects: datetime.date | None = None

    @property
    def is_paired(self) -> bool:
        return self.is_corrected or self.is_correction

    @property
    def can_be_corrected(self) -> bool:
        return not (self.is_paired or self.is_rounding or self.invoice_number)

    @property
    def anchor(self) -> str:
        """How the page names the line."""
        return self._anchor(self.id)

    @property
    def pair_anchor(self) -> str:
        return self._anchor(self.pair)

    @property
    def count(self) -> Decimal | None:
        """How many of it, where there is more or less than one."""
        says_nothing = self.quantity == 1 or self.is_correction or self.is_rounding
        return None if says_nothing else self.quantity

    def _anchor(self, pk: int | None) -> str:
        return f"{'charge' if self.is_charge else 'payment'}-{pk}"


def entries_of(folio_id: int) -> list[Entry]:
    """Return charges and payments in the order in which they were posted, without balance."""
    lines = [*_charges(folio_id), *_payments(folio_id)]
    return sorted(lines, key=lambda entry: (entry.date, entry.at, not entry.is_charge, entry.id))


def _charges(folio_id: int) -> Iterator[Entry]:
    rows = list(Charge.objects.filter(folio_id=folio_id).select_related("code"))
    corrected = {charge.reverses_id: charge.pk for charge in rows if charge.reverses_id}
    dates = {charge.pk: charge.business_date for charge in rows}
    numbers = dict(
        live_lines()
        .filter(charge__folio_id=folio_id)
        .values_list("charge_id", "invoice__full_number")
    )
    for charge in rows:
        if charge.rounds_id and not charge.gross:
            continue  # It moves tax inside a price that includes it.
        yield Entry(
            is_charge=True,
            id=charge.pk,
            date=charge.business_date,
            at=charge.posted_at,
            by=charge.posted_by,
            text=said_in(charge.description, charge.code, spoken()),
            detail=(
                "" if begins_with_name(charge.description, charge.code) else charge.code.local_name
            ),
            quantity=charge.quantity,
            debit=charge.gross,
            credit=None,
            is_corrected=charge.pk in corrected,
            is_correction=charge.reverses_id is not None,
            is_rounding=charge.rounds_id is not None,
            reason=charge.reason,
            invoice_number=numbers.get(charge.pk, ""),
            pair=charge.reverses_id or corrected.get(charge.pk),
            corrects=dates.get(charge.reverses_id or 0),
        )


def _payments(folio_id: int) -> Iterator[Entry]:
    rows = list(Payment.objects.filter(folio_id=folio_id).select_related("method"))
    corrected = {payment.reverses_id: payment.pk for payment in rows if payment.reverses_id}
    dates = {payment.pk: payment.business_date for payment in rows}
    for payment in rows:
        yield Entry(
            is_charge=False,
            id=payment.pk,
            date=payment.business_date,
            at=payment.posted_at,
            by=payment.posted_by,
            text=payment.method.local_name,
            detail=payment.reference,
            quantity=None,
            debit=None,
            credit=payment.amount,
            is_corrected=payment.pk in corrected,
            is_correction=payment.reverses_id is not None,
            reason=payment.reason,
            is_deposit=payment.ledger == Ledger.DEPOSIT,
            pair=payment.reverses_id or corrected.get(payment.pk),
            corrects=dates.get(payment.reverses_id or 0),
        )


def with_balance(entries: Iterable[Entry]) -> Iterator[Entry]:
    balance = NIL
    for entry in entries:
        if not entry.is_deposit:
            balance += (entry.debit or NIL) - (entry.credit or NIL)
        yield replace(entry, balance=balance)
