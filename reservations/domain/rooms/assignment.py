"""Giving a stay its room, taking it back, and moving it to another one.

Whoever wants a room locks its row, looks who holds it, and writes; the unique constraint on
room, date and slot has the last word.
"""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from reservations.domain.nights import clashes
from reservations.domain.nights.day_lock import lock_day_of_stay
from reservations.domain.nights.guards import count, lock_stay, require_state
from reservations.domain.nights.type_nights import change_sold
from reservations.enums import READY_STATES, HousekeepingState, Slot, StayState
from reservations.models import Room, RoomNight, Stay


class RoomTaken(Refused):
    """Somebody else holds the room; the message names the stay or the closure."""

    def __init__(self, room: Room, night: RoomNight | None = None) -> None:
        super().__init__(_taken(room, night))
        self.stay_id = night.stay_id if night else None


class RoomNotReady(Refused):
    """The room is dirty, still occupied or not in use."""


class RoomNotChosen(Refused):
    """The stay has no room yet and none was chosen."""

    def __init__(self) -> None:
        super().__init__(_("Choose a room first."))


class OtherRoomType(Refused):
    """The room is of another type than the stay holds, and nobody said that this is meant."""

    def __init__(self, room: Room) -> None:
        super().__init__(
            _("Room %(room)s is of type %(type)s. Confirm that the stay changes its room type.")
            % {"room": room.number, "type": room.room_type.local_name}
        )


class MoveNotPossible(Refused):
    """The stay has no night to move on that date."""

    def __init__(self) -> None:
        super().__init__(_("Choose a date of the stay that is not over yet."))


@transaction.atomic
def assign(
    *,
    stay_id: int,
    room_id: int,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
    changes_type: bool = False,
) -> Stay:
    """Give a booked stay its room for all its nights.

    A room of another type needs `changes_type`: the stay then holds that type, and what was
    reserved stays on record. Raises RoomTaken, OtherRoomType, RoomNotReady, NoRoomLeft,
    WrongState.
    """
    stay = lock_stay(stay_id)
    require_state(stay, StayState.BOOKED)
    room = lock_room(room_id=room_id, hotel_id=stay.hotel_id)
    before = stay.room_id
    take(stay=stay, room=room, from_date=stay.arrival, changes_type=changes_type)
    put_into(stay, room)
    stay.save(update_fields=["room", "room_type", "version"])
    _record("stay.room_assigned", stay, actor, now, {"room": room.pk, "before": before})
    return stay


@transaction.atomic
def split(
    *,
    stay_id: int,
    room_id: int,
    from_date: datetime.date,
    next_room_id: int,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
    changes_type: bool = False,
) -> Stay:
    """Give a booked stay one room, and another from the night of `from_date` on, or neither.

    For a guest who fits no single room. Raises MoveNotPossible and what `assign` raises.
    """
    stay = lock_stay(stay_id)
    require_state(stay, StayState.BOOKED)
    if not stay.arrival < from_date < stay.departure:
        raise MoveNotPossible
    ids = sorted({room_id, next_room_id})
    rooms = {pk: lock_room(room_id=pk, hotel_id=stay.hotel_id) for pk in ids}
    first, then, before = rooms[room_id], rooms[next_room_id], stay.room_id
    take(stay=stay, room=first, from_date=stay.arrival, until=from_date, changes_type=changes_type)
    take(stay=stay, room=then, from_date=from_date, changes_type=changes_type)
    put_into(stay, first)
    stay.save(update_fields=["room", "room_type", "version"])
    data: dict[str, object] = {"room": first.pk, "before": before, "then": then.pk}
    _record("stay.room_assigned", stay, actor, now, data | {"from": from_date})
    return stay


