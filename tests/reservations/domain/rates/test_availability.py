from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import Money
from reservations.domain.rates.availability import Offer, free_rooms, offers
from reservations.domain.rooms import assignment
from reservations.models import RateNight, RatePlan, Room, RoomType
from tests.factories.reservations import RateNightFactory, RatePlanFactory, booked_stay, day
from tests.fixtures import Told


@pytest.fixture
def plan(hotel: Hotel, double: RoomType) -> RatePlan:
    """100.00 a night for a double on five nights."""
    plan = RatePlanFactory(hotel=hotel, code="BAR")
    for number in range(5):
        RateNightFactory(rate_plan=plan, room_type=double, date=day(number), price="100")
    return plan


def ask(hotel: Hotel, nights: int = 2, adults: int = 2, children: int = 0) -> list[Offer]:
    return offers(
        hotel=hotel,
        arrival=day(0),
        departure=day(nights),
        adults=adults,
        children=children,
    )


def free(room_type: RoomType, first: int, last: int, slot: str = "night") -> list[str]:
    found = free_rooms(
        hotel_id=room_type.hotel_id,
        room_type_id=room_type.pk,
        arrival=day(first),
        departure=day(last),
        slot=slot,
    )
    return [room.number for room in found]


def test_an_offer_tells_price_total_and_rooms_left(
    hotel: Hotel, double: RoomType, suite: RoomType, plan: RatePlan
) -> None:
    booked_stay(room_type=double, arrival=day(1))

    (offer,) = ask(hotel)

    assert (offer.room_type, offer.rate_plan, offer.free) == (double, plan, 1)
    assert offer.prices == (Decimal("100.00"), Decimal("100.00"))
    assert (offer.total, offer.refusal) == (Money(Decimal("200.00"), "EUR"), "")


def test_the_cheaper_plan_stands_first(hotel: Hotel, double: RoomType, plan: RatePlan) -> None:
    cheap = RatePlanFactory(hotel=hotel, code="ZZ")
    RateNightFactory(rate_plan=cheap, room_type=double, date=day(0), price="50")

    assert [offer.rate_plan for offer in ask(hotel, nights=1)] == [cheap, plan]


@pytest.mark.parametrize(
    ("number", "values", "nights", "refusal"),
    [
        (1, {"is_closed": True}, 2, "The sale is stopped."),
        (0, {"closed_to_arrival": True}, 2, "No arrival on this date."),
        (1, {"closed_to_arrival": True}, 2, ""),
        (2, {"closed_to_departure": True}, 2, "No departure on this date."),
        (0, {"min_nights": 3}, 2, "At least 3 nights."),
        (1, {"min_nights": 3}, 2, ""),
        (0, {"max_nights": 1}, 2, "At most 1 night."),
        (0, {"min_nights": 2}, 0, ""),
    ],
)
def test_restrictions_are_told_in_a_sentence(
    hotel: Hotel, plan: RatePlan, number: int, values: dict, nights: int, refusal: str
) -> None:
    RateNight.objects.filter(date=day(number)).update(**values)

    (offer,) = ask(hotel, nights=nights)

    assert offer.refusal == refusal


def test_too_many_guests_or_no_room_left_is_told(
    hotel: Hotel, double: RoomType, plan: RatePlan
) -> None:
    (crowd,) = ask(hotel, adults=4, children=1)
    booked_stay(room_type=double)
    booked_stay(room_type=double)
    (full,) = ask(hotel)

    assert crowd.refusal == "The room is for at most 4 guests."
    assert (full.free, full.refusal) == (0, "No room is left.")


def test_a_night_without_a_price_makes_no_offer(hotel: Hotel, plan: RatePlan) -> None:
    assert ask(hotel, nights=6) == []


def test_offers_of_many_types_take_as_many_queries_as_of_one(
    hotel: Hotel,
    double: RoomType,
    suite: RoomType,
    plan: RatePlan,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for number in range(5):
        RateNightFactory(rate_plan=plan, room_type=suite, date=day(number))

    with django_assert_num_queries(6):
        assert len(ask(hotel)) == 2


def test_free_rooms_are_those_nobody_holds_on_any_night(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, arrival=day(1), nights=2)
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)

    assert free(double, 0, 1) == ["101", "102"]
    assert free(double, 0, 2) == ["102"]
    assert free(double, 3, 4) == ["101", "102"]


def test_a_room_is_free_by_day_unless_a_guest_stays_over(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, arrival=day(1), nights=2)
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)

    by_day = {n: free(double, n, n, slot="day") for n in (1, 2, 3)}

    assert by_day == {1: ["101", "102"], 2: ["102"], 3: ["101", "102"]}
