from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import Money
from reservations.domain.front_desk import departures, no_shows
from reservations.domain.nights.occupancy import occupancy
from reservations.domain.pages import day_lists, look_up, stay_sheet
from reservations.domain.pages.stay_line import StayLine
from reservations.domain.plan.window import plan
from reservations.domain.rooms import assignment, closures
from reservations.domain.rooms.board import room_status
from reservations.models import Room, RoomType
from tests.factories.cardex import ProfileFactory
from tests.factories.reservations import (
    RoomFactory,
    booked_stay,
    day,
    departed_stay,
    stay_in_house,
)
from tests.fixtures import Told


def ids(lines: list[StayLine]) -> list[int]:
    return [line.id for line in lines]


def test_each_list_of_the_desk_shows_its_own_stays(
    hotel: Hotel,
    double: RoomType,
    room: Room,
    other_room: Room,
    suite: RoomType,
    told: Told,
) -> None:
    gone = departed_stay(room=other_room)
    here = stay_in_house(room=room, nights=1)
    coming = booked_stay(room_type=suite)
    later = booked_stay(room_type=suite, arrival=day(2))

    assert ids(day_lists.due_in(hotel, day(0))) == [coming.pk]
    assert ids(day_lists.due_in(hotel, day(2))) == [later.pk]
    assert ids(day_lists.in_house(hotel)) == [here.pk]
    assert ids(day_lists.due_out(hotel, day(0))) == []
    assert ids(day_lists.due_out(hotel, day(1))) == [here.pk]
    assert ids(day_lists.departed(hotel, day(0))) == [gone.pk]
    assert sorted(ids(day_lists.arrived(hotel, day(0)))) == [gone.pk, here.pk]

    no_shows.mark_no_shows(hotel=hotel, **told)

    assert ids(day_lists.no_shows(hotel, day(0))) == [coming.pk]


def test_vips_stand_first_among_the_arrivals(hotel: Hotel, double: RoomType) -> None:
    plain = booked_stay(room_type=double, booker_id=ProfileFactory(first_name="Aa").pk)
    vip = booked_stay(room_type=double, booker_id=ProfileFactory(first_name="Zz", vip="vip1").pk)

    assert ids(day_lists.due_in(hotel, day(0))) == [vip.pk, plain.pk]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (lambda hotel: day_lists.in_house(hotel), 1),
        (lambda hotel: list(look_up.reservations_of(hotel)), 1),
        (lambda hotel: room_status(hotel, day(0)), 4),
        (lambda hotel: occupancy(hotel, day(0), 7), 4),
        (lambda hotel: plan(hotel, day(0), 20), 9),
    ],
)
def test_a_list_takes_as_many_queries_for_three_as_for_one(
    hotel: Hotel,
    double: RoomType,
    django_assert_num_queries: Callable[..., Any],
    count: int,
    read: Callable[[Hotel], object],
    expected: int,
) -> None:
    for number in range(count):
        stay_in_house(room=RoomFactory(room_type=double, number=f"9{number}"))

    with django_assert_num_queries(expected):
        read(hotel)


def test_reservations_are_found_by_code_and_by_words_in_any_order(
    hotel: Hotel, double: RoomType
) -> None:
    jose = ProfileFactory(first_name="José", last_name="Núñez")
    first = booked_stay(room_type=double, booker_id=jose.pk)
    second = booked_stay(room_type=double, arrival=day(4))

    def find(text: str) -> list[str]:
        return [found.code for found in look_up.reservations_of(hotel, text=text)]

    assert find("nunez jose") == [first.reservation.code]
    assert find(second.reservation.code.lower()) == [second.reservation.code]
    assert find("") == [second.reservation.code, first.reservation.code]

    (late,) = look_up.with_dates(look_up.reservations_of(hotel, arriving_from=day(1)))

    assert (late.first_arrival, late.last_departure) == (day(4), day(5))


