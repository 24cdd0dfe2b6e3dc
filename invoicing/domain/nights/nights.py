"""The charge of a room night: posted in bulk by the night closing, or for one stay that leaves.

The natural key (night, charge code) makes posting twice impossible; `RoomNight.is_posted`
says at a glance what is done.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.business_day import lock_business_day
from hotelpms.hotels.models import BusinessDay, Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from hotelpms.kit.money import quantize
from invoicing.domain.folios import folios
from invoicing.domain.folios.postings import draft, so_far
from invoicing.domain.tax.tax import NOTHING, Amounts
from invoicing.enums import ChargeKind
from invoicing.models import Charge, ChargeCode, Folio
from reservations.enums import Slot, StayState
from reservations.models import RoomNight, Stay


class NoRoomCode(Refused):
    """The hotel has no charge code to post room nights with."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no active charge code of the kind room. Add one in the set-up.")
        )


@dataclass(frozen=True)
class Posted:
    """How many nights were posted, and their net sum in the hotel's currency."""

    count: int
    net: Decimal


@transaction.atomic
def post_nights(
    *, hotel: Hotel, business_date: datetime.date, actor: Actor, now: datetime.datetime
) -> Posted:
    """Post every night and day use up to `business_date` that a stay in house has not paid for.

    Charges carry the open business date. A constant number of queries, besides batches of
    inserts; running again posts nothing. Raises NoRoomCode when there is a night to post.
    """
    day = lock_business_day(hotel.pk)
    return _post(hotel, _due(business_date).filter(stay__hotel=hotel), day, actor, now)


@transaction.atomic
def post_stay_now(*, stay_id: int, actor: Actor, now: datetime.datetime) -> Posted:
    """Post what one stay in house still has to be charged before it leaves.

    That is every earlier night, and the day use of the business date; tonight belongs to
    the night closing.
    """
    stay = Stay.objects.select_related("hotel").get(pk=stay_id)
    day = lock_business_day(stay.hotel_id)
    return _post(stay.hotel, due_of_stay(stay_id, day.date), day, actor, now)


def due_of_stay(stay_id: int, business_date: datetime.date) -> QuerySet[RoomNight]:
    """Return the nights of a stay that must be posted before it leaves on this date."""
    tonight = Q(date=business_date, slot=Slot.NIGHT)
    return _due(business_date).filter(~tonight, stay_id=stay_id)


def _due(business_date: datetime.date) -> QuerySet[RoomNight]:
    return (
        RoomNight.objects.filter(
            holds=True,
            is_posted=False,
            date__lte=business_date,
            stay__state=StayState.IN_HOUSE,
        )
        .select_related("stay__reservation", "room")
        .order_by("stay_id", "date", "slot")
    )


def _post(
    hotel: Hotel,
    due: QuerySet[RoomNight],
    day: BusinessDay,
    actor: Actor,
    now: datetime.datetime,
) -> Posted:
    found = list(due)
    if not found:
        return Posted(0, Decimal("0.00"))
    code = _room_code(hotel)
    windows = _lock_windows(hotel, found, day, actor, now)
    charged = set(
        Charge.objects.filter(
            night_id__in=[night.pk for night in found], code=code, reverses__isnull=True
        ).values_list("night_id", flat=True)
    )
    to_post = [night for night in found if night.pk not in charged]
    with translation.override(hotel.default_language):
        charges = list(_draft_charges(to_post, windows, code, day, actor, now))
    Charge.objects.bulk_create(charges, ignore_conflicts=True)
    RoomNight.objects.filter(pk__in=[night.pk for night in found]).update(is_posted=True)
    posted = Posted(
        len(charges), quantize(sum((c.net for c in charges), Decimal(0)), hotel.currency)
    )
    _record(hotel, day, posted, actor, now)
    return posted


def _room_code(hotel: Hotel) -> ChargeCode:
    code = (
        ChargeCode.objects.filter(hotel=hotel, kind=ChargeKind.ROOM, is_active=True)
        .select_related("tax")
        .first()
    )
    if code is None:
        raise NoRoomCode
    return code


def _lock_windows(
    hotel: Hotel,
    found: Sequence[RoomNight],
    day: BusinessDay,
    actor: Actor,
    now: datetime.datetime,
) -> dict[int, Folio]:
    """Return the locked window 1 of each stay by stay id, open again if it was closed."""
    stays = {night.stay.pk: night.stay for night in found if night.stay is not None}
    opened = folios.open_main_folios(stays=list(stays.values()), business_date=day.date)
    rows = locked(Folio.objects.filter(pk__in=[folio.pk for folio in opened.values()]))
    windows: dict[int, Folio] = {}
    for folio in rows:
        folio.hotel, folio.stay = hotel, stays[folio.stay_id or 0]
        folios.open_for_posting(folio=folio, actor=actor, now=now)
        windows[folio.stay_id or 0] = folio
    return windows


def _draft_charges(
    nights: Sequence[RoomNight],
    windows: dict[int, Folio],
    code: ChargeCode,
    day: BusinessDay,
    actor: Actor,
    now: datetime.datetime,
) -> Iterator[Charge]:
    sums = so_far([folio.pk for folio in windows.values()], code.tax.percent)
    for night in nights:
        folio = windows[night.stay_id or 0]
        before = sums.get(folio.pk, NOTHING)
        charge = draft(
            folio=folio,
            code=code,
            amount=night.price or Decimal(0),
            so_far=before,
            day=day,
            actor=actor,
            now=now,
        )
        charge.night = night
        charge.description = _text(night, code)
        sums[folio.pk] = before + Amounts(charge.net, charge.tax, charge.gross)
        yield charge


def _text(night: RoomNight, code: ChargeCode) -> str:
    parts = [code.name if night.room is None else f"{code.name} {night.room.number}"]
    if night.slot == Slot.DAY:
        parts.append(gettext("day use"))
    if not night.price:
        parts.append(gettext("complimentary"))
    elif night.price < 0:
        parts.append(gettext("allowance"))
    return ", ".join(parts)


def _record(
    hotel: Hotel, day: BusinessDay, posted: Posted, actor: Actor, now: datetime.datetime
) -> None:
    audit.record(
        hotel_id=hotel.pk,
        actor=actor,
        action="nights.posted",
        subject=day,
        at=now,
        data={"date": day.date, "count": posted.count, "net": posted.net},
    )
