"""Changing the dates of a stay: longer, shorter or on other days."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import exact
from messaging.domain.outbox import outbox
from reservations.domain.letters import change as change_letter
from reservations.domain.letters.change import renew_letters
from reservations.domain.nights import clashes
from reservations.domain.nights.day_lock import lock_day_of_stay
from reservations.domain.nights.guards import (
    count,
    lock_reservation_of_stay,
    lock_stay,
    require_state,
    require_version,
    slot_of,
)
from reservations.domain.nights.type_nights import NoRoomLeft, change_sold
from reservations.domain.rates.pricing import dates_of, plan_prices
from reservations.domain.rooms.assignment import RoomTaken, lock_room
from reservations.enums import StayState
from reservations.models import Reservation, RoomNight, Stay

__all__ = ["DatesNotPossible", "NightPosted", "NoRoomLeft", "change_dates"]


class DatesNotPossible(Refused):
    """The dates are the wrong way round, or in the past."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "These dates are not possible: the departure must not lie before the arrival, "
                "and what lies before the business date cannot change."
            )
        )


class NightPosted(Refused):
    """A night that would fall away was posted already."""

    def __init__(self, night: datetime.date) -> None:
        super().__init__(
            _("The night of %(night)s is on the bill already and cannot be taken out.")
            % {"night": format_day(night)}
        )


@dataclass
class Change:
    """The nights that stay, go and come when a stay changes its dates."""

    kept: list[RoomNight] = field(default_factory=list)
    gone: list[RoomNight] = field(default_factory=list)
    added: list[RoomNight] = field(default_factory=list)


@transaction.atomic
def change_dates(
    *,
    stay_id: int,
    arrival: datetime.date,
    departure: datetime.date,
    version: int,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
    prices: Sequence[Decimal] | None = None,
    keeps_room: bool = True,
    tells_booker: bool = False,
) -> Stay:
    """Let the stay have other dates; a guest in the house can only leave on another one.

    `prices` are one for each new night (one for a day use). Without them, nights that stay
    keep theirs and new ones cost what the rate plan says, or else what the night in the same
    place of the stay, or the last one, cost. The room is kept, or refused when somebody else
    holds it, or given up when `keeps_room` is False. Letters about the old dates that still
    wait are cancelled; with the same dates only those that say the price. A confirmation that
    waits says the new dates; `tells_booker` writes to who has it already what was and what is.
    Raises DatesNotPossible, NightPosted, RoomTaken, NoRoomLeft, StaleVersion, WrongState.
    """
    lock_day_of_stay(stay_id=stay_id, business_date=business_date)
    reservation = lock_reservation_of_stay(stay_id)
    stay = lock_stay(stay_id)
    require_state(stay, StayState.BOOKED, StayState.IN_HOUSE)
    require_version(stay, version)
    _check(stay, arrival, departure, business_date)
    told = change_letter.before(stay) if tells_booker else None
    before: dict[str, Any] = {"arrival": stay.arrival, "departure": stay.departure}
    rows = list(RoomNight.objects.filter(stay=stay).order_by("date", "pk"))
    held = [row for row in rows if row.holds]
    old_prices = {row.date: row.price for row in held}
    stay.arrival, stay.departure = arrival, departure
    change = _change(stay, rows)
    _price(stay, change, held, prices, reservation.currency)
    _give_room(stay, change, held, keeps_room or stay.state == StayState.IN_HOUSE)
    change_sold(hotel_id=stay.hotel_id, by=_moves(change))
    _write(change)
    stay.version += 1
    stay.save(update_fields=["arrival", "departure", "room", "version"])
    Reservation.objects.filter(pk=reservation.pk).update(version=F("version") + 1)
    after: dict[str, Any] = {"arrival": arrival, "departure": departure}
    audit.record(
        hotel_id=stay.hotel_id,
        actor=actor,
        action="stay.prices_changed" if before == after else "stay.dates_changed",
        subject=stay,
        at=now,
        data={"before": before, "after": after, "prices": _new_prices(change, old_prices)},
    )
    _cancel_untrue_letters(stay, before != after, now)
    renew_letters(reservation_id=reservation.pk, now=now)
    if told is not None and _is_news(told, stay):
        change_letter.tell_change(reservation_id=reservation.pk, before=told, now=now)
    return stay


def _is_news(told: change_letter.Before, stay: Stay) -> bool:
    return told != change_letter.before(stay)


def _new_prices(
    change: Change, old: dict[datetime.date, Decimal | None]
) -> dict[str, list[Decimal | None]]:
    """Return {date: [old price, new price]} of nights that came or cost something else now."""
    nights = [*change.kept, *change.added]
    return {
        night.date.isoformat(): [old.get(night.date), night.price]
        for night in nights
        if old.get(night.date) != night.price
    }


