"""Cancelling, and bringing back what was cancelled or did not show up."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards import counters
from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from hotelpms.kit.money import Money, exact, format_money
from messaging.domain.outbox import outbox
from reservations.domain.bill.fees import cancellation_fee
from reservations.domain.bill.keeper import bill
from reservations.domain.bookings.repeats import AlreadyBooked, holder_of
from reservations.domain.letters.cancellation import queue_cancellation
from reservations.domain.letters.change import renew_letters
from reservations.domain.nights import late
from reservations.domain.nights.day_lock import lock_day_where
from reservations.domain.nights.guards import (
    count,
    let_go,
    lock_reservation_of_stay,
    require_state,
    require_version,
    slot_of,
)
from reservations.domain.nights.type_nights import change_sold
from reservations.domain.rates.pricing import dates_of
from reservations.enums import LOST_STATES, FeeKind, ReservationState, StayState
from reservations.models import Reservation, RoomNight, Stay


class NotCancellable(Refused):
    """A guest is in the house or has left, or nothing is left to cancel."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _(
                "The reservation %(code)s cannot be cancelled: a guest has arrived already, "
                "or no booked stay is left. Cancel single stays instead."
            )
            % {"code": code}
        )


class NotReinstatable(Refused):
    """No stay of it was cancelled or a no-show, or its dates are over."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _(
                "The reservation %(code)s cannot be reinstated: none of its stays was cancelled "
                "or a no-show, or their dates are over."
            )
            % {"code": code}
        )


class FeeReasonMissing(Refused):
    """Another fee than the hotel's rule asks for needs a reason."""

    def __init__(self, asked: Money) -> None:
        super().__init__(
            _("By the hotel's rule the fee is %(amount)s. Say why it is another one.")
            % {"amount": format_money(asked, get_language() or "en")}
        )


@transaction.atomic
def cancel(
    *,
    reservation_id: int,
    reason: str,
    fee: Decimal | None,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
    version: int | None = None,
    sends_letter: bool = True,
    fee_reason: str = "",
) -> Reservation:
    """Cancel every booked stay and free its nights; number, reason and fee are kept.

    `fee` is in the reservation's currency; it is owed from now on, on the folio of the first of
    the stays. Another one than the hotel's rule asks for needs a `fee_reason`, and so has none.
    Raises NotCancellable, StaleVersion, FeeReasonMissing.
    """
    reservation = _lock(reservation_id, business_date)
    require_version(reservation, version)
    stays = list(locked(Stay.objects.filter(reservation=reservation)))
    booked = [stay for stay in stays if stay.state == StayState.BOOKED]
    came = any(stay.state in (StayState.IN_HOUSE, StayState.DEPARTED) for stay in stays)
    if came or not booked:
        raise NotCancellable(reservation.code)
    owed = _fee(reservation, booked, fee, fee_reason, business_date)
    _drop(booked)
    _close(reservation, reason, fee, business_date)
    _tell(reservation, booked, owed, actor, now, sends_letter)
    _owe(booked[0], owed, reason, actor, now)
    return reservation


@transaction.atomic
def cancel_stay(
    *,
    stay_id: int,
    reason: str,
    fee: Decimal | None,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
    version: int | None = None,
    sends_letter: bool = True,
    fee_reason: str = "",
) -> Stay:
    """Cancel one stay; with the last live stay the reservation is cancelled too.

    The fee is owed on the folio of the stay, as in cancel(). Raises WrongState, StaleVersion,
    FeeReasonMissing.
    """
    lock_day_where(business_date=business_date, hotel__stays=stay_id)
    reservation = lock_reservation_of_stay(stay_id)
    stays = list(locked(Stay.objects.filter(reservation=reservation)))
    stay = next(stay for stay in stays if stay.pk == stay_id)
    stay.reservation = reservation
    require_version(stay, version)
    require_state(stay, StayState.BOOKED)
    owed = _fee(reservation, [stay], fee, fee_reason, business_date)
    _drop([stay])
    if all(other.state in LOST_STATES for other in stays):
        _close(reservation, reason, fee, business_date)
    _tell(reservation, [stay], owed, actor, now, sends_letter)
    _owe(stay, owed, reason, actor, now)
    return stay


@transaction.atomic
def reinstate(
    *,
    reservation_id: int,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
    stay_ids: Sequence[int] | None = None,
) -> Reservation:
    """Bring cancelled and no-show stays back, all of them or those named; rooms are given anew.

    A no-show who comes in the morning after the closing has slept the night that was closed: his
    stay begins with it, if a room is left, and it is charged. Whoever comes later arrives on the
    business date: the nights before it stay free. Fees that stand on no invoice are taken off
    the bill. Raises NotReinstatable, NoRoomLeft, and AlreadyBooked when its reference of the
    channel was booked anew meanwhile.
    """
    reservation = _lock(reservation_id, business_date)
    lost = [
        stay
        for stay in locked(Stay.objects.filter(reservation=reservation, state__in=LOST_STATES))
        if _may_come(stay, _first_night(stay, reservation.hotel, business_date, now))
        and (stay_ids is None or stay.pk in stay_ids)
    ]
    if not lost:
        raise NotReinstatable(reservation.code)
    rival = holder_of(reservation.hotel_id, reservation.channel_id, reservation.channel_ref)
    if rival is not None and rival != reservation:
        raise AlreadyBooked(rival, by_reference=True)
    for stay in lost:
        _bring_back(stay, _first_night(stay, reservation.hotel, business_date, now))
    reservation.state = ReservationState.CONFIRMED
    reservation.cancelled_on = reservation.cancel_fee = reservation.option_until = None
    reservation.cancel_reason = ""
    reservation.version += 1
    reservation.save()
    audit.record(
        hotel_id=reservation.hotel_id,
        actor=actor,
        action="reservation.reinstated",
        subject=reservation,
        at=now,
        data={"stays": [stay.pk for stay in lost]},
    )
    for stay in lost:
        bill().stay_is_back(stay, actor=actor, now=now)
    renew_letters(reservation_id=reservation.pk, now=now)
    return reservation


