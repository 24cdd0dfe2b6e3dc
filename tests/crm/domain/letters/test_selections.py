"""Which stays a letter is for: by state, by date, by visit, by hotel."""

from dataclasses import replace

import pytest
from django.db.models import QuerySet

from crm.domain.letters import selections
from crm.domain.letters.selections import Span
from crm.models import DaySetup
from hotelpms.hotels.models import Hotel
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind
from reservations.enums import StayState
from reservations.models import Stay
from tests.crm.rows import NOW, TODAY, day, hotel_with_texts, stay_row
from tests.factories.cardex import ProfileFactory
from tests.factories.messaging import letter

pytestmark = pytest.mark.django_db

BOOKED, IN_HOUSE, DEPARTED = StayState.BOOKED, StayState.IN_HOUSE, StayState.DEPARTED
LAST_DAYS = Span(day(-3), TODAY)


@pytest.fixture
def hotel() -> Hotel:
    return hotel_with_texts()


def in_every_state(hotel: Hotel, *, arrival: int, departure: int) -> None:
    for state in StayState:
        stay_row(hotel, arrival=arrival, departure=departure, state=state)


def states(stays: QuerySet[Stay]) -> set[str]:
    return set(stays.values_list("state", flat=True))


def test_who_arrives_is_expected_or_there(hotel: Hotel) -> None:
    in_every_state(hotel, arrival=0, departure=2)

    assert states(selections.arriving(hotel, TODAY)) == {BOOKED, IN_HOUSE}


@pytest.mark.parametrize(
    ("foreseen", "reached"),
    [(False, {IN_HOUSE, DEPARTED}), (True, {BOOKED, IN_HOUSE, DEPARTED})],
)
def test_who_leaves_is_there_or_gone_and_before_the_day_perhaps_only_booked(
    hotel: Hotel, foreseen: bool, reached: set[str]
) -> None:
    in_every_state(hotel, arrival=-2, departure=0)

    assert states(selections.leaving(hotel, TODAY, foreseen=foreseen)) == reached


@pytest.mark.parametrize(
    ("foreseen", "reached"),
    [(False, {IN_HOUSE, DEPARTED}), (True, {BOOKED, IN_HOUSE, DEPARTED})],
)
def test_who_left_is_gone_or_due_out_today_and_before_the_day_perhaps_only_booked(
    hotel: Hotel, foreseen: bool, reached: set[str]
) -> None:
    in_every_state(hotel, arrival=-2, departure=0)

    assert states(selections.post_stay(hotel, LAST_DAYS, TODAY, foreseen=foreseen)) == reached


@pytest.mark.parametrize(
    ("foreseen", "reached"), [(False, {DEPARTED}), (True, {BOOKED, IN_HOUSE, DEPARTED})]
)
def test_who_should_have_left_on_another_day_has_not_left(
    hotel: Hotel, foreseen: bool, reached: set[str]
) -> None:
    in_every_state(hotel, arrival=-2, departure=-1)

    assert states(selections.post_stay(hotel, LAST_DAYS, TODAY, foreseen=foreseen)) == reached


@pytest.mark.parametrize("reservation_state", ["option", "waitlisted"])
def test_a_booking_that_is_not_confirmed_is_not_foreseen(
    hotel: Hotel, reservation_state: str
) -> None:
    stay_row(hotel, arrival=-2, departure=0, reservation_state=reservation_state)

    assert list(selections.leaving(hotel, TODAY, foreseen=True)) == []
    assert list(selections.post_stay(hotel, LAST_DAYS, TODAY, foreseen=True)) == []


def test_a_day_use_is_invited_and_gets_no_letter_about_nights(hotel: Hotel) -> None:
    coming = stay_row(hotel, arrival=0, departure=0)
    stay_row(hotel, arrival=0, departure=0, state=DEPARTED)

    assert list(selections.pre_stay(hotel, Span(TODAY, TODAY))) == [coming]
    assert list(selections.arriving(hotel, TODAY)) == []
    assert list(selections.leaving(hotel, TODAY)) == []
    assert list(selections.post_stay(hotel, LAST_DAYS, TODAY)) == []


