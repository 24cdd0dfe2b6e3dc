"""The charge of a room night: posted in bulk by the night closing, or for one stay that leaves.

The natural key (night, charge code) makes posting twice impossible; `RoomNight.is_posted`
says at a glance what is done. A charge that was reversed is replaced by another one.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.business_day import lock_business_day
from hotelpms.hotels.models import BusinessDay, Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.languages import speaking
from hotelpms.kit.locks import locked
from hotelpms.kit.money import quantize
from invoicing.domain.folios import descriptions, folios
from invoicing.domain.folios.postings import draft
from invoicing.domain.folios.uninvoiced import so_far
from invoicing.domain.tax.tax import NOTHING, Amounts
from invoicing.enums import ChargeKind
from invoicing.models import Charge, ChargeCode, Folio
from reservations.domain.bookings import waivers
from reservations.domain.front_desk import departures
from reservations.enums import Slot, StayState
from reservations.models import RoomNight, Stay

# Whoever has a night that may be on the bill.
CAME = (StayState.IN_HOUSE, StayState.DEPARTED)


class NoRoomCode(Refused):
    """The hotel has no charge code to post room nights with."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no active charge code of the kind room. Add one in the set-up.")
        )


class NotUsedYet(Refused):
    """The guest has neither slept the night nor used its room."""

    def __init__(self, date: datetime.date) -> None:
        super().__init__(
            _(
                "The night of %(date)s is still to come. It is posted by its night closing or at "
                "the check-out."
            )
            % {"date": format_day(date)}
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

    An earlier night whose charge was reversed waits for a person: post_again(), waive(). Charges
    carry the open business date. A constant number of queries, besides batches of inserts;
    running again posts nothing. Raises NoRoomCode when there is a night to post.
    """
    day = lock_business_day(hotel.pk)
    return _post(hotel, _due(business_date).filter(stay__hotel=hotel), day, actor, now)


@transaction.atomic
def post_stay_now(*, stay_id: int, actor: Actor, now: datetime.datetime) -> Posted:
    """Post what one stay in house still has to be charged before it leaves: due_of_stay()."""
    stay = Stay.objects.select_related("hotel").get(pk=stay_id)
    day = lock_business_day(stay.hotel_id)
    return _post(stay.hotel, due_of_stay(stay, day.date, now), day, actor, now)


@transaction.atomic
def post_again(*, night_id: int, actor: Actor, now: datetime.datetime) -> Posted:
    """Post one night whose charge was reversed, at the price that it has by now.

    Running again posts nothing. Raises NotUsedYet, NoRoomCode, FolioClosed.
    """
    hotel = Hotel.objects.get(stays__room_nights=night_id)
    day = lock_business_day(hotel.pk)
    night = _unposted().filter(pk=night_id, stay__state__in=CAME)
    for found in night:
        if not _is_used(found, day.date, now):
            raise NotUsedYet(found.date)
    return _post(hotel, night, day, actor, now)


@transaction.atomic
def waive(
    *,
    night_id: int,
    reason: str,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> Posted:
    """Let a night cost nothing and post it so; the trail keeps its price and the reason.

    Raises what waivers.waive() raises, NotUsedYet, NoRoomCode, FolioClosed.
    """
    waivers.waive(
        night_id=night_id, reason=reason, actor=actor, now=now, business_date=business_date
    )
    return post_again(night_id=night_id, actor=actor, now=now)


def due_of_stay(
    stay: Stay, business_date: datetime.date, now: datetime.datetime
) -> QuerySet[RoomNight]:
    """Return the nights of a stay that are posted before it leaves on this date.

    Every earlier night, also one whose charge was reversed, and the day use of the date. The
    night of the business date too, when the guest has slept it or used its room
    (departures.uses_tonight). The stay comes with its hotel.
    """
    due = _unposted().filter(stay=stay, stay__state=StayState.IN_HOUSE, date__lte=business_date)
    if departures.uses_tonight(stay, business_date, now):
        return due
    return due.exclude(date=business_date, slot=Slot.NIGHT)


def _is_used(night: RoomNight, business_date: datetime.date, now: datetime.datetime) -> bool:
    """Tell whether the guest has had the night, or it was charged before."""
    assert night.stay is not None  # _unposted() finds nights of guests alone
    if night.date != business_date:
        return night.date < business_date
    if night.stay.state == StayState.DEPARTED:
        return True
    if Charge.objects.filter(night=night, reversal__isnull=False).exists():
        return True
    return due_of_stay(night.stay, business_date, now).filter(pk=night.pk).exists()


def corrected(*, hotel: Hotel) -> QuerySet[RoomNight]:
    """Return the nights of guests who came whose charge was reversed and not replaced."""
    mirrors = Charge.objects.filter(
        hotel=hotel,
        reverses__isnull=False,
        night__is_posted=False,
        night__holds=True,
        night__stay__state__in=CAME,
    )
    rows = RoomNight.objects.filter(pk__in=mirrors.values("night"))
    return rows.select_related("stay__guest", "stay__reservation", "room").order_by("date", "pk")


def _due(business_date: datetime.date) -> QuerySet[RoomNight]:
    reversed_before = Charge.objects.filter(night=OuterRef("pk"), reversal__isnull=False)
    return _unposted().filter(
        Q(date=business_date) | ~Exists(reversed_before),
        date__lte=business_date,
        stay__state=StayState.IN_HOUSE,
    )


def _unposted() -> QuerySet[RoomNight]:
    return (
        RoomNight.objects.filter(holds=True, is_posted=False)
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
    last = _last_charges(found, code)
    to_post = [night for night in found if night.pk not in last or last[night.pk].was_reversed]
    with speaking(hotel.default_language, hotel.country):
        charges = list(_draft_charges(to_post, windows, code, day, actor, now))
    for charge in charges:
        before = last.get(charge.night_id or 0)
        charge.replaces_id = before.pk if before else None
    Charge.objects.bulk_create(charges, ignore_conflicts=True)
    RoomNight.objects.filter(pk__in=[night.pk for night in found]).update(is_posted=True)
    posted = Posted(
        len(charges), quantize(sum((c.net for c in charges), Decimal(0)), hotel.currency)
    )
    _record(hotel, day, posted, actor, now)
    return posted


def _last_charges(nights: Sequence[RoomNight], code: ChargeCode) -> dict[int, Any]:
    """Return the last charge of each night that was charged before, by night."""
    charges = Charge.objects.filter(
        night_id__in=[night.pk for night in nights], code=code, reverses__isnull=True
    )
    was_reversed = Exists(Charge.objects.filter(reverses=OuterRef("pk")))
    rows = charges.annotate(was_reversed=was_reversed).order_by("pk")
    return {charge.night_id: charge for charge in rows if charge.night_id}


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
        parts.append(gettext(descriptions.DAY_USE))
    if not night.price:
        parts.append(gettext(descriptions.COMPLIMENTARY))
    elif night.price < 0:
        parts.append(gettext(descriptions.ALLOWANCE))
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