def _lock(reservation_id: int, business_date: datetime.date) -> Reservation:
    lock_day_where(business_date=business_date, hotel__reservations=reservation_id)
    found = Reservation.objects.select_related("hotel").filter(pk=reservation_id)
    return locked(found).get()


@dataclass(frozen=True)
class _Owed:
    """What is owed for a cancellation, and why another fee than the rule asks for."""

    fee: Decimal
    why: str


def _fee(
    reservation: Reservation,
    stays: Sequence[Stay],
    fee: Decimal | None,
    why: str,
    business_date: datetime.date,
) -> _Owed:
    asked = cancellation_fee(reservation=reservation, stays=stays, business_date=business_date)
    owed = exact(fee or Decimal(0), reservation.currency)
    if asked and owed != asked and not why.strip():
        raise FeeReasonMissing(Money(asked, reservation.currency))
    return _Owed(owed, why)


def _owe(stay: Stay, owed: _Owed, reason: str, actor: Actor, now: datetime.datetime) -> None:
    if owed.fee > 0:
        bill().fee_is_owed(
            stay,
            kind=FeeKind.CANCELLATION,
            amount=owed.fee,
            reason=owed.why or reason,
            actor=actor,
            now=now,
        )


def _drop(stays: list[Stay]) -> None:
    let_go(hotel_id=stays[0].hotel_id, stay_ids=[stay.pk for stay in stays])
    for stay in stays:
        stay.state = StayState.CANCELLED
        stay.version += 1
        counters.stay_cancelled(profile_id=stay.guest_id)
    Stay.objects.filter(pk__in=[stay.pk for stay in stays]).update(
        state=StayState.CANCELLED, version=F("version") + 1
    )


def _close(
    reservation: Reservation, reason: str, fee: Decimal | None, business_date: datetime.date
) -> None:
    reservation.state = ReservationState.CANCELLED
    reservation.cancelled_on = business_date
    reservation.cancel_reason = reason
    reservation.cancel_fee = None if fee is None else exact(fee, reservation.currency)
    reservation.version += 1
    reservation.save(
        update_fields=["state", "cancelled_on", "cancel_reason", "cancel_fee", "version"]
    )


def _tell(
    reservation: Reservation,
    stays: list[Stay],
    owed: _Owed,
    actor: Actor,
    now: datetime.datetime,
    sends_letter: bool,
) -> None:
    facts = {"stays": [stay.pk for stay in stays], "fee": owed.fee}
    audit.record(
        hotel_id=reservation.hotel_id,
        actor=actor,
        action="reservation.cancelled",
        subject=reservation,
        at=now,
        data=facts | {"fee_reason": owed.why} if owed.why else facts,
    )
    gone = [("stay", stay.pk) for stay in stays]
    is_whole = reservation.state == ReservationState.CANCELLED
    if is_whole:
        gone.append(("reservation", reservation.pk))
    outbox.cancel_about(*gone, why=gettext("The stay was cancelled."), now=now)
    if not is_whole:
        renew_letters(reservation_id=reservation.pk, now=now)
    elif sends_letter:
        queue_cancellation(reservation_id=reservation.pk, now=now)


def _first_night(
    stay: Stay, hotel: Hotel, business_date: datetime.date, now: datetime.datetime
) -> datetime.date:
    if stay.state != StayState.NO_SHOW or stay.is_day_use:
        return business_date
    return late.first_night(hotel, business_date, now)


def _may_come(stay: Stay, first: datetime.date) -> bool:
    if stay.is_day_use:
        return stay.arrival >= first
    return stay.departure > first


def _bring_back(stay: Stay, first: datetime.date) -> None:
    if stay.state == StayState.CANCELLED:
        counters.stay_reinstated(profile_id=stay.guest_id)
    else:
        counters.no_show_undone(profile_id=stay.guest_id)
    stay.arrival = max(stay.arrival, first)
    stay.state = StayState.BOOKED
    stay.room = None
    stay.version += 1
    stay.save(update_fields=["arrival", "state", "room", "version"])
    freed = RoomNight.objects.filter(stay=stay, slot=slot_of(stay), holds=False)
    dates = dates_of(stay.nights)
    nights = [night for night in freed if night.date in dates]
    change_sold(hotel_id=stay.hotel_id, by=count(nights, 1))
    RoomNight.objects.filter(pk__in=[night.pk for night in nights]).update(holds=True, room=None)