def _cancel_untrue_letters(stay: Stay, are_dates_new: bool, now: datetime.datetime) -> None:
    """Cancel what waits about the old dates; of prices only some letters speak."""
    if are_dates_new:
        why = gettext("The dates of the stay have changed.")
        outbox.cancel_about(("stay", stay.pk), why=why, now=now)
        return
    why = gettext("The price of the stay has changed.")
    outbox.cancel_about(("stay", stay.pk), why=why, now=now, saying="TOTAL")


def _check(
    stay: Stay, arrival: datetime.date, departure: datetime.date, business_date: datetime.date
) -> None:
    is_in_house = stay.state == StayState.IN_HOUSE
    if departure < arrival or departure < business_date:
        raise DatesNotPossible
    if is_in_house and arrival != stay.arrival:
        raise DatesNotPossible
    if not is_in_house and arrival < business_date and arrival != stay.arrival:
        raise DatesNotPossible


def _change(stay: Stay, rows: list[RoomNight]) -> Change:
    """Sort the rows; a night that comes back uses its old row, for there can be only one."""
    slot, wanted, change = slot_of(stay), set(dates_of(stay.nights)), Change()
    for row in rows:
        belongs = row.slot == slot and row.date in wanted
        if row.holds and not belongs and row.is_posted:
            raise NightPosted(row.date)
        if belongs:
            wanted.discard(row.date)
            (change.kept if row.holds else change.added).append(row)
        elif row.holds:
            change.gone.append(row)
    change.added += [
        RoomNight(
            hotel_id=stay.hotel_id,
            stay=stay,
            room_type_id=stay.room_type_id,
            date=date,
            slot=slot,
            board=stay.board,
        )
        for date in wanted
    ]
    change.added.sort(key=lambda night: night.date)
    return change


def _price(
    stay: Stay,
    change: Change,
    held: list[RoomNight],
    prices: Sequence[Decimal] | None,
    currency: str,
) -> None:
    dates = dates_of(stay.nights)
    if prices is not None:
        if len(prices) != len(dates):
            raise ValueError("a stay has one price for each night, or one for a day use")
        by_date = dict(zip(dates, prices, strict=True))
        for night in [*change.kept, *change.added]:
            if not night.is_posted:
                night.price = exact(by_date[night.date], currency)
        return
    listed = plan_prices(
        rate_plan_ids=[stay.rate_plan_id] if stay.rate_plan_id else [],
        room_type_ids=[stay.reserved_type_id],
        dates=[night.date for night in change.added],
    )
    old = [night.price for night in held]
    for night in change.added:
        place = min(dates.index(night.date), len(old) - 1)
        key = (stay.rate_plan_id or 0, stay.reserved_type_id, night.date)
        night.price = listed.get(key, old[place])


def _give_room(stay: Stay, change: Change, held: list[RoomNight], keeps_room: bool) -> None:
    """Put the new nights into the room of the night next to them, if nobody else holds it."""
    if not keeps_room:
        stay.room = None
    if stay.room_id is None:
        for night in [*change.kept, *change.added]:
            night.room = None
            night.room_type_id = stay.room_type_id
        return
    for night in change.added:
        beside = min(held, key=lambda other: abs(other.date - night.date))
        night.room_id, night.room_type_id = beside.room_id, beside.room_type_id
    for room_id in sorted({night.room_id for night in change.added if night.room_id}):
        _check_room(stay, change, room_id)


def _check_room(stay: Stay, change: Change, room_id: int) -> None:
    room = lock_room(room_id=room_id, hotel_id=stay.hotel_id)
    ours = [*change.kept, *change.added]
    dates = frozenset(night.date for night in ours if night.room_id == room_id)
    wish = clashes.Wish(dates=dates, slot=slot_of(stay))
    taken = clashes.find(clashes.held(room_ids=[room_id], wish=wish, stay_id=stay.pk), wish)
    if taken is not None:
        raise RoomTaken(room, taken)


def _moves(change: Change) -> dict[tuple[int, datetime.date], int]:
    moves = count(change.added, 1)
    for key, number in count(change.gone, -1).items():
        moves[key] = moves.get(key, 0) + number
    return moves


def _write(change: Change) -> None:
    for night in change.gone:
        night.holds = False
    for night in change.added:
        night.holds = True
    known = [n for n in [*change.gone, *change.kept, *change.added] if n.pk is not None]
    RoomNight.objects.bulk_update(known, ["holds", "price", "room", "room_type"])
    RoomNight.objects.bulk_create([n for n in change.added if n.pk is None])
