"""Folios: opened for a stay, their balance, and the lock under which all posting happens."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards.profiles import Card, card_of
from hotelpms.hotels.domain.business_day import lock_business_day, lock_business_day_where
from hotelpms.hotels.models import BusinessDay
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.keys.once import OtherContent, same_again
from hotelpms.kit.locks import locked
from hotelpms.kit.money import Money, quantize
from invoicing.domain.folios.keys import FolioKey, MainOf
from invoicing.domain.folios.payers import payer_of
from invoicing.enums import FolioState, Ledger
from invoicing.models import Charge, Folio, Payment
from reservations.enums import StayState
from reservations.models import Stay

# What payments settle here; money for a stay to come waits in the deposit ledger.
IN_GUEST_LEDGER = Q(ledger=Ledger.GUEST)
IN_OR_OUT_OF_DEPOSITS = Q(ledger=Ledger.DEPOSIT) | Q(source_ledger=Ledger.DEPOSIT)

# What a document and its letter say about a folio.
FOR_DOCUMENT = (
    *("hotel", "payer", "stay__reservation", "stay__room"),
    *("stay__guest", "stay__hotel", "stay__reserved_type"),
)


class FolioClosed(Refused):
    """Nothing is posted to a closed folio."""

    def __init__(self) -> None:
        super().__init__(_("This folio is closed. Open it again before you post to it."))


def main_folio(*, stay_id: int, business_date: datetime.date) -> Folio:
    """Return window 1 of the stay, opened on `business_date` for its guest if it is new."""
    found = Folio.objects.filter(stay_id=stay_id, window=1).first()
    if found is not None:
        return found
    stay = Stay.objects.select_related("reservation").get(pk=stay_id)
    folio, _is_new = Folio.objects.get_or_create(
        stay_id=stay_id, window=1, defaults=_facts(stay, business_date)
    )
    return folio


def main_of(stay: Stay) -> Folio:
    """Return window 1 of a stay to look at: in memory only, without an id, until one is opened.

    The stay comes with hotel, guest and reservation selected.
    """
    found = Folio.objects.select_related("hotel", "payer").filter(stay=stay, window=1).first()
    if found is not None:
        return found
    currency = stay.reservation.currency
    return Folio(hotel=stay.hotel, stay=stay, window=1, payer=stay.guest, currency=currency)


def open_main_folios(*, stays: Sequence[Stay], business_date: datetime.date) -> dict[int, Folio]:
    """Return window 1 of every stay by stay id, opening those that lack one. Three queries.

    The stays come with their reservation selected.
    """
    found = _main_folios(stays)
    missing = [stay for stay in stays if stay.pk not in found]
    if not missing:
        return found
    Folio.objects.bulk_create(
        [Folio(stay=stay, window=1, **_facts(stay, business_date)) for stay in missing],
        # The desk may open the same window at this moment.
        ignore_conflicts=True,
    )
    return found | _main_folios(missing)


@transaction.atomic
def open_window(
    *,
    stay_id: int,
    payer: int | Card,
    name: str,
    actor: Actor,
    now: datetime.datetime,
    request_key: str = "",
) -> Folio:
    """Open the next window of a stay for another payer, such as the company or the agency.

    `payer` is the id of a card, or a card to be made.

    The same `request_key` for the same payer and name again returns the window that it opened.
    """
    stay = Stay.objects.select_related("reservation").get(pk=stay_id)
    day = lock_business_day(stay.hotel_id)
    opened = Folio.objects.filter(stay_id=stay_id, request_key=request_key).first()
    if request_key and opened is not None:
        what = f"{opened.payer}, {_('window')} {opened.window}"
        wanted = payer if isinstance(payer, int) else opened.payer_id
        if isinstance(payer, Card) and card_of(opened.payer) != payer:
            raise OtherContent(what)
        return same_again(opened, {"payer_id": wanted, "name": name}, what=what)
    who = payer_of(payer, present=None, hotel_id=stay.hotel_id, actor=actor, now=now)
    main_folio(stay_id=stay_id, business_date=day.date)
    last = Folio.objects.filter(stay_id=stay_id).aggregate(last=Max("window"))["last"]
    facts = _facts(stay, day.date) | {
        "payer_id": who.pk,
        "name": name,
        "request_key": request_key,
    }
    folio = Folio.objects.create(stay_id=stay_id, window=last + 1, **facts)
    _record("folio.opened", folio, actor, now, {"window": folio.window, "payer": who.pk})
    return folio


@transaction.atomic
def change_payer(
    *,
    folio_id: FolioKey,
    payer: int | Card,
    billing_email: str,
    actor: Actor,
    now: datetime.datetime,
) -> Folio:
    """Name who is invoiced for this folio from now on; issued invoices keep their payer.

    `payer` is the id of a card, or a card to be made. Raises FolioClosed, NotAllowed.
    """
    _day, folio = lock_open(folio_id=folio_id, actor=actor, now=now)
    old = folio.payer_id
    folio.payer = payer_of(
        payer, present=folio.payer, hotel_id=folio.hotel_id, actor=actor, now=now
    )
    folio.billing_email = billing_email
    folio.save(update_fields=["payer", "billing_email"])
    _record("folio.payer_changed", folio, actor, now, {"payer": [old, folio.payer_id]})
    return folio


@transaction.atomic
def reopen(*, folio_id: int, reason: str, actor: Actor, now: datetime.datetime) -> Folio:
    """Open a closed folio, so that it can be corrected; returns an open one as it is."""
    _day, folio = lock(folio_id=folio_id)
    if folio.state == FolioState.CLOSED:
        set_open(folio=folio, reason=reason, actor=actor, now=now)
    return folio


def set_open(*, folio: Folio, reason: str, actor: Actor, now: datetime.datetime) -> None:
    """Open a folio that the caller has locked, and say so in the trail."""
    folio.state, folio.closed_on = FolioState.OPEN, None
    folio.save(update_fields=["state", "closed_on"])
    _record("folio.reopened", folio, actor, now, {"reason": reason})


def set_closed(
    *, folio: Folio, business_date: datetime.date, actor: Actor, now: datetime.datetime
) -> None:
    """Close a folio that the caller has locked and found settled."""
    folio.state, folio.closed_on = FolioState.CLOSED, business_date
    folio.save(update_fields=["state", "closed_on"])
    _record("folio.closed", folio, actor, now, {"date": business_date})


def lock(*, folio_id: FolioKey) -> tuple[BusinessDay, Folio]:
    """Lock the hotel's business day, then the folio; return both, the folio with its hotel.

    Whoever posts comes through here, so under the lock of the day no balance changes. The main
    folio of a stay is opened here when nobody has opened it yet.
    """
    if isinstance(folio_id, MainOf):
        day = lock_business_day_where(hotel__stays=folio_id.stay_id)
        folio_id = main_folio(stay_id=folio_id.stay_id, business_date=day.date).pk
    else:
        day = lock_business_day_where(hotel__folios=folio_id)
    rows = Folio.objects.select_related("hotel", "stay")
    return day, locked(rows.filter(pk=folio_id)).get()


def lock_open(
    *, folio_id: FolioKey, actor: Actor, now: datetime.datetime
) -> tuple[BusinessDay, Folio]:
    """Like lock(), for a folio that is posted to; as open_for_posting(). Raises FolioClosed."""
    day, folio = lock(folio_id=folio_id)
    open_for_posting(folio=folio, actor=actor, now=now)
    return day, folio


def open_for_posting(*, folio: Folio, actor: Actor, now: datetime.datetime) -> None:
    """Open the locked folio again if its guest came back after it was closed.

    A cancelled stay pays its fee and its folio is closed; when it is reinstated the folio is in
    use again. Raises FolioClosed for any other closed folio.
    """
    if folio.state == FolioState.OPEN:
        return
    if not is_in_use(folio):
        raise FolioClosed
    set_open(folio=folio, reason=gettext("The stay was brought back."), actor=actor, now=now)


def refuse_closed(folio: Folio) -> None:
    """Raise FolioClosed for a closed folio."""
    if folio.state == FolioState.CLOSED:
        raise FolioClosed


def takes_postings(folio: Folio) -> bool:
    """Tell whether something can be posted: the folio is open, or opens by the posting."""
    return folio.state == FolioState.OPEN or is_in_use(folio)


def is_in_use(folio: Folio) -> bool:
    """Tell whether this is the main folio of a guest who is in house or still to come."""
    if folio.window != 1 or folio.stay is None:
        return False
    return folio.stay.state in (StayState.BOOKED, StayState.IN_HOUSE)


def balance(*, folio_id: int) -> Money:
    """Return charges less payments of one folio: what is still owed; negative is a credit."""
    currency = Folio.objects.values_list("currency", flat=True).get(pk=folio_id)
    return Money(balances([folio_id])[folio_id], currency)


def balances(folio_ids: Iterable[int]) -> dict[int, Decimal]:
    """Return the balance of each folio in its own currency. One query for any number."""
    wanted = list(folio_ids)
    found = dict.fromkeys(wanted, Decimal("0.00"))
    charged = Charge.objects.filter(folio_id__in=wanted).order_by()
    paid = Payment.objects.filter(IN_GUEST_LEDGER, folio_id__in=wanted).order_by()
    sums = _sums(charged, Sum("gross")).union(_sums(paid, -Sum("amount")), all=True)
    for folio_id, currency, total in sums:
        found[folio_id] += quantize(total, currency)
    return found


def deposit(*, folio_id: int) -> Decimal:
    """Return the money paid in advance that is not yet applied to this folio."""
    return deposits([folio_id]).get(folio_id, Decimal("0.00"))


def deposits(folio_ids: Iterable[int]) -> dict[int, Decimal]:
    """Return the waiting deposit of each folio that has one. One query."""
    moved = Payment.objects.filter(IN_OR_OUT_OF_DEPOSITS, folio_id__in=list(folio_ids)).order_by()
    waiting = moved.values_list("folio_id", "folio__currency").annotate(
        taken=Sum("amount", filter=Q(ledger=Ledger.DEPOSIT), default=Decimal(0)),
        applied=Sum("amount", filter=Q(source_ledger=Ledger.DEPOSIT), default=Decimal(0)),
    )
    left = {pk: quantize(taken - applied, currency) for pk, currency, taken, applied in waiting}
    return {folio_id: amount for folio_id, amount in left.items() if amount}


def deposits_of_stay(stay_id: int) -> QuerySet[Payment]:
    """Return the money that was ever paid in advance for this stay."""
    return Payment.objects.filter(folio__stay_id=stay_id, ledger=Ledger.DEPOSIT)


def _sums(rows: QuerySet[Any], total: Any) -> Any:
    return rows.values_list("folio_id", "folio__currency").annotate(total=total)


def _main_folios(stays: Sequence[Stay]) -> dict[int, Folio]:
    rows = Folio.objects.filter(stay_id__in=[stay.pk for stay in stays], window=1)
    return {folio.stay_id: folio for folio in rows if folio.stay_id is not None}


def _facts(stay: Stay, business_date: datetime.date) -> dict[str, object]:
    return {
        "hotel_id": stay.hotel_id,
        "payer_id": stay.guest_id,
        "currency": stay.reservation.currency,
        "opened_on": business_date,
    }


def _record(
    action: str, folio: Folio, actor: Actor, now: datetime.datetime, data: dict[str, object]
) -> None:
    audit.record(
        hotel_id=folio.hotel_id, actor=actor, action=action, subject=folio, at=now, data=data
    )
