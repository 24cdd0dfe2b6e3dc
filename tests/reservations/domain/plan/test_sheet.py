"""The plan made ready to be drawn."""

import datetime

import pytest

from hotelpms.hotels.models import Hotel
from reservations.domain.plan.sheet import PlanDay, lanes, plan_sheet
from reservations.domain.plan.window import PlanBar
from reservations.domain.rooms.closures import close_room
from reservations.models import Room, RoomNight, RoomType
from tests.factories.reservations import (
    TODAY,
    RoomTypeFactory,
    booked_stay,
    day,
    stay_in_house,
)
from tests.fixtures import Told


def bar(start: int, span: int) -> PlanBar:
    return PlanBar(start=start, span=span, label="Ana", state="booked")


def spans(packed: tuple[tuple[PlanBar, ...], ...]) -> list[list[tuple[int, int]]]:
    return [[(bar.start, bar.span) for bar in lane] for lane in packed]


def test_bars_that_follow_each_other_share_a_lane() -> None:
    assert spans(lanes([bar(0, 2), bar(2, 1)])) == [[(0, 2), (2, 1)]]


def test_bars_that_overlap_lie_in_two_lanes() -> None:
    assert spans(lanes([bar(0, 3), bar(1, 1), bar(2, 2)])) == [[(0, 3)], [(1, 1), (2, 2)]]


def test_a_day_use_fills_its_date() -> None:
    assert spans(lanes([bar(0, 0), bar(0, 1)])) == [[(0, 0)], [(0, 1)]]


def test_rooms_stand_under_their_type(hotel: Hotel, double: RoomType, suite: RoomType) -> None:
    sheet = plan_sheet(hotel, first=TODAY, days=7, business_date=TODAY)

    assert [(g.type.code, [room.number for room in g.rooms]) for g in sheet.groups] == [
        ("DBL", ["101", "102"]),
        ("STE", ["201"]),
    ]
    assert sheet.floors == ("1", "2")


def test_filters_narrow_rooms_and_tray_but_not_the_occupancy(
    hotel: Hotel, double: RoomType, suite: RoomType, room: Room
) -> None:
    stay_in_house(room=room)
    booked_stay(room_type=double)
    booked_stay(room_type=suite)

    sheet = plan_sheet(
        hotel, first=TODAY, days=7, business_date=TODAY, room_type_id=suite.pk, floor="2"
    )

    assert [room.number for group in sheet.groups for room in group.rooms] == ["201"]
    assert sheet.unassigned_count == 1
    assert sheet.days[0].sold == 3


@pytest.mark.parametrize(("sold", "percent", "fullness"), [(0, 0, 0), (1, 50, 2), (2, 100, 4)])
def test_occupancy_leaves_closed_rooms_out(
    hotel: Hotel,
    double: RoomType,
    suite_room: Room,
    told: Told,
    sold: int,
    percent: int,
    fullness: int,
) -> None:
    close_room(
        room_id=suite_room.pk,
        hotel_id=hotel.pk,
        kind="ooo",
        from_date=TODAY,
        to_date=day(1),
        reason="Paint",
        **told,
    )
    for _ in range(sold):
        booked_stay(room_type=double)

    today = plan_sheet(hotel, first=TODAY, days=7, business_date=TODAY).days[0]

    assert (today.sold, today.available, today.percent, today.fullness) == (
        sold,
        2,
        percent,
        fullness,
    )


@pytest.mark.parametrize(("sold", "percent"), [(23, 58), (21, 53), (1, 3), (0, 0), (40, 100)])
def test_the_plan_rounds_occupancy_as_the_page_today_does(sold: int, percent: int) -> None:
    shown = PlanDay(
        date=TODAY,
        index=0,
        sold=sold,
        available=40,
        is_weekend=False,
        is_business_date=True,
        starts_month=False,
        holiday="",
        unassigned=0,
    )

    assert shown.percent == percent


def test_an_out_of_service_room_counts_as_available(
    hotel: Hotel, double: RoomType, room: Room, told: Told
) -> None:
    close_room(
        room_id=room.pk,
        hotel_id=hotel.pk,
        kind="oos",
        from_date=TODAY,
        to_date=day(1),
        reason="Lamp",
        **told,
    )

    today = plan_sheet(hotel, first=TODAY, days=7, business_date=TODAY).days[0]

    assert (today.sold, today.available) == (0, 2)


def test_a_stay_that_comes_back_to_its_room_has_three_pieces(
    hotel: Hotel, room: Room, other_room: Room
) -> None:
    stay = stay_in_house(room=room, nights=4)
    RoomNight.objects.filter(stay=stay, date=day(1)).update(room=other_room)

    (group,) = plan_sheet(hotel, first=TODAY, days=7, business_date=TODAY).groups

    pieces = {shown.number: [(bar.start, bar.span) for bar in shown.bars] for shown in group.rooms}

    assert pieces == {"101": [(0, 1), (2, 2)], "102": [(1, 1)]}


def test_stays_of_one_reservation_are_marked_as_a_group(hotel: Hotel, double: RoomType) -> None:
    first, second = booked_stay(room_type=double), booked_stay(room_type=double, arrival=day(2))
    second.reservation = first.reservation
    second.save()

    lanes_shown = plan_sheet(hotel, first=TODAY, days=7, business_date=TODAY).lanes

    assert [[bar.group for bar in lane] for lane in lanes_shown] == [[first.reservation_id] * 2]
    assert lanes_shown[0][0].flags == ("group",)


def test_free_rooms_are_those_of_tonight_or_of_the_first_night_shown(
    hotel: Hotel, room: Room, other_room: Room
) -> None:
    stay_in_house(room=room, nights=2)

    def free_from(first: datetime.date) -> tuple[datetime.date, int]:
        sheet = plan_sheet(hotel, first=first, days=7, business_date=TODAY, is_free=True)
        return sheet.free_night, sheet.room_count

    assert free_from(day(-1)) == (TODAY, 1)
    assert free_from(day(2)) == (day(2), 2)


def test_a_type_that_is_no_longer_offered_is_shown_while_it_has_rooms(
    hotel: Hotel, double: RoomType, suite: RoomType
) -> None:
    booked_stay(room_type=suite)
    RoomType.objects.filter(pk=suite.pk).update(is_active=False)
    RoomTypeFactory(hotel=hotel, name="Sold house", is_active=False)

    found = plan_sheet(hotel, first=TODAY, days=7, business_date=TODAY)

    assert [group.type.name for group in found.groups] == ["Double", "Suite"]
