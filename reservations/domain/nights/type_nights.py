"""How many rooms of a type are sold for a night: the guard against overselling.

A row per type and date counts sold against the sell limit. Rows are locked in the order of
their keys, changed by one guarded UPDATE, and a check constraint has the last word.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F, Max, Min
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from reservations.models import Room, RoomNight, RoomType, TypeNight

TypeDate = tuple[int, datetime.date]


class NoRoomLeft(Refused):
    """Every room of the type that may be sold for the night is sold."""

    def __init__(self, room_type: str, night: datetime.date) -> None:
        super().__init__(
            _("No room of type %(type)s is left for the night of %(night)s.")
            % {"type": room_type, "night": format_day(night)}
        )
        self.night = night


class SoldBeyondLimit(Refused):
    """The sell limit would fall below what is sold already."""

    def __init__(self, room_type: str, night: datetime.date) -> None:
        super().__init__(
            _(
                "All rooms of type %(type)s are sold for the night of %(night)s. "
                "Move a stay to another type first, or raise the overbooking limit."
            )
            % {"type": room_type, "night": format_day(night)}
        )
        self.night = night


def hold(*, hotel_id: int, room_type_id: int, dates: Iterable[datetime.date]) -> None:
    """Count one more room as sold on each date. Raises NoRoomLeft; needs a transaction."""
    change_sold(hotel_id=hotel_id, by={(room_type_id, date): 1 for date in dates})


def release(*, hotel_id: int, room_type_id: int, dates: Iterable[datetime.date]) -> None:
    """Count one room less as sold on each date; needs a transaction."""
    change_sold(hotel_id=hotel_id, by={(room_type_id, date): -1 for date in dates})


def change_sold(*, hotel_id: int, by: Mapping[TypeDate, int]) -> None:
    """Move the sold counts, all or none, under one lock. Raises NoRoomLeft.

    For use inside a verb's transaction, after its room is locked.
    """
    moves = {key: number for key, number in by.items() if number}
    if not moves:
        return
    rows = _lock_rows(hotel_id, moves, frees=all(number < 0 for number in moves.values()))
    groups: dict[int, list[int]] = defaultdict(list)
    for key in sorted(moves, key=lambda key: key[1]):
        row, number = rows[key], moves[key]
        if number > 0 and row.sold + number > row.sell_limit:
            raise NoRoomLeft(row.room_type.local_name, row.date)
        groups[number].append(row.pk)
    for number, pks in groups.items():
        there_is_room = TypeNight.objects.filter(pk__in=pks, sold__lte=F("sell_limit") - number)
        if there_is_room.update(sold=F("sold") + number) != len(pks):
            first = min((row for row in rows.values() if row.pk in pks), key=lambda row: row.date)
            raise NoRoomLeft(first.room_type.local_name, first.date)


def ensure_type_nights(
    *,
    hotel_id: int,
    room_type_ids: Collection[int],
    first: datetime.date,
    last: datetime.date,
) -> None:
    """Make the missing rows from `first` to `last`, both included, with their sell limit."""
    with transaction.atomic():
        limits = sell_limits(room_type_ids=room_type_ids, first=first, last=last)
        TypeNight.objects.bulk_create(
            [
                TypeNight(hotel_id=hotel_id, room_type_id=type_id, date=date, sell_limit=limit)
                for (type_id, date), limit in limits.items()
            ],
            ignore_conflicts=True,
            batch_size=500,
        )


def refresh_sell_limits(
    *, room_type_ids: Collection[int], first: datetime.date, last: datetime.date | None = None
) -> None:
    """Work the sell limits out anew from `first` on, after rooms or limits changed.

    Rows that do not exist yet are made later with the right limit. Raises SoldBeyondLimit.
    """
    with transaction.atomic():
        nights = TypeNight.objects.filter(room_type__in=room_type_ids, date__gte=first)
        if last is not None:
            nights = nights.filter(date__lte=last)
        span = nights.aggregate(first=Min("date"), last=Max("date"))
        if span["first"] is None:
            return
        limits = sell_limits(room_type_ids=room_type_ids, **span)
        # Read only now: sell_limits waits for whoever is making rows with the old limit.
        rows = list(locked(nights.select_related("room_type")))
        changed = [row for row in rows if row.sell_limit != limits[row.room_type_id, row.date]]
        for row in changed:
            row.sell_limit = limits[row.room_type_id, row.date]
            if row.sold > row.sell_limit:
                raise SoldBeyondLimit(row.room_type.local_name, row.date)
        TypeNight.objects.bulk_update(changed, ["sell_limit"], batch_size=500)


def left_to_sell(
    *, room_type_ids: Collection[int], dates: Sequence[datetime.date]
) -> dict[TypeDate, int]:
    """Return how many rooms may still be sold by type and date. One query, or four.

    `dates` are consecutive.
    """
    first, last = dates[0], dates[-1]
    rows = TypeNight.objects.filter(room_type__in=room_type_ids, date__range=(first, last))
    left = {
        (pk, date): limit - sold
        for pk, date, limit, sold in rows.values_list("room_type", "date", "sell_limit", "sold")
    }
    if len(left) < len(room_type_ids) * len(dates):
        # Nothing was sold yet where the row is missing.
        limits = sell_limits(room_type_ids=room_type_ids, first=first, last=last, locks=False)
        left = limits | left
    return left


def sell_limits(
    *, room_type_ids: Collection[int], first: datetime.date, last: datetime.date, locks: bool = True
) -> dict[TypeDate, int]:
    """Return rooms that exist, less those out of order, plus the type's overbooking limit.

    With `locks`, the types' rows are held, so that nobody works with an older number.
    """
    types = RoomType.objects.filter(pk__in=room_type_ids)
    overbooking = {row.pk: row.overbooking_limit for row in (locked(types) if locks else types)}
    rooms = dict(
        Room.objects.filter(room_type__in=room_type_ids, is_active=True)
        .values_list("room_type")
        .annotate(Count("pk"))
    )
    closed = {
        (type_id, date): number
        for type_id, date, number in RoomNight.objects.filter(
            out_of_order__isnull=False,
            holds=True,
            room__room_type__in=room_type_ids,
            room__is_active=True,
            date__range=(first, last),
        )
        .values_list("room__room_type", "date")
        .annotate(Count("pk"))
    }
    return {
        (pk, date): max(0, rooms.get(pk, 0) - closed.get((pk, date), 0) + limit)
        for pk, limit in overbooking.items()
        for date in _days(first, last)
    }


def _lock_rows(
    hotel_id: int, keys: Collection[TypeDate], *, frees: bool
) -> dict[TypeDate, TypeNight]:
    wanted = TypeNight.objects.filter(
        room_type__in={key[0] for key in keys}, date__in={key[1] for key in keys}
    )
    if not frees:
        # Made before any row is locked: making rows locks the room type, and whoever changes
        # limits locks the room type first and the rows after it. What is freed was counted.
        missing = set(keys) - set(wanted.values_list("room_type", "date"))
        if missing:
            _make_months(hotel_id, missing)
    return {(row.room_type_id, row.date): row for row in locked(wanted.all())}


def _make_months(hotel_id: int, missing: Collection[TypeDate]) -> None:
    """Make whole months, so that a busy day of bookings doesn't add rows night by night."""
    ensure_type_nights(
        hotel_id=hotel_id,
        room_type_ids={type_id for type_id, _date in missing},
        first=min(date for _type, date in missing).replace(day=1),
        last=_end_of_month(max(date for _type, date in missing)),
    )


def _end_of_month(date: datetime.date) -> datetime.date:
    return (date.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _days(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
