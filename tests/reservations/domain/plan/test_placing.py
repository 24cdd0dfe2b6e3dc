"""What a drag on the plan does, and that its verdict leaves nothing behind."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hotelpms.kit.errors import StaleVersion
from hotelpms.kit.money import Money
from reservations.domain.nights.guards import WrongState
from reservations.domain.nights.type_nights import NoRoomLeft
from reservations.domain.plan.placing import Placement, held_nights, place, try_place, way_back
from reservations.domain.rooms.assignment import OtherRoomType, RoomTaken
from reservations.models import Room, RoomNight, RoomType, Stay, TypeNight
from tests.factories.reservations import AT, TODAY, booked_stay, day, departed_stay, stay_in_house
from tests.fixtures import Told

WHEN = {"now": AT, "business_date": TODAY}


def placed(stay: Stay, **change: object) -> Placement:
    """The placement of the stay where it lies, with these changes."""
    values = {
        "stay_id": stay.pk,
        "arrival": stay.arrival,
        "departure": stay.departure,
        "version": stay.version,
        "from_date": stay.arrival,
    }
    return Placement(**values | change)


def rooms_of(stay: Stay) -> list[tuple[object, str | None]]:
    rows = RoomNight.objects.filter(stay=stay, holds=True).order_by("date")
    return list(rows.values_list("date", "room__number"))


def sold() -> dict[tuple[str, object], int]:
    """What is sold by type and date, without what is not sold at all."""
    rows = TypeNight.objects.filter(sold__gt=0).values_list("room_type__code", "date", "sold")
    return {(code, date): number for code, date, number in rows}


def types_of(stay: Stay) -> list[str]:
    """The type of the stay, and then that of each night it holds."""
    nights = RoomNight.objects.filter(stay=stay, holds=True).order_by("date")
    return [stay.room_type.code, *nights.values_list("room_type__code", flat=True)]


def test_a_bar_of_the_tray_gets_the_room_it_is_dropped_on(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=2)

    place(placement=placed(stay, room_id=room.pk), **told)

    assert rooms_of(stay) == [(day(0), "101"), (day(1), "101")]


def test_a_bar_dropped_on_the_tray_gives_its_room_back(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double)
    stay = place(placement=placed(stay, room_id=room.pk), **told)

    stay = place(placement=placed(stay, leaves_room=True), **told)

    assert stay.room is None
    assert rooms_of(stay) == [(day(0), None)]


def test_room_and_dates_change_together(
    double: RoomType, room: Room, other_room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=2)
    stay = place(placement=placed(stay, room_id=room.pk), **told)

    place(placement=placed(stay, room_id=other_room.pk, arrival=day(3), departure=day(5)), **told)

    assert rooms_of(stay) == [(day(3), "102"), (day(4), "102")]


def test_a_guest_in_the_house_moves_tonight_and_the_added_night_follows(
    room: Room, other_room: Room, told: Told
) -> None:
    stay = stay_in_house(room=room, nights=2)

    place(placement=placed(stay, room_id=other_room.pk, departure=day(3)), **told)

    assert rooms_of(stay) == [(day(0), "102"), (day(1), "102"), (day(2), "102")]


def test_the_later_piece_of_a_stay_moves_alone(
    double: RoomType,
    room: Room,
    other_room: Room,
    suite_room: Room,
    told: Told,
) -> None:
    stay = stay_in_house(room=room, nights=3)

    place(placement=placed(stay, room_id=other_room.pk, from_date=day(2)), **told)

    assert rooms_of(stay) == [(day(0), "101"), (day(1), "101"), (day(2), "102")]


def test_nothing_happens_when_one_half_is_refused(
    double: RoomType, room: Room, other_room: Room, told: Told
) -> None:
    stay = place(placement=placed(booked_stay(room_type=double, nights=2), room_id=room.pk), **told)
    stay_in_house(room=other_room, nights=3)

    with pytest.raises(RoomTaken):
        place(placement=placed(stay, room_id=other_room.pk, departure=day(3)), **told)

    stay.refresh_from_db()

    assert (stay.departure, stay.version) == (day(2), 2)
    assert rooms_of(stay) == [(day(0), "101"), (day(1), "101")]


def test_two_desks_cannot_overwrite_each_other(
    double: RoomType, room: Room, other_room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double)
    place(placement=placed(stay, room_id=room.pk), **told)

    with pytest.raises(StaleVersion):
        place(placement=placed(stay, room_id=other_room.pk), **told)


def test_a_stay_that_is_over_stays_where_it_is(room: Room, other_room: Room, told: Told) -> None:
    stay = departed_stay(room=room)

    with pytest.raises(WrongState):
        place(placement=placed(stay, room_id=other_room.pk), **told)


def test_another_type_has_to_be_meant(double: RoomType, suite_room: Room, told: Told) -> None:
    stay = booked_stay(room_type=double)

    with pytest.raises(OtherRoomType):
        place(placement=placed(stay, room_id=suite_room.pk), **told)
    after = place(placement=placed(stay, room_id=suite_room.pk, changes_type=True), **told)

    assert (after.room, after.room_type, after.reserved_type) == (
        suite_room,
        suite_room.room_type,
        double,
    )


def test_the_verdict_names_the_free_room_and_keeps_nothing(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double)

    verdict = try_place(placement=placed(stay, room_id=room.pk), **WHEN)

    assert (verdict.refusal, verdict.room, verdict.needs_yes) == ("", "101", False)
    assert rooms_of(stay) == [(day(0), None)]


def test_the_verdict_on_other_dates_tells_both_totals(double: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=double, nights=1, price=Decimal("80.00"))

    verdict = try_place(placement=placed(stay, departure=day(3)), **WHEN)

    assert verdict.needs_yes
    assert (verdict.total, verdict.before) == (
        Money(Decimal("240.00"), "EUR"),
        Money(Decimal("80.00"), "EUR"),
    )

    stay.refresh_from_db()

    assert (stay.departure, stay.version) == (day(1), 1)


def test_the_verdict_on_another_type_asks_first(double: RoomType, suite_room: Room) -> None:
    stay = booked_stay(room_type=double)

    verdict = try_place(placement=placed(stay, room_id=suite_room.pk), **WHEN)

    assert (verdict.changes_type, verdict.room_type, verdict.needs_yes) == (True, "Suite", True)


def test_the_verdict_says_who_holds_the_room(double: RoomType, room: Room) -> None:
    inside = stay_in_house(room=room, nights=2)
    stay = booked_stay(room_type=double)

    verdict = try_place(placement=placed(stay, room_id=room.pk), **WHEN)

    code = inside.reservation.code

    assert verdict.refusal == (
        f"Room 101 is taken on May 10, 2027 by {inside.guest.full_name} ({code})."
    )


@pytest.mark.parametrize(("arrival", "is_told"), [(day(0), True), (day(1), False)])
def test_a_dirty_room_is_told_to_who_comes_today(
    double: RoomType, room: Room, arrival: date, is_told: bool
) -> None:
    Room.objects.filter(pk=room.pk).update(housekeeping="dirty")
    stay = booked_stay(room_type=double, arrival=arrival)

    verdict = try_place(placement=placed(stay, room_id=room.pk), **WHEN)

    assert (verdict.is_dirty, verdict.refusal, verdict.needs_yes) == (is_told, "", False)


def test_the_way_back_restores_dates_and_prices(double: RoomType, room: Room, told: Told) -> None:
    stay = booked_stay(room_type=double, nights=2, price=Decimal("80.00"))
    back = way_back(stay=stay, nights=held_nights(stay.pk))
    moved = place(placement=placed(stay, departure=day(1), room_id=room.pk), **told)

    assert back is not None
    assert (back.leaves_room, back.prices) == (True, (Decimal("80.00"), Decimal("80.00")))

    place(placement=replace(back, version=moved.version), **told)

    assert rooms_of(stay) == [(day(0), None), (day(1), None)]


@pytest.mark.parametrize(
    "dates", [{}, {"departure": day(3)}, {"arrival": day(3), "departure": day(4)}]
)
def test_the_way_back_into_the_tray_restores_the_type_and_what_is_sold(
    double: RoomType,
    suite_room: Room,
    told: Told,
    dates: dict[Any, Any] | dict[str, date],
) -> None:
    stay = booked_stay(room_type=double, nights=2)
    before, back = sold(), way_back(stay=stay, nights=held_nights(stay.pk))
    over = placed(stay, room_id=suite_room.pk, changes_type=True, **dates)
    moved = place(placement=over, **told)

    assert types_of(moved) == ["STE"] * (1 + len(held_nights(stay.pk)))

    assert back is not None

    place(placement=replace(back, version=moved.version), **told)

    stay = Stay.objects.get()

    assert (stay.room, types_of(stay), sold()) == (None, ["DBL", "DBL", "DBL"], before)
    assert rooms_of(stay) == [(day(0), None), (day(1), None)]


def test_the_way_back_into_a_type_sold_out_meanwhile_is_refused_and_changes_nothing(
    double: RoomType, suite_room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double)
    back = way_back(stay=stay, nights=held_nights(stay.pk))
    over = placed(stay, room_id=suite_room.pk, changes_type=True)
    moved = place(placement=over, **told)
    for _number in range(2):
        booked_stay(room_type=double)
    before = sold()

    assert back is not None

    with pytest.raises(NoRoomLeft):
        place(placement=replace(back, version=moved.version), **told)

    moved.refresh_from_db()

    assert (moved.room, types_of(moved), sold()) == (suite_room, ["STE", "STE"], before)


def test_a_day_use_goes_back_to_its_type_and_counts_nothing(
    double: RoomType, suite_room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=0)
    back = way_back(stay=stay, nights=held_nights(stay.pk))
    over = placed(stay, room_id=suite_room.pk, changes_type=True)
    moved = place(placement=over, **told)

    assert back is not None

    place(placement=replace(back, version=moved.version), **told)

    assert (types_of(Stay.objects.get()), sold()) == (["DBL", "DBL"], {})


def test_a_stay_of_two_types_in_the_tray_has_no_way_back(double: RoomType, suite: RoomType) -> None:
    stay = booked_stay(room_type=double, nights=2)
    RoomNight.objects.filter(stay=stay, date=day(1)).update(room_type=suite)

    assert way_back(stay=stay, nights=held_nights(stay.pk)) is None


def test_a_stay_in_two_rooms_has_no_way_back(room: Room, other_room: Room) -> None:
    stay = stay_in_house(room=room, nights=2)
    RoomNight.objects.filter(stay=stay, date=day(1)).update(room=other_room)

    assert way_back(stay=stay, nights=held_nights(stay.pk)) is None
