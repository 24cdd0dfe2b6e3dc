"""A page offers what the verb allows, in every state of a stay and of a reservation.

Each situation is a real row; each offer of buttons.py is pressed there by somebody who may do
everything, and taken back. What is offered must be done, what is not must be refused.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from hotelpms.hotels.enums import Right, Role
from hotelpms.hotels.models import BusinessDay
from hotelpms.hotels.roles import RIGHTS_OF
from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.web.parts import Offer, Opens
from reservations.domain.bookings import cancellations
from reservations.domain.front_desk import arrivals, departures, no_shows
from reservations.domain.pages import stay_sheet
from reservations.domain.pages.stay_sheet import StaySheet
from reservations.domain.rooms import assignment
from reservations.enums import ReservationState, StayState
from reservations.models import Stay
from reservations.views.stay import buttons
from reservations.views.stay.actions import reservation_actions, stay_actions
from tests.addresses import HOTEL
from tests.factories.invoicing import House
from tests.factories.messaging import TemplateFactory
from tests.factories.reservations import (
    AT,
    TODAY,
    RoomFactory,
    RoomTypeFactory,
    booked_stay,
    day,
)
from tests.fixtures import SignIn
from tests.pressing import NOT_OFFERED, disagreements

EVERYTHING = frozenset(Right)
Situation = Callable[[House], Stay]


def booked(arrival: int, nights: int, *, room: bool = False, **request: Any) -> Situation:
    """A stay that is booked, or was on its first day, with or without a room."""

    def made(house: House) -> Stay:
        go_to(house, min(arrival, 0))
        wish = {"arrival": day(arrival), "nights": nights, **request}
        stay = booked_stay(room_type=house.room.room_type, **wish)
        if room:
            here = house.new_room()
            assignment.assign(stay_id=stay.pk, room_id=here.pk, **told(min(arrival, 0)))
        go_to(house, 0)
        return Stay.objects.get(pk=stay.pk)

    return made


def after(made: Situation, date: int, verb: Callable[..., object], **more: Any) -> Situation:
    """A stay with which the verb was done on a date."""

    def done(house: House) -> Stay:
        stay = made(house)
        go_to(house, date)
        verb(stay_id=stay.pk, **told(date), **more)
        go_to(house, 0)
        return Stay.objects.get(pk=stay.pk)

    return done


def in_house(arrival: int, nights: int) -> Situation:
    """A guest who came on the date of arrival."""
    return after(booked(arrival, nights, room=True), arrival, arrivals.check_in, room_id=None)


def departed(arrival: int, nights: int) -> Situation:
    """A guest who left today."""
    return after(in_house(arrival, nights), 0, departures.depart)


def no_show(arrival: int, nights: int) -> Situation:
    def mark(*, stay_id: int, **rest: Any) -> None:
        no_shows.mark_no_shows(hotel=Stay.objects.get(pk=stay_id).hotel, **rest)

    return after(booked(arrival, nights), arrival, mark)


def cancelled(arrival: int, nights: int) -> Situation:
    verb = partial(cancellations.cancel_stay, reason="Illness", fee=None, sends_letter=False)
    return after(booked(arrival, nights), min(arrival, 0), verb)


def told(date: int) -> dict[str, Any]:
    return {"actor": SYSTEM, "now": AT, "business_date": day(date)}


def go_to(house: House, date: int) -> None:
    """Let it be another business date of the hotel."""
    BusinessDay.objects.filter(hotel=house.hotel).update(date=day(date))


SITUATIONS: dict[str, Situation] = {
    "booked ahead": booked(3, 2),
    "booked ahead with a room": booked(3, 2, room=True),
    "option": booked(3, 2, option_until=day(2)),
    "due in": booked(0, 2),
    "due in with a room": booked(0, 2, room=True),
    "due in for the day": booked(0, 0, room=True),
    "late": booked(-1, 3, room=True),
    "never came": booked(-3, 1),
    "came today": in_house(0, 2),
    "came for the day": in_house(0, 0),
    "stays on": in_house(-1, 3),
    "due out": in_house(-1, 1),
    "overdue": in_house(-3, 1),
    "left today": departed(-1, 1),
    "left before its time": departed(-1, 3),
    "no-show": no_show(-1, 3),
    "no-show that is over": no_show(-3, 1),
    "cancelled": cancelled(3, 2),
    "cancelled and over": cancelled(-3, 1),
}
OF_A_STAY = [
    offer
    for offer in (
        *buttons.STEPS.values(),
        buttons.REINSTATE_STAY,
        *buttons.STAY_CHANGES,
        *buttons.STAY_MENU,
    )
    # Papers and pages of other apps are looked at, and refuse nobody for a state.
    if offer.opens in (Opens.PANEL, Opens.POST)
]
OF_A_RESERVATION = [
    offer
    for offer in (*buttons.RESERVATION, *buttons.RESERVATION_MENU)
    if offer.opens in (Opens.PANEL, Opens.POST)
]


# In which states a verb does more than the page offers: it gives another room, or it finds done
# what it should do and changes nothing; no-shows come back one by one on the page.
WIDER = {
    "Give a room": (StayState.BOOKED,),
    "Take the room back": (StayState.BOOKED,),
    "Confirm the option": (ReservationState.CONFIRMED,),
    "Reinstate": (ReservationState.CONFIRMED,),
}


@pytest.fixture
def house(house: House) -> House:
    """The hotel with a second type, to which a stay can be upgraded or moved."""
    RoomFactory(room_type=RoomTypeFactory(hotel=house.hotel, overbooking_limit=100))
    return house


@pytest.fixture
def somebody(signed_in: SignIn) -> Client:
    return signed_in(Role.CLIENT_ADMIN)


def test_every_state_is_looked_at(house: House) -> None:
    stays = [made(house) for made in SITUATIONS.values()]

    assert {stay.state for stay in stays} == set(StayState)
    assert {stay.reservation.state for stay in stays} == set(ReservationState)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_stay_is_offered_what_is_done_and_nothing_else(
    house: House, somebody: Client, situation: str
) -> None:
    stay = SITUATIONS[situation](house)
    may = stay_actions(sheet_of(house, stay).line, EVERYTHING, TODAY)

    offers = {offer.at(HOTEL, stay.pk): bool(getattr(may, offer.may)) for offer in OF_A_STAY}
    arrival = stay.arrival if stay.state == StayState.IN_HOUSE else max(stay.arrival, TODAY)

    found = disagreements(somebody, offers, arrival=arrival, departure=day(5))

    assert without_wider(found, stay.state) == {}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_reservation_is_offered_what_is_done_and_nothing_else(
    house: House, somebody: Client, situation: str
) -> None:
    # Without a text no confirmation could leave, whatever the state.
    TemplateFactory(hotel=house.hotel)
    code = SITUATIONS[situation](house).reservation.code
    sheet = stay_sheet.reservation_sheet(house.hotel, code)
    assert sheet is not None
    may = reservation_actions(sheet, EVERYTHING, TODAY)

    offers = {offer.at(HOTEL, code): bool(getattr(may, offer.may)) for offer in OF_A_RESERVATION}

    found = disagreements(somebody, offers)

    assert without_wider(found, sheet.reservation.state) == {}


def without_wider(found: dict[str, str], state: str) -> dict[str, str]:
    """Leave out what a verb does though no page offers it, where that is meant."""
    return {
        label: why
        for label, why in found.items()
        if why != NOT_OFFERED or state not in WIDER.get(label, ())
    }


def test_a_role_is_offered_what_its_rights_open_and_nothing_else(house: House) -> None:
    sheets = [sheet_of(house, made(house)) for made in SITUATIONS.values()]

    def is_offered(offer: Offer, sheet: StaySheet, rights: frozenset[Right]) -> bool:
        return bool(getattr(stay_actions(sheet.line, rights, TODAY), offer.may))

    assert [
        (role, offer.label)
        for role, rights in RIGHTS_OF.items()
        for offer in OF_A_STAY
        for sheet in sheets
        if is_offered(offer, sheet, rights)
        != (is_offered(offer, sheet, EVERYTHING) and right_of(offer) in rights)
    ] == []


def right_of(offer: Offer) -> str:
    """Return the right that the address of the offer asks for."""
    address = offer.at(HOTEL, 1).address.partition("?")[0]
    return str(resolve(address).func.access)  # type: ignore[attr-defined]


def sheet_of(house: House, stay: Stay) -> StaySheet:
    sheet = stay_sheet.stay_sheet(house.hotel, stay.pk)
    assert sheet is not None
    return sheet


def test_a_no_show_of_the_closed_night_is_reinstated_while_it_can_be_slept(house: House) -> None:
    stay = booked_stay(room_type=house.room.room_type, nights=1)
    Stay.objects.filter(pk=stay.pk).update(state=StayState.NO_SHOW)
    line, next_date = sheet_of(house, stay).line, TODAY + timedelta(days=1)

    assert stay_actions(line, EVERYTHING, next_date, TODAY).reinstate
    assert not stay_actions(line, EVERYTHING, next_date).reinstate

    Stay.objects.filter(pk=stay.pk).update(state=StayState.BOOKED)

    assert stay_actions(sheet_of(house, stay).line, EVERYTHING, next_date).check_in
