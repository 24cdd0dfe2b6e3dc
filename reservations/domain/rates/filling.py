"""Prices and restrictions of many nights at once: a span of dates, some weekdays, some types."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hotelpms.hotels.enums import DayState
from hotelpms.hotels.models import BusinessDay
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from hotelpms.kit.money import exact
from reservations.domain.nights.type_nights import ensure_type_nights
from reservations.models import RateNight, RatePlan, RoomType

MOST_DAYS = 3 * 366
MOST_NIGHTS = 999
HIGHEST_PRICE = Decimal(1_000_000_000)


class NothingToFill(Refused):
    """No room type, no date or nothing to set was chosen."""

    def __init__(self) -> None:
        super().__init__(
            _("Choose at least one room type, dates with one of the weekdays, and what to set.")
        )


class SpanTooLong(Refused):
    """The dates reach further than three years."""

    def __init__(self) -> None:
        super().__init__(_("Choose dates of at most three years at a time."))


class BeforeBusinessDate(Refused):
    """A night that is over keeps its price."""

    def __init__(self, business_date: datetime.date) -> None:
        super().__init__(
            _("Prices can be changed from the business date %(date)s on.")
            % {"date": format_day(business_date)}
        )


class PriceUnfit(Refused):
    """A price is zero or more."""

    def __init__(self) -> None:
        super().__init__(_("A price is zero or more, and below 1,000,000,000."))


class NightsUnfit(Refused):
    """The shortest stay is one night, and the longest not shorter than it."""

    def __init__(self, night: datetime.date | None = None) -> None:
        if night is None:
            text = _("A stay has from 1 to %(most)d nights.") % {"most": MOST_NIGHTS}
        else:
            text = _("The longest stay of %(night)s would be shorter than its shortest.") % {
                "night": format_day(night)
            }
        super().__init__(text)


class NoPriceYet(Refused):
    """Nights without a price can't have restrictions: give a price with them."""

    def __init__(self, room_type: RoomType, night: datetime.date, count: int) -> None:
        text = ngettext(
            "%(count)d night has no price yet: %(type)s, %(night)s. Enter a price too.",
            "%(count)d nights have no price yet, first %(type)s, %(night)s. Enter a price too.",
            count,
        )
        told = {"count": count, "type": room_type.name, "night": format_day(night)}
        super().__init__(text % told)


