"""The guest leaves: the stay's end, early or as booked, and its undoing on the same date.

Called by the check-out of invoicing, which has seen to the bill first.
"""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards import counters
from hotelpms.kit import audit, clock
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from reservations.domain.nights import clashes
from reservations.domain.nights.day_lock import lock_day_of_stay
from reservations.domain.nights.guards import count, let_go, lock_stay, require_state
from reservations.domain.nights.type_nights import change_sold
from reservations.domain.rooms.assignment import RoomTaken, lock_room, require_ready, soil
from reservations.enums import Slot, StayState
from reservations.models import Room, RoomNight, Stay

ONE_DAY = datetime.timedelta(days=1)
ASIDE = "aside"


class CheckOutIsOver(Refused):
    """The check-out was on an earlier business date."""

    def __init__(self) -> None:
        super().__init__(_("A check-out can be undone only on the same business date."))


# Without a savepoint: a check-out that fails is undone whole.
@transaction.atomic(savepoint=False)
def depart(
    *, stay_id: int, actor: Actor, now: datetime.datetime, business_date: datetime.date
) -> Stay:
    """End the stay on the business date; nights that are left are freed, the room gets dirty.

    Leaving early moves the departure and keeps the planned one. The night of the business date
    is kept when it is on the bill; who came and leaves on the same day with it on the bill has
    made a day use of it. Raises WrongState.
    """
    lock_day_of_stay(stay_id=stay_id, business_date=business_date)
    stay = lock_stay(stay_id)
    require_state(stay, StayState.IN_HOUSE)
    planned = stay.departure
    if business_date < planned:
        stay.departure = _end_early(stay, business_date, now)
        stay.planned_departure = planned if stay.departure != planned else None
    stay.state = StayState.DEPARTED
    stay.checked_out_on, stay.checked_out_at = business_date, now
    stay.version += 1
    stay.save(
        update_fields=[
            "state", "departure", "planned_departure", "checked_out_on", "checked_out_at",
            "version",
        ]
    )  # fmt: skip
    if stay.room_id is not None:
        soil(stay.room_id)
    counters.stay_departed(
        profile_id=stay.guest_id, nights=len(stay.nights), departure=stay.departure
    )
    _record("stay.departed", stay, actor, now, {"planned": planned, "departure": stay.departure})
    return stay


def uses_tonight(stay: Stay, business_date: datetime.date, now: datetime.datetime) -> bool:
    """Tell whether who leaves now has had the night of the business date, or the room for a day.

    After midnight, before the closing, it was slept; on the day of arrival the room was used.
    The stay comes with its hotel.
    """
    if business_date >= stay.departure:
        return False
    return stay.arrival == business_date or _is_after_midnight(stay, business_date, now)


def first_free_night(
    stay: Stay, business_date: datetime.date, now: datetime.datetime
) -> datetime.date:
    """Return from which night on the room is free when the guest leaves now.

    The stay comes with its hotel.
    """
    after = _is_after_midnight(stay, business_date, now)
    return business_date + ONE_DAY if after else business_date


def _is_after_midnight(stay: Stay, business_date: datetime.date, now: datetime.datetime) -> bool:
    return clock.local_date(now, stay.hotel.zone) > business_date


def _end_early(stay: Stay, business_date: datetime.date, now: datetime.datetime) -> datetime.date:
    """Free the nights that the guest will not use and return when the stay ends."""
    tonight = RoomNight.objects.filter(stay=stay, date=business_date, slot=Slot.NIGHT, holds=True)
    posted = tonight.filter(is_posted=True).first()
    came_today = stay.arrival == business_date
    is_day_use = came_today and not _is_after_midnight(stay, business_date, now)
    end = business_date if posted is None or is_day_use else business_date + ONE_DAY
    if posted is not None and posted.room_id is not None and is_day_use:
        # Rivals for its day wait; a room comes before the numbers of its type.
        locked(Room.objects.filter(pk=posted.room_id)).first()
    let_go(hotel_id=stay.hotel_id, stay_ids=[stay.pk], first=end)
    if posted is not None and is_day_use:
        _turn_into_day_use(posted)
    return end


