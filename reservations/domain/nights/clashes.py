"""When two holds of one room exclude each other.

Nights clash with nights, days with days. A day use may share its date with a guest who
leaves that morning or comes that evening, not with one who stays over, nor with a closure.
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from reservations.enums import Slot
from reservations.models import RoomNight

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wish:
    """What somebody wants to hold of one room: nights, or the day of one date.

    `is_closure` wants the whole date: an out-of-order room is not let by day either.
    """

    dates: frozenset[datetime.date]
    slot: str = Slot.NIGHT
    is_closure: bool = False


def held(
    *, room_ids: Collection[int], wish: Wish, stay_id: int | None = None
) -> QuerySet[RoomNight]:
    """Return the held nights that could matter; `stay_id`'s own are left out.

    One night before the first date is included: it tells who stays over. Who holds them is
    read only when a refusal names them.
    """
    near = RoomNight.objects.filter(
        room__in=room_ids, holds=True, date__range=(min(wish.dates) - DAY, max(wish.dates))
    )
    if stay_id is not None:
        near = near.filter(~Q(stay=stay_id) | Q(stay=None))
    return near.order_by("date", "pk")


def find(nights: Iterable[RoomNight], wish: Wish) -> RoomNight | None:
    """Return the first of one room's held nights that excludes the wish."""
    nights = list(nights)
    slept = {(night.stay_id, night.date) for night in nights if night.slot == Slot.NIGHT}
    for night in nights:
        if night.date in wish.dates and _excludes(night, wish, slept):
            return night
    return None


def _excludes(night: RoomNight, wish: Wish, slept: set[tuple[int | None, datetime.date]]) -> bool:
    if night.slot == wish.slot or wish.is_closure or night.out_of_order_id:
        return True
    if wish.slot == Slot.DAY:
        return (night.stay_id, night.date - DAY) in slept
    return night.date - DAY in wish.dates