@dataclass(frozen=True)
class Fill:
    """What is set on each night; None leaves what is there.

    price is for a room and night, in the hotel's currency and tax mode. max_nights 0 takes the
    longest stay away.
    """

    price: Decimal | None = None
    is_closed: bool | None = None
    closed_to_arrival: bool | None = None
    closed_to_departure: bool | None = None
    min_nights: int | None = None
    max_nights: int | None = None

    @property
    def given(self) -> dict[str, Any]:
        """The fields of a night that are set, with their values."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        if values["max_nights"] == 0:
            return {n: v for n, v in values.items() if v is not None} | {"max_nights": None}
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True)
class Filled:
    """How many nights had something else before, and how many had no price at all."""

    changed: int
    made: int


@dataclass(frozen=True)
class Trial:
    """What a fill would do: how many nights change, are made, and are as they should be already.

    By the name of the field, `old` has the least and the greatest of what the changed nights
    hold, and `new` what they would get.
    """

    changed: int
    made: int
    same: int
    old: Mapping[str, list[Any]]
    new: Mapping[str, Any]


@dataclass(frozen=True)
class _Draft:
    """The rows of a fill before they are stored."""

    values: dict[str, Any]
    types: dict[int, RoomType]
    dates: list[datetime.date]
    changed: list[RateNight]
    made: list[RateNight]
    same: int
    old: dict[str, list[Any]]


@transaction.atomic
def fill(
    *,
    rate_plan: RatePlan,
    room_types: Sequence[RoomType],
    first: datetime.date,
    last: datetime.date,
    weekdays: Collection[int],
    wish: Fill,
    actor: Actor,
    now: datetime.datetime,
) -> Filled:
    """Set prices and restrictions from `first` to `last`, both included, and open them for sale.

    weekdays: 0 is Monday. The room types are of the plan's hotel. A night that has no row yet
    needs a price. Booked stays keep what they cost. Raises NothingToFill, SpanTooLong,
    BeforeBusinessDate, PriceUnfit, TooManyDecimals, NightsUnfit, NoPriceYet.
    """
    # One fill of a plan after the other, so that each tells truly what was there before.
    locked(RatePlan.objects.filter(pk=rate_plan.pk)).get()
    draft = _draft(rate_plan, room_types, first, last, weekdays, wish)
    _store([*draft.changed, *draft.made], draft.values)
    ensure_type_nights(
        hotel_id=rate_plan.hotel_id,
        room_type_ids=list(draft.types),
        first=draft.dates[0],
        last=draft.dates[-1],
    )
    audit.record(
        hotel_id=rate_plan.hotel_id,
        actor=actor,
        action="rate_plan.filled",
        subject=rate_plan,
        at=now,
        data={
            "room_types": sorted(draft.types),
            "first": first,
            "last": last,
            "weekdays": sorted(set(weekdays)),
            "changed": len(draft.changed),
            "made": len(draft.made),
            "old": draft.old,
            "new": draft.values,
        },
    )
    return Filled(len(draft.changed), len(draft.made))


@transaction.atomic
def fill_plans(
    *,
    rate_plans: Sequence[RatePlan],
    room_types: Sequence[RoomType],
    first: datetime.date,
    last: datetime.date,
    weekdays: Collection[int],
    wish: Fill,
    actor: Actor,
    now: datetime.datetime,
) -> Filled:
    """Do in all of the plans, or in none, what `fill` does in one. Raises what `fill` raises."""
    if not rate_plans:
        raise NothingToFill
    done = [
        fill(
            rate_plan=rate_plan,
            room_types=room_types,
            first=first,
            last=last,
            weekdays=weekdays,
            wish=wish,
            actor=actor,
            now=now,
        )
        for rate_plan in sorted(rate_plans, key=lambda plan: plan.pk)
    ]
    return Filled(sum(one.changed for one in done), sum(one.made for one in done))


def try_fill(
    *,
    rate_plans: Sequence[RatePlan],
    room_types: Sequence[RoomType],
    first: datetime.date,
    last: datetime.date,
    weekdays: Collection[int],
    wish: Fill,
) -> Trial:
    """Return what `fill_plans` would do, and store nothing. Raises what it would raise."""
    drafts = [_draft(plan, room_types, first, last, weekdays, wish) for plan in rate_plans]
    if not drafts:
        raise NothingToFill
    return Trial(
        changed=sum(len(draft.changed) for draft in drafts),
        made=sum(len(draft.made) for draft in drafts),
        same=sum(draft.same for draft in drafts),
        old={
            name: _range([value for draft in drafts for value in draft.old[name]])
            for name in drafts[0].values
        },
        new=drafts[0].values,
    )


def _draft(
    rate_plan: RatePlan,
    room_types: Sequence[RoomType],
    first: datetime.date,
    last: datetime.date,
    weekdays: Collection[int],
    wish: Fill,
) -> _Draft:
    """Return the rows with their new values. Raises what `fill` raises."""
    values = _checked(wish, rate_plan)
    dates = _dates(rate_plan, first, last, weekdays)
    types = {row.pk: row for row in room_types if row.hotel_id == rate_plan.hotel_id}
    if not (values and dates and types) or len(types) < len(room_types):
        raise NothingToFill
    there = _there(rate_plan, types, dates)
    missing = [(pk, date) for pk in types for date in dates if (pk, date) not in there]
    if missing and "price" not in values:
        pk, date = missing[0]
        raise NoPriceYet(types[pk], date, len(missing))
    changed = [row for row in there.values() if any(getattr(row, n) != values[n] for n in values)]
    old = {name: _range([getattr(row, name) for row in changed]) for name in values}
    made = [RateNight(rate_plan=rate_plan, room_type_id=pk, date=date) for pk, date in missing]
    for row in (*changed, *made):
        _set(row, values)
    return _Draft(values, types, dates, changed, made, len(there) - len(changed), old)


def _checked(wish: Fill, rate_plan: RatePlan) -> dict[str, Any]:
    """Return what is to be set, in the currency's digits."""
    values = wish.given
    if (price := wish.price) is not None:
        if not (price.is_finite() and 0 <= price < HIGHEST_PRICE):
            raise PriceUnfit
        values["price"] = exact(price, rate_plan.hotel.currency)
    for nights in (wish.min_nights, wish.max_nights or None):
        if nights is not None and not 1 <= nights <= MOST_NIGHTS:
            raise NightsUnfit
    return values


def _dates(
    rate_plan: RatePlan, first: datetime.date, last: datetime.date, weekdays: Collection[int]
) -> list[datetime.date]:
    if (last - first).days >= MOST_DAYS:
        raise SpanTooLong
    open_days = BusinessDay.objects.filter(hotel=rate_plan.hotel_id, state=DayState.OPEN)
    business_date = open_days.values_list("date", flat=True).first()
    if business_date is not None and first < business_date:
        raise BeforeBusinessDate(business_date)
    days = (first + datetime.timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() in weekdays]


def _there(
    rate_plan: RatePlan, types: Collection[int], dates: Sequence[datetime.date]
) -> dict[tuple[int, datetime.date], RateNight]:
    wanted = set(dates)
    rows = RateNight.objects.filter(
        rate_plan=rate_plan, room_type__in=types, date__range=(dates[0], dates[-1])
    )
    return {(row.room_type_id, row.date): row for row in rows if row.date in wanted}


def _set(row: RateNight, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    if row.max_nights is not None and row.max_nights < row.min_nights:
        raise NightsUnfit(row.date)


def _store(rows: Sequence[RateNight], values: Mapping[str, Any]) -> None:
    for row in rows:
        # A row that is there is met by its plan, type and date.
        row.pk = None
    RateNight.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["rate_plan", "room_type", "date"],
        update_fields=list(values),
        batch_size=1_000,
    )


def _range(values: Sequence[Any]) -> list[Any]:
    """Return the least and the greatest of what was there, without those that had none."""
    known = [value for value in values if value is not None]
    return [min(known), max(known)] if known else []
