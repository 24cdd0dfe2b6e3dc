"""Where a stay or a reservation stands on a business date, in one word for a badge."""

import datetime
from collections.abc import Iterable
from typing import Protocol

from reservations.enums import ReservationState, StayState


class Dated(Protocol):
    @property
    def state(self) -> str: ...

    @property
    def arrival(self) -> datetime.date: ...

    @property
    def departure(self) -> datetime.date: ...


# Which stay speaks for a reservation of several rooms: the one the desk has most to do with.
URGENCY = ("due_out", "due_in", "in_house", "booked", "no_show", "departed", "cancelled")


def stay_standing(stay: Dated, business_date: datetime.date) -> str:
    """Return the stay's state, or due_in or due_out as the business date makes of it."""
    if stay.state == StayState.BOOKED and stay.arrival <= business_date:
        return "due_in"
    if stay.state == StayState.IN_HOUSE and stay.departure <= business_date:
        return "due_out"
    return str(stay.state)


def reservation_standing(state: str, stays: Iterable[Dated], business_date: datetime.date) -> str:
    """Return the state of the reservation unless it is confirmed: then its stays decide."""
    if state != ReservationState.CONFIRMED:
        return str(state)
    standings = {stay_standing(stay, business_date) for stay in stays}
    return next((word for word in URGENCY if word in standings), str(state))
