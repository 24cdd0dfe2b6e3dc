"""Taking a room out of the inventory (OOO) or only marking it (OOS), and opening it again."""

import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from hotelpms.kit.period import Nights
from reservations.domain.nights import clashes
from reservations.domain.nights.type_nights import refresh_sell_limits
from reservations.domain.rooms.assignment import RoomTaken, lock_room
from reservations.enums import OutOfOrderKind
from reservations.models import OutOfOrder, Room, RoomNight


class ClosureDatesWrong(Refused):
    """The dates are over or the wrong way round."""

    def __init__(self) -> None:
        super().__init__(
            _("The period must end after it starts and must not start before the business date.")
        )


class ClosureIsOver(Refused):
    """The room was opened again before."""

    def __init__(self) -> None:
        super().__init__(_("This room has been opened again already."))


@transaction.atomic
def close_room(
    *,
    room_id: int,
    hotel_id: int,
    kind: str,
    from_date: datetime.date,
    to_date: datetime.date,
    reason: str,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> OutOfOrder:
    """Close a room over `[from_date, to_date)`; out of order also lowers what may be sold.

    Raises ClosureDatesWrong, RoomTaken when a stay holds the room, SoldBeyondLimit when all
    rooms of the type are sold.
    """
    if to_date <= from_date or from_date < business_date:
        raise ClosureDatesWrong
    room = lock_room(room_id=room_id, hotel_id=hotel_id)
    closure = OutOfOrder.objects.create(
        hotel_id=hotel_id,
        room=room,
        kind=kind,
        from_date=from_date,
        to_date=to_date,
        reason=reason,
    )
    if kind == OutOfOrderKind.OOO:
        _hold(closure, room)
        _refresh(room, closure)
    _record("room.closed", closure, actor, now)
    return closure


@transaction.atomic
def reopen_room(
    *, closure_id: int, actor: Actor, now: datetime.datetime, business_date: datetime.date
) -> OutOfOrder:
    """Open the room again from the business date on; earlier nights stay out of order.

    Raises ClosureIsOver.
    """
    room_id, hotel_id = OutOfOrder.objects.values_list("room_id", "hotel_id").get(pk=closure_id)
    room = locked(Room.objects.filter(pk=room_id, hotel=hotel_id)).get()
    closure = locked(OutOfOrder.objects.filter(pk=closure_id)).get()
    if closure.ended_at is not None:
        raise ClosureIsOver
    closure.ended_at = now
    closure.save(update_fields=["ended_at"])
    RoomNight.objects.filter(out_of_order=closure, holds=True, date__gte=business_date).update(
        holds=False
    )
    _refresh(room, closure)
    _record("room.reopened", closure, actor, now)
    return closure


def open_closures(*, room_id: int, business_date: datetime.date) -> list[OutOfOrder]:
    """Return the closures of a room that last or are still to come, the first to begin first."""
    closures = OutOfOrder.objects.filter(room=room_id, ended_at=None, to_date__gt=business_date)
    return list(closures.order_by("from_date", "pk"))


def _hold(closure: OutOfOrder, room: Room) -> None:
    dates = list(Nights(closure.from_date, closure.to_date))
    wish = clashes.Wish(dates=frozenset(dates), is_closure=True)
    taken = clashes.find(clashes.held(room_ids=[room.pk], wish=wish), wish)
    if taken is not None:
        raise RoomTaken(room, taken)
    nights = [
        RoomNight(
            hotel_id=closure.hotel_id,
            out_of_order=closure,
            room=room,
            room_type_id=room.room_type_id,
            date=date,
        )
        for date in dates
    ]
    try:
        RoomNight.objects.bulk_create(nights)
    except IntegrityError as error:
        raise RoomTaken(room) from error


def _refresh(room: Room, closure: OutOfOrder) -> None:
    refresh_sell_limits(
        room_type_ids=[room.room_type_id],
        first=closure.from_date,
        last=closure.to_date - datetime.timedelta(days=1),
    )


def _record(action: str, closure: OutOfOrder, actor: Actor, now: datetime.datetime) -> None:
    audit.record(
        hotel_id=closure.hotel_id,
        actor=actor,
        action=action,
        subject=closure,
        at=now,
        data={
            "room": closure.room_id,
            "kind": closure.kind,
            "from": closure.from_date,
            "to": closure.to_date,
        },
    )
