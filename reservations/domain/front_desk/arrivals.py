"""Check-in, its undoing on the same business date, and the walk-in."""

import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind
from reservations.domain.bill.keeper import bill
from reservations.domain.bookings.bookings import BookingRequest, book
from reservations.domain.nights import late
from reservations.domain.nights.day_lock import lock_day_of_stay
from reservations.domain.nights.guards import lock_stay, require_state
from reservations.domain.rooms.assignment import (
    RoomNotChosen,
    lock_room,
    put_into,
    require_ready,
    take,
)
from reservations.enums import StayState
from reservations.models import RoomNight, Stay


class NotDueIn(Refused):
    """The business date is not within the dates of the stay."""

    def __init__(self, stay: Stay) -> None:
        super().__init__(
            _("The guest cannot be checked in today: the stay is from %(from)s to %(to)s.")
            % {"from": format_day(stay.arrival), "to": format_day(stay.departure)}
        )


class CheckInIsOver(Refused):
    """The check-in was on an earlier business date, or a night was posted since."""

    def __init__(self) -> None:
        super().__init__(
            _("A check-in can be undone only on the same business date, before anything is posted.")
        )


class OneRoomOnly(Refused):
    """A walk-in books and checks in one room."""

    def __init__(self) -> None:
        super().__init__(_("Check in one room at a time."))


@transaction.atomic
def check_in(
    *,
    stay_id: int,
    room_id: int | None,
    accepts_dirty: bool = False,
    changes_type: bool = False,
    key_note: str = "",
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> Stay:
    """Bring the guest into the room, the assigned one when `room_id` is None.

    Deposits of the stay move from the deposit ledger to the guest's bill.
    `accepts_dirty` and `changes_type` are decisions whose right the caller has checked.
    Raises NotDueIn, RoomNotChosen, RoomNotReady, RoomTaken, OtherRoomType, NoRoomLeft,
    WrongState.
    """
    lock_day_of_stay(stay_id=stay_id, business_date=business_date)
    stay = lock_stay(stay_id)
    require_state(stay, StayState.BOOKED)
    if not is_due_in(stay, business_date):
        raise NotDueIn(stay)
    chosen = room_id or stay.room_id
    if chosen is None:
        raise RoomNotChosen
    room = lock_room(room_id=chosen, hotel_id=stay.hotel_id)
    require_ready(room, stay_id=stay.pk, accepts_dirty=accepts_dirty)
    # The assigned room is held already, and later nights may be planned for another one.
    if room.pk != stay.room_id:
        take(stay=stay, room=room, from_date=stay.arrival, changes_type=changes_type)
    put_into(stay, room)
    stay.state = StayState.IN_HOUSE
    stay.checked_in_on, stay.checked_in_at, stay.key_note = business_date, now, key_note
    stay.save(
        update_fields=[
            "room", "room_type", "state", "checked_in_on", "checked_in_at", "key_note", "version",
        ]
    )  # fmt: skip
    _record("stay.checked_in", stay, actor, now, {"room": room.pk})
    bill().guest_arrived(stay, actor=actor, now=now)
    outbox.cancel_about(
        ("stay", stay.pk),
        why=gettext("The guest has checked in."),
        now=now,
        kinds=[MessageKind.PRE_STAY],
    )
    return stay


@transaction.atomic
def undo_check_in(
    *, stay_id: int, actor: Actor, now: datetime.datetime, business_date: datetime.date
) -> Stay:
    """Make the guest due in again; the room stays assigned, deposits wait again.

    Raises CheckInIsOver, WrongState.
    """
    lock_day_of_stay(stay_id=stay_id, business_date=business_date)
    stay = lock_stay(stay_id)
    require_state(stay, StayState.IN_HOUSE)
    was_posted = RoomNight.objects.filter(stay=stay, is_posted=True).exists()
    if stay.checked_in_on != business_date or was_posted:
        raise CheckInIsOver
    since = stay.checked_in_at or now
    stay.state = StayState.BOOKED
    stay.checked_in_on = stay.checked_in_at = None
    stay.key_note = ""
    stay.version += 1
    stay.save(update_fields=["state", "checked_in_on", "checked_in_at", "key_note", "version"])
    _record("stay.check_in_undone", stay, actor, now, {"room": stay.room_id})
    bill().arrival_undone(stay, since=since, actor=actor, now=now)
    return stay


@transaction.atomic
def walk_in(
    *,
    hotel: Hotel,
    request: BookingRequest,
    room_id: int,
    accepts_dirty: bool = False,
    key_note: str = "",
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> Stay:
    """Book one room from today and check the guest in at once; all or nothing.

    The same form again (`request.form_key`) returns the stay that is in the house already.
    Raises what `book` and `check_in` raise, and OneRoomOnly.
    """
    if len(request.stays) != 1:
        raise OneRoomOnly
    reservation = book(
        hotel=hotel, request=request, actor=actor, now=now, business_date=business_date
    )
    stay = Stay.objects.get(reservation=reservation)
    if stay.state == StayState.IN_HOUSE:
        return stay
    return check_in(
        stay_id=stay.pk,
        room_id=room_id,
        accepts_dirty=accepts_dirty,
        key_note=key_note,
        actor=actor,
        now=now,
        business_date=business_date,
    )


def is_due_in(stay: Stay, business_date: datetime.date) -> bool:
    """Tell whether the guest may arrive on the date: as late.is_due_in()."""
    return late.is_due_in(stay.arrival, stay.departure, business_date)


def _record(
    action: str, stay: Stay, actor: Actor, now: datetime.datetime, data: dict[str, object]
) -> None:
    audit.record(
        hotel_id=stay.hotel_id, actor=actor, action=action, subject=stay, at=now, data=data
    )