@transaction.atomic
def unassign(
    *,
    stay_id: int,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
    room_type_id: int | None = None,
) -> Stay:
    """Take the room back from a booked stay.

    Its room type is kept, or is the hotel's type `room_type_id` again where the room had
    changed it. Raises NoRoomLeft, WrongState.
    """
    stay = lock_stay(stay_id)
    require_state(stay, StayState.BOOKED)
    before = stay.room_id
    RoomNight.objects.filter(stay=stay, holds=True).update(room=None)
    stay.room = None
    if room_type_id is not None:
        _return_type(stay, room_type_id)
    stay.version += 1
    stay.save(update_fields=["room", "room_type", "version"])
    _record("stay.room_unassigned", stay, actor, now, {"before": before})
    return stay


@transaction.atomic
def move(
    *,
    stay_id: int,
    room_id: int,
    from_date: datetime.date,
    reason: str,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
    changes_type: bool = False,
    accepts_dirty: bool = False,
) -> Stay:
    """Move a stay to another room from a date on: tonight at once, later as a plan.

    Moving a guest who is in the house tonight leaves the old room dirty and needs a clean,
    empty room. A planned move is carried out by `follow_planned_moves` at the closing.
    Raises RoomTaken, RoomNotReady, OtherRoomType, MoveNotPossible, NoRoomLeft, WrongState.
    """
    lock_day_of_stay(stay_id=stay_id, business_date=business_date)
    stay = lock_stay(stay_id)
    require_state(stay, StayState.BOOKED, StayState.IN_HOUSE)
    if stay.room_id is None:
        raise RoomNotChosen
    if from_date < business_date:
        raise MoveNotPossible
    room = lock_room(room_id=room_id, hotel_id=stay.hotel_id)
    before = stay.room_id
    happens_now = from_date <= max(business_date, stay.arrival)
    if happens_now and stay.state == StayState.IN_HOUSE:
        require_ready(room, stay_id=stay.pk, accepts_dirty=accepts_dirty)
    take(stay=stay, room=room, from_date=from_date, changes_type=changes_type)
    if happens_now:
        if stay.state == StayState.IN_HOUSE:
            soil(stay.room_id)
        put_into(stay, room)
    else:
        stay.version += 1
    stay.save(update_fields=["room", "room_type", "version"])
    data = {"room": room.pk, "before": before, "from": from_date, "reason": reason}
    _record("stay.moved", stay, actor, now, data)
    return stay


def follow_planned_moves(*, hotel_id: int, business_date: datetime.date) -> int:
    """Put guests in the house into the room planned for the night of `business_date`.

    Called by the night closing inside its transaction, with the date that begins. The rooms
    they leave become dirty. Returns how many moved.
    """
    nights = RoomNight.objects.filter(
        hotel=hotel_id, date=business_date, slot=Slot.NIGHT, holds=True
    )
    due = nights.filter(stay__state=StayState.IN_HOUSE, room__isnull=False).exclude(
        room=F("stay__room")
    )
    moves = {night.stay_id: night for night in due if night.stay_id}
    stays = list(locked(Stay.objects.filter(pk__in=moves)))
    left = [stay.room_id for stay in stays if stay.room_id]
    for stay in stays:
        night = moves[stay.pk]
        stay.room_id, stay.room_type_id = night.room_id, night.room_type_id
        stay.version += 1
    Stay.objects.bulk_update(stays, ["room", "room_type", "version"])
    soil(*left)
    return len(stays)


def lock_room(*, room_id: int, hotel_id: int) -> Room:
    """Return the hotel's room, locked: rivals for it wait here. Raises RoomNotReady."""
    room = locked(Room.objects.filter(hotel=hotel_id, pk=room_id)).get()
    if not room.is_active:
        raise RoomNotReady(_("Room %(room)s is not in use.") % {"room": room.number})
    return room