def _turn_into_day_use(night: RoomNight) -> None:
    """Let a night that was given up hold the day; without its room if that is taken.

    The caller holds the lock of its room.
    """
    others = RoomNight.objects.filter(
        room=night.room_id, date=night.date, slot=Slot.DAY, holds=True
    )
    if others.exists():
        night.room = None
    night.holds = True
    night.save(update_fields=["holds", "room"])
    _give_slot(night, Slot.DAY)


def _give_slot(night: RoomNight, slot: Slot) -> None:
    """Let the night take another slot; a row of former dates that lies there takes its own."""
    old = RoomNight.objects.filter(stay=night.stay_id, date=night.date, slot=slot).first()
    if old is not None:
        # A stay has each slot of a date once, so the old row steps aside for a moment.
        RoomNight.objects.filter(pk=old.pk).update(slot=ASIDE)
    former, night.slot = night.slot, slot
    night.save(update_fields=["slot"])
    if old is not None:
        RoomNight.objects.filter(pk=old.pk).update(slot=former)


@transaction.atomic
def undo_departure(
    *, stay_id: int, actor: Actor, now: datetime.datetime, business_date: datetime.date
) -> Stay:
    """Bring the guest back into the room, with the nights given up by an early departure.

    Raises CheckOutIsOver, RoomNotReady when the next guest is in, RoomTaken, NoRoomLeft,
    WrongState.
    """
    lock_day_of_stay(stay_id=stay_id, business_date=business_date)
    stay = lock_stay(stay_id)
    require_state(stay, StayState.DEPARTED)
    if stay.checked_out_on != business_date or stay.room_id is None:
        raise CheckOutIsOver
    room = lock_room(room_id=stay.room_id, hotel_id=stay.hotel_id)
    require_ready(room, stay_id=stay.pk, accepts_dirty=True)
    nights_counted = len(stay.nights)
    if stay.planned_departure is not None:
        _turn_into_night(stay, business_date)
        stay.departure, stay.planned_departure = stay.planned_departure, None
        _hold_again(stay, business_date)
    stay.state = StayState.IN_HOUSE
    stay.checked_out_on = stay.checked_out_at = None
    stay.version += 1
    stay.save(
        update_fields=[
            "state", "departure", "planned_departure", "checked_out_on", "checked_out_at",
            "version",
        ]
    )  # fmt: skip
    _take_from_counters(stay, nights_counted)
    _record("stay.departure_undone", stay, actor, now, {"departure": stay.departure})
    return stay


def _turn_into_night(stay: Stay, date: datetime.date) -> None:
    """Take the day use back that an early departure has made of a night."""
    used = RoomNight.objects.filter(stay=stay, date=date, slot=Slot.DAY, holds=True).first()
    if used is not None:
        used.holds, used.room_id = False, stay.room_id
        used.save(update_fields=["holds", "room"])
        _give_slot(used, Slot.NIGHT)


def _hold_again(stay: Stay, first: datetime.date) -> None:
    freed = RoomNight.objects.select_related("room").filter(
        stay=stay, slot=Slot.NIGHT, holds=False, date__gte=first, date__lt=stay.departure
    )
    nights = list(freed)
    for room in {night.room for night in nights if night.room}:
        wish = clashes.Wish(
            dates=frozenset(night.date for night in nights if night.room_id == room.pk)
        )
        taken = clashes.find(clashes.held(room_ids=[room.pk], wish=wish, stay_id=stay.pk), wish)
        if taken is not None:
            raise RoomTaken(room, taken)
    RoomNight.objects.filter(pk__in=[night.pk for night in nights]).update(holds=True)
    change_sold(hotel_id=stay.hotel_id, by=count(nights, 1))


def _take_from_counters(stay: Stay, nights: int) -> None:
    others = Stay.objects.filter(guest=stay.guest_id, state=StayState.DEPARTED)
    others = others.exclude(pk=stay.pk)
    lengths = [len(other.nights) for other in others.only("arrival", "departure")]
    counters.stay_reopened(
        profile_id=stay.guest_id,
        nights=nights,
        max_nights=max(lengths, default=0),
        last_departure=others.aggregate(last=Max("departure"))["last"],
    )


def _record(
    action: str, stay: Stay, actor: Actor, now: datetime.datetime, data: dict[str, object]
) -> None:
    audit.record(
        hotel_id=stay.hotel_id, actor=actor, action=action, subject=stay, at=now, data=data
    )