def test_a_sheet_shows_nights_and_the_total_of_those_held(
    hotel: Hotel,
    room: Room,
    told: Told,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    stay = stay_in_house(room=room, nights=2, price=Decimal("80"))
    code = stay.reservation.code

    with django_assert_num_queries(4):
        sheet = stay_sheet.reservation_sheet(hotel, code)

    assert sheet is not None
    assert sheet.total == Money(Decimal("160.00"), "EUR")

    (one,) = sheet.stays

    assert [(night.date, night.room, night.holds) for night in one.nights] == [
        (day(0), "101", True),
        (day(1), "101", True),
    ]

    departures.depart(stay_id=stay.pk, **told)
    after = stay_sheet.stay_sheet(hotel, stay.pk)

    assert after is not None
    assert (after.total, len(after.nights)) == (Money(Decimal(0), "EUR"), 2)


def test_another_hotel_has_no_sheet(room: Room) -> None:
    stay = stay_in_house(room=room)
    elsewhere = RoomFactory().hotel

    assert stay_sheet.reservation_sheet(elsewhere, stay.reservation.code) is None
    assert stay_sheet.stay_sheet(elsewhere, stay.pk) is None


def test_room_status_tells_guest_arrival_and_closure(
    hotel: Hotel,
    double: RoomType,
    room: Room,
    other_room: Room,
    suite_room: Room,
    told: Told,
) -> None:
    here = stay_in_house(room=room, nights=1)
    coming = booked_stay(room_type=double)
    assignment.assign(stay_id=coming.pk, room_id=other_room.pk, **told)
    closures.close_room(
        room_id=suite_room.pk,
        hotel_id=hotel.pk,
        kind="oos",
        from_date=day(0),
        to_date=day(1),
        reason="Lamp",
        **told,
    )

    first, second, third = room_status(hotel, day(0))

    assert first.guest is not None
    assert (first.number, first.guest.stay_id, first.is_due_out) == ("101", here.pk, False)
    assert second.expected is not None
    assert second.expected.stay_id == coming.pk
    assert third.closure is not None
    assert (third.closure.reason, third.closure.to_date) == ("Lamp", day(1))


def test_the_plan_draws_a_bar_for_each_run_of_nights_in_a_room(
    hotel: Hotel,
    double: RoomType,
    room: Room,
    other_room: Room,
    told: Told,
) -> None:
    moving = stay_in_house(room=room, nights=4)
    assignment.move(stay_id=moving.pk, room_id=other_room.pk, from_date=day(2), reason="", **told)
    tray = booked_stay(room_type=double, arrival=day(1))
    by_day = booked_stay(room_type=double, arrival=day(4), nights=0)
    assignment.assign(stay_id=by_day.pk, room_id=room.pk, **told)
    closures.close_room(
        room_id=room.pk,
        hotel_id=hotel.pk,
        kind="ooo",
        from_date=day(5),
        to_date=day(9),
        reason="Paint",
        **told,
    )

    window = plan(hotel, day(1), 6)

    first, second = window.rooms

    assert [(bar.stay_id, bar.start, bar.span) for bar in first.bars] == [
        (moving.pk, 0, 1),
        (by_day.pk, 3, 0),
        (None, 4, 2),
    ]
    assert (first.bars[0].starts_before, first.bars[0].ends_after) == (True, False)
    assert (first.bars[2].label, first.bars[2].ends_after) == ("Paint", True)
    assert [(bar.stay_id, bar.start, bar.span) for bar in second.bars] == [(moving.pk, 1, 2)]
    assert [(bar.stay_id, bar.start, bar.span) for bar in window.tray] == [(tray.pk, 0, 1)]
    assert [(row.code, row.left) for row in window.types] == [("DBL", (0, 1, 1, 2, 1, 1))]


def test_occupancy_counts_nights_sold_and_keeps_day_use_apart(
    hotel: Hotel,
    double: RoomType,
    room: Room,
    other_room: Room,
    told: Told,
) -> None:
    stay_in_house(room=room, nights=2)
    booked_stay(room_type=double, nights=0)
    closures.close_room(
        room_id=other_room.pk,
        hotel_id=hotel.pk,
        kind="ooo",
        from_date=day(1),
        to_date=day(2),
        reason="",
        **told,
    )

    figures = occupancy(hotel, day(0), 3)

    assert [(f.sold, f.day_use, f.out_of_order, f.percent) for f in figures] == [
        (1, 1, 0, Decimal("50.0")),
        (1, 0, 1, Decimal("100.0")),
        (0, 0, 0, Decimal("0.0")),
    ]
    assert [(f.arrivals, f.departures) for f in figures] == [(2, 1), (0, 0), (0, 1)]
