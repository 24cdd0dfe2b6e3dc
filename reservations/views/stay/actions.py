"""What a person may do with a stay or reservation now: by its state, by the date, by the right.

The buttons come from here. The domain decides again when one is pressed.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from hotelpms.hotels.enums import Right
from reservations.domain.nights import late
from reservations.domain.pages.stay_line import StayLine
from reservations.domain.pages.stay_sheet import ReservationSheet
from reservations.enums import LOST_STATES, ReservationState, StayState


@dataclass(frozen=True)
class StayActions:
    check_in: bool
    check_out: bool
    undo_check_in: bool
    give_room: bool
    release_room: bool
    upgrade: bool
    move: bool
    change: bool
    prices: bool
    cancel: bool
    reinstate: bool
    print_card: bool
    see_folio: bool
    pay: bool
    write_trace: bool

    @property
    def has_menu(self) -> bool:
        """Something stands in the menu behind the buttons."""
        return any(
            (
                self.change,
                self.prices,
                self.move,
                self.upgrade,
                self.release_room,
                self.undo_check_in,
                self.cancel,
                self.print_card,
            )
        )


@dataclass(frozen=True)
class ReservationActions:
    change: bool
    confirm_option: bool
    send_confirmation: bool
    print_confirmation: bool
    cancel: bool
    reinstate: bool


@dataclass(frozen=True)
class GroupActions:
    """What may be done with several rooms of a reservation at once."""

    give_rooms: bool
    check_in: bool
    dates: bool
    cancel: bool


def group_actions(every: Iterable[StayActions]) -> GroupActions:
    """Return what may be done with at least one of the stays."""
    found = list(every)
    return GroupActions(
        give_rooms=any(may.give_room for may in found),
        check_in=any(may.check_in for may in found),
        dates=any(may.change for may in found),
        cancel=any(may.cancel for may in found),
    )


def stay_actions(
    line: StayLine,
    rights: frozenset[Right],
    business_date: datetime.date,
    first_night: datetime.date | None = None,
) -> StayActions:
    """Return what may be done with one stay.

    `first_night` is late.first_night() where the hour of the day is known.
    """
    is_booked, is_inside = line.state == StayState.BOOKED, line.state == StayState.IN_HOUSE
    may_change = Right.RESERVATIONS_CHANGE in rights
    is_live = is_booked or is_inside
    return StayActions(
        check_in=is_booked
        and late.is_due_in(line.arrival, line.departure, business_date)
        and Right.RESERVATIONS_CHECK_IN in rights,
        check_out=is_inside and Right.RESERVATIONS_CHECK_OUT in rights,
        undo_check_in=line.checked_in_on == business_date
        and is_inside
        and Right.RESERVATIONS_CHECK_IN in rights,
        give_room=may_change and is_booked and not line.room,
        release_room=may_change and is_booked and bool(line.room),
        upgrade=may_change and is_booked,
        move=may_change and is_live and bool(line.room) and _has_nights_left(line, business_date),
        change=may_change and is_live,
        prices=Right.RESERVATIONS_OVERRIDE_PRICE in rights
        and is_live
        and line.departure >= business_date,
        cancel=Right.RESERVATIONS_CANCEL in rights and is_booked,
        reinstate=Right.RESERVATIONS_CANCEL in rights
        and line.state in LOST_STATES
        and _may_come(line, business_date, first_night or business_date),
        print_card=is_live and Right.RESERVATIONS_CHECK_IN in rights,
        see_folio=Right.INVOICING_VIEW in rights,
        pay=Right.INVOICING_PAY in rights,
        write_trace=Right.RESERVATIONS_TRACES in rights,
    )


def reservation_actions(
    sheet: ReservationSheet, rights: frozenset[Right], business_date: datetime.date
) -> ReservationActions:
    """Return what may be done with the reservation as a whole."""
    state, lines = sheet.reservation.state, [stay.line for stay in sheet.stays]
    is_cancelled = state == ReservationState.CANCELLED
    came = any(line.state in (StayState.IN_HOUSE, StayState.DEPARTED) for line in lines)
    is_booked = any(line.state == StayState.BOOKED for line in lines)
    may_change, may_cancel = (
        Right.RESERVATIONS_CHANGE in rights,
        Right.RESERVATIONS_CANCEL in rights,
    )
    return ReservationActions(
        change=may_change,
        confirm_option=may_change and state == ReservationState.OPTION,
        send_confirmation=may_change and not is_cancelled,
        # It prints the address of the booker, which stands on the card.
        print_confirmation=Right.CARDEX_VIEW in rights,
        cancel=may_cancel and is_booked and not came,
        reinstate=may_cancel
        and is_cancelled
        and any(_has_nights_left(line, business_date) for line in lines),
    )


def _may_come(line: StayLine, business_date: datetime.date, first: datetime.date) -> bool:
    if line.state == StayState.NO_SHOW and not line.is_day_use:
        return line.departure > first
    return _has_nights_left(line, business_date)


def _has_nights_left(line: StayLine, business_date: datetime.date) -> bool:
    return line.arrival >= business_date if line.is_day_use else line.departure > business_date
