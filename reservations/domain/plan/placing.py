"""What a drag on the room plan asks for: another room, other dates, or both, all or nothing.

The verdict before the drop does the same and rolls it back, so the two cannot disagree.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from hotelpms.kit.actor import SYSTEM, Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import Money
from hotelpms.kit.period import Nights
from reservations.domain.bookings.changes import change_dates
from reservations.domain.letters.wording import totals
from reservations.domain.nights.day_lock import lock_day_of_stay
from reservations.domain.nights.guards import (
    lock_reservation_of_stay,
    lock_stay,
    require_state,
    require_version,
)
from reservations.domain.rooms import assignment
from reservations.domain.rooms.assignment import OtherRoomType, lock_room
from reservations.enums import READY_STATES, HousekeepingState, StayState
from reservations.models import RoomNight, Stay


@dataclass(frozen=True)
class Placement:
    """Where a stay should lie on the plan.

    `room_id` is None where the room stays as it is; `leaves_room` puts the stay into the tray.
    `from_date` is the first night of the piece that was dragged: a stay that changes rooms has
    several. `version` is the one that the person saw. `room_type_id`, `prices` and
    `accepts_dirty` belong to taking a placement back: the type that a stay had in the tray, what
    each night cost before, and the room that the guest just left.
    """

    stay_id: int
    arrival: datetime.date
    departure: datetime.date
    version: int
    from_date: datetime.date
    room_id: int | None = None
    leaves_room: bool = False
    changes_type: bool = False
    room_type_id: int | None = None
    prices: tuple[Decimal, ...] | None = None
    accepts_dirty: bool = False

    @property
    def nights(self) -> Nights:
        return Nights(self.arrival, self.departure)


@dataclass(frozen=True)
class Verdict:
    """What a placement would do. `refusal` is empty where it is possible.

    `room` and `room_type` name the room that it leads to, empty for the tray and for a room
    that stays; `is_dirty` where the guest would come today and the room is not clean. Totals
    are of all held nights; `needs_yes` asks the person before it is done.
    """

    refusal: str = ""
    room: str = ""
    room_type: str = ""
    leaves_room: bool = False
    changes_dates: bool = False
    changes_type: bool = False
    is_dirty: bool = False
    nights: Nights | None = None
    total: Money | None = None
    before: Money | None = None

    @property
    def needs_yes(self) -> bool:
        return self.changes_dates or self.changes_type

    @property
    def answer(self) -> str:
        """Return how the plan takes it: bad, ask, note or ok."""
        if self.refusal:
            return "bad"
        if self.needs_yes:
            return "ask"
        return "note" if self.is_dirty else "ok"

    @property
    def changes_total(self) -> bool:
        return self.total != self.before


@transaction.atomic
def place(
    *, placement: Placement, actor: Actor, now: datetime.datetime, business_date: datetime.date
) -> Stay:
    """Let the stay lie where the placement says.

    Raises StaleVersion, and what `change_dates`, `assign`, `unassign` and `move` raise.
    """
    lock_day_of_stay(stay_id=placement.stay_id, business_date=business_date)
    lock_reservation_of_stay(placement.stay_id)
    stay = lock_stay(placement.stay_id)
    require_version(stay, placement.version)
    require_state(stay, StayState.BOOKED, StayState.IN_HOUSE)
    told = {"actor": actor, "now": now, "business_date": business_date}
    changes_room = placement.room_id is not None or placement.leaves_room
    if stay.state == StayState.IN_HOUSE or placement.leaves_room:
        # The guest sleeps in the new room first, so that added nights follow into it; and a
        # stay of the tray has its former type first, so that added nights are of that type.
        stay = _change_room(stay, placement, told) if changes_room else stay
        return _change_dates(stay, placement, told, keeps_room=True)
    stay = _change_dates(stay, placement, told, keeps_room=not changes_room)
    return _change_room(stay, placement, told) if changes_room else stay


def try_place(
    *, placement: Placement, now: datetime.datetime, business_date: datetime.date
) -> Verdict:
    """Return what the placement would do; nothing is kept. It takes the locks of `place`."""
    try:
        return _tried(placement, now, business_date)
    except OtherRoomType:
        typed = replace(placement, changes_type=True)
    except Refused as refused:
        return Verdict(refusal=str(refused.message))
    try:
        return replace(_tried(typed, now, business_date), changes_type=True)
    except Refused as refused:
        return Verdict(refusal=str(refused.message))


def way_back(*, stay: Stay, nights: Sequence[RoomNight]) -> Placement | None:
    """Return the placement that leads back to how the stay lies now, or None where none does.

    `nights` are those that the stay holds. A stay in several rooms or of several types is not
    put back: one placement names one. The version is left at 0, to be set after the change.
    """
    rooms_now = {(night.room_id, night.room_type_id) for night in nights}
    if len(rooms_now) != 1:
        return None
    room_id, room_type_id = rooms_now.pop()
    return Placement(
        stay_id=stay.pk,
        arrival=stay.arrival,
        departure=stay.departure,
        version=0,
        from_date=stay.arrival,
        room_id=room_id,
        leaves_room=room_id is None,
        changes_type=True,
        room_type_id=room_type_id if room_id is None else None,
        prices=tuple(night.price or Decimal(0) for night in nights),
        accepts_dirty=True,
    )


def held_nights(stay_id: int) -> list[RoomNight]:
    """Return the nights that a stay holds, by date."""
    return list(RoomNight.objects.filter(stay=stay_id, holds=True).order_by("date", "pk"))


def _tried(placement: Placement, now: datetime.datetime, business_date: datetime.date) -> Verdict:
    before = Stay.objects.select_related("reservation").get(pk=placement.stay_id)
    currency, former = before.reservation.currency, totals([before.pk])[before.pk]
    with transaction.atomic():
        place(placement=placement, actor=SYSTEM, now=now, business_date=business_date)
        room = None
        if placement.room_id is not None:
            room = lock_room(room_id=placement.room_id, hotel_id=before.hotel_id)
        total = totals([before.pk])[before.pk]
        transaction.set_rollback(True)
    return Verdict(
        room=room.number if room else "",
        room_type=room.room_type.local_name if room else "",
        leaves_room=placement.leaves_room,
        is_dirty=room is not None
        and placement.arrival <= business_date
        and HousekeepingState(room.housekeeping) not in READY_STATES,
        changes_dates=(before.arrival, before.departure)
        != (placement.arrival, placement.departure),
        nights=placement.nights,
        total=Money(total, currency),
        before=Money(former, currency),
    )


def _change_dates(stay: Stay, placement: Placement, told: dict, *, keeps_room: bool) -> Stay:
    if (stay.arrival, stay.departure) == (placement.arrival, placement.departure):
        return stay
    return change_dates(
        stay_id=stay.pk,
        arrival=placement.arrival,
        departure=placement.departure,
        version=stay.version,
        keeps_room=keeps_room,
        prices=placement.prices,
        **told,
    )


def _change_room(stay: Stay, placement: Placement, told: dict) -> Stay:
    if placement.room_id is None:
        return assignment.unassign(stay_id=stay.pk, room_type_id=placement.room_type_id, **told)
    is_whole = stay.room_id is None or placement.from_date <= stay.arrival
    if stay.state == StayState.BOOKED and is_whole:
        return assignment.assign(
            stay_id=stay.pk,
            room_id=placement.room_id,
            changes_type=placement.changes_type,
            **told,
        )
    return assignment.move(
        stay_id=stay.pk,
        room_id=placement.room_id,
        from_date=max(placement.from_date, told["business_date"]),
        reason=_("Moved on the room plan"),
        changes_type=placement.changes_type,
        accepts_dirty=placement.accepts_dirty,
        **told,
    )