def test_every_letter_is_for_the_stays_of_its_own_hotel(hotel: Hotel) -> None:
    elsewhere = hotel_with_texts()
    stay_row(elsewhere, arrival=0, departure=2)
    stay_row(elsewhere, arrival=-2, departure=0, state=DEPARTED)

    assert list(selections.pre_stay(hotel, Span(TODAY, TODAY))) == []
    assert list(selections.arriving(hotel, TODAY)) == []
    assert list(selections.leaving(hotel, TODAY)) == []
    assert list(selections.post_stay(hotel, LAST_DAYS, TODAY)) == []


def test_a_guest_with_two_rooms_gets_the_letters_of_one(hotel: Hotel) -> None:
    guest = ProfileFactory()
    first = stay_row(hotel, arrival=0, departure=2, guest=guest)
    stay_row(hotel, arrival=0, departure=2, guest=guest)
    left = stay_row(hotel, arrival=-2, departure=0, state=DEPARTED, guest=guest)
    stay_row(hotel, arrival=-3, departure=0, state=DEPARTED, guest=guest)

    assert list(selections.leaving(hotel, TODAY)) == []

    Stay.objects.filter(state=BOOKED).update(arrival=day(1), departure=day(3))

    assert list(selections.pre_stay(hotel, Span(day(1), day(1)))) == [first]
    assert list(selections.arriving(hotel, day(1))) == [first]
    assert list(selections.leaving(hotel, TODAY)) == [left]
    assert list(selections.post_stay(hotel, LAST_DAYS, TODAY)) == [left]


def test_a_stay_gets_each_letter_once(hotel: Hotel) -> None:
    written, waiting = (stay_row(hotel, arrival=0, departure=2) for _ in range(2))
    key = selections.occasion(MessageKind.ARRIVAL.value, written)
    outbox.queue(letter=replace(letter(hotel), occasion=key), now=NOW)

    assert list(selections.arriving(hotel, TODAY)) == [waiting]
    assert written in selections.pre_stay(hotel, Span(TODAY, TODAY))


def test_another_visit_of_the_guest_hides_none(hotel: Hotel) -> None:
    guest = ProfileFactory()
    stay_row(hotel, arrival=7, departure=9, guest=guest)
    stay_row(hotel, arrival=-9, departure=-7, state=DEPARTED, guest=guest)
    stay = stay_row(hotel, arrival=0, departure=2, guest=guest)

    assert list(selections.arriving(hotel, TODAY)) == [stay]
    assert list(selections.leaving(hotel, day(2), foreseen=True)) == [stay]


def test_a_hotel_that_never_wrote_begins_with_the_departures_of_one_date() -> None:
    assert selections.post_stay_span(DaySetup(post_stay_days=1), TODAY, None) == Span(
        day(-1), day(-1)
    )


@pytest.mark.parametrize("other", ["cancelled", "no_show", "of another guest", "elsewhere"])
def test_a_stay_that_does_not_count_hides_no_other(hotel: Hotel, other: str) -> None:
    """Neither as the stay before or after, nor as the second room."""
    guest = ProfileFactory()
    state = other if other in StayState.values else BOOKED
    whose = None if other == "of another guest" else guest
    where = hotel_with_texts() if other == "elsewhere" else hotel
    for arrival, departure in ((-2, 0), (0, 2), (2, 4)):
        stay_row(where, arrival=arrival, departure=departure, state=state, guest=whose)
    stay = stay_row(hotel, arrival=0, departure=2, guest=guest)

    assert stay in selections.arriving(hotel, TODAY)

    Stay.objects.filter(pk=stay.pk).update(state=DEPARTED)

    assert stay in selections.leaving(hotel, day(2))


def test_a_day_use_before_or_after_does_not_lengthen_the_visit(hotel: Hotel) -> None:
    guest = ProfileFactory()
    stay = stay_row(hotel, arrival=-2, departure=0, guest=guest)
    stay_row(hotel, arrival=-2, departure=-2, guest=guest)
    stay_row(hotel, arrival=0, departure=0, guest=guest)

    assert list(selections.arriving(hotel, day(-2))) == [stay]
    assert list(selections.leaving(hotel, TODAY, foreseen=True)) == [stay]


def test_a_day_use_on_the_day_of_departure_does_not_take_the_letter(hotel: Hotel) -> None:
    guest = ProfileFactory()
    stay_row(hotel, arrival=0, departure=0, state=IN_HOUSE, guest=guest)
    stay = stay_row(hotel, arrival=-2, departure=0, state=IN_HOUSE, guest=guest)

    assert list(selections.leaving(hotel, TODAY)) == [stay]