def require_ready(room: Room, *, stay_id: int, accepts_dirty: bool) -> None:
    """Raise RoomNotReady for a room with another guest in it, or a dirty one."""
    guests = Stay.objects.filter(room=room, state=StayState.IN_HOUSE).exclude(pk=stay_id)
    inside = guests.first()
    if inside is not None:
        raise RoomNotReady(
            _("Room %(room)s is still occupied by %(guest)s (%(code)s).")
            % {
                "room": room.number,
                "guest": inside.guest.full_name,
                "code": inside.reservation.code,
            }
        )
    if not accepts_dirty and room.housekeeping not in READY_STATES:
        raise RoomNotReady(_("Room %(room)s is not clean yet.") % {"room": room.number})


def take(
    *,
    stay: Stay,
    room: Room,
    from_date: datetime.date,
    until: datetime.date = datetime.date.max,
    changes_type: bool,
) -> None:
    """Let the stay's nights from a date on, before `until`, hold the locked room.

    Raises RoomTaken with who holds it. Nights that were posted keep their room and type.
    """
    nights = list(RoomNight.objects.filter(stay=stay, holds=True).order_by("date"))
    ours = [night for night in nights if from_date <= night.date < until and not night.is_posted]
    if not ours:
        raise MoveNotPossible
    wish = clashes.Wish(
        # Nights before that are in the same room count too: they make the guest stay over.
        dates=frozenset(
            night.date for night in nights if night in ours or night.room_id == room.pk
        ),
        slot=ours[0].slot,
    )
    taken = clashes.find(clashes.held(room_ids=[room.pk], wish=wish, stay_id=stay.pk), wish)
    if taken is not None:
        raise RoomTaken(room, taken)
    others = [night for night in ours if night.room_type_id != room.room_type_id]
    if others and not changes_type:
        raise OtherRoomType(room)
    _hold(room, ours)
    if others:
        _change_type(stay, room.room_type_id, others)


def put_into(stay: Stay, room: Room) -> None:
    """Note the room as tonight's, with the type that it has; the caller saves."""
    stay.room = room
    stay.room_type_id = room.room_type_id
    stay.version += 1


def soil(*room_ids: int) -> None:
    """Note that the rooms have to be cleaned."""
    Room.objects.filter(pk__in=room_ids).update(housekeeping=HousekeepingState.DIRTY)


def _hold(room: Room, nights: list[RoomNight]) -> None:
    chosen = RoomNight.objects.filter(pk__in=[night.pk for night in nights])
    try:
        chosen.update(room=room, room_type=room.room_type_id)
    except IntegrityError as error:
        # Only somebody who did not lock the room's row can have come between.
        raise RoomTaken(room) from error


def _return_type(stay: Stay, room_type_id: int) -> None:
    """Let the nights be of the type again; those that were posted keep theirs."""
    open_nights = RoomNight.objects.filter(stay=stay, holds=True, is_posted=False)
    others = list(open_nights.exclude(room_type=room_type_id))
    open_nights.update(room_type=room_type_id)
    _change_type(stay, room_type_id, others)
    stay.room_type_id = room_type_id


def _change_type(stay: Stay, room_type_id: int, nights: list[RoomNight]) -> None:
    """Count the nights, which still name their former type, as sold in the other one."""
    moved = count(nights, -1)
    for (_type, date), number in list(moved.items()):
        moved[room_type_id, date] = moved.get((room_type_id, date), 0) - number
    change_sold(hotel_id=stay.hotel_id, by=moved)


def _taken(room: Room, night: RoomNight | None) -> str:
    if night is None:
        return _("Room %(room)s has just been taken.") % {"room": room.number}
    where = {"room": room.number, "date": format_day(night.date)}
    if night.stay is None:
        return _("Room %(room)s is out of order on %(date)s.") % where
    who = {"guest": night.stay.guest.full_name, "code": night.stay.reservation.code}
    return _("Room %(room)s is taken on %(date)s by %(guest)s (%(code)s).") % (where | who)


def _record(
    action: str, stay: Stay, actor: Actor, now: datetime.datetime, data: dict[str, object]
) -> None:
    audit.record(
        hotel_id=stay.hotel_id, actor=actor, action=action, subject=stay, at=now, data=data
    )
