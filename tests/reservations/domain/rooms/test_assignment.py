from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from hotelpms.hotels.domain.business_day import roll_day
from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_day
from reservations.domain.nights.guards import WrongState
from reservations.domain.nights.type_nights import NoRoomLeft
from reservations.domain.rooms import assignment, closures
from reservations.models import Room, RoomNight, RoomType, Stay, TypeNight
from tests.factories.reservations import AT, booked_stay, day, stay_in_house
from tests.fixtures import Told


def rooms_of(stay: Stay) -> list[str | None]:
    nights = RoomNight.objects.filter(stay=stay, holds=True).order_by("date")
    return list(nights.values_list("room__number", flat=True))


def sold(room_type: RoomType) -> list[int]:
    rows = TypeNight.objects.filter(room_type=room_type, date__range=(day(0), day(2)))
    return list(rows.order_by("date").values_list("sold", flat=True))


def test_a_room_is_given_for_every_night(double: RoomType, room: Room, told: Told) -> None:
    stay = booked_stay(room_type=double, nights=2)

    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)

    assert rooms_of(stay) == ["101", "101"]
    assert Stay.objects.get().room == room


def test_a_taken_room_is_refused_with_the_name_of_who_holds_it(
    double: RoomType, room: Room, told: Told
) -> None:
    first = booked_stay(room_type=double, nights=2)
    assignment.assign(stay_id=first.pk, room_id=room.pk, **told)
    second = booked_stay(room_type=double, arrival=day(1))

    with pytest.raises(assignment.RoomTaken) as refusal:
        assignment.assign(stay_id=second.pk, room_id=room.pk, **told)

    assert str(refusal.value) == (
        f"Room 101 is taken on {format_day(day(1))} by "
        f"{first.guest.full_name} ({first.reservation.code})."
    )
    assert refusal.value.stay_id == first.pk
    assert rooms_of(second) == [None]


def test_the_database_itself_refuses_a_room_held_twice(
    double: RoomType, room: Room, told: Told
) -> None:
    first, second = booked_stay(room_type=double), booked_stay(room_type=double)
    RoomNight.objects.filter(stay=first).update(room=room)

    with pytest.raises(IntegrityError), transaction.atomic():
        RoomNight.objects.filter(stay=second).update(room=room)


def test_a_room_out_of_order_is_not_given(double: RoomType, room: Room, told: Told) -> None:
    closures.close_room(
        room_id=room.pk,
        hotel_id=room.hotel_id,
        kind="ooo",
        from_date=day(1),
        to_date=day(2),
        reason="Paint",
        **told,
    )
    stay = booked_stay(room_type=double, nights=2)

    with pytest.raises(assignment.RoomTaken, match="out of order"):
        assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)


def test_a_day_use_fits_between_a_departure_and_an_arrival(
    double: RoomType, room: Room, told: Told
) -> None:
    leaving = booked_stay(room_type=double, arrival=day(0), nights=1)
    coming = booked_stay(room_type=double, arrival=day(1), nights=1)
    by_day = booked_stay(room_type=double, arrival=day(1), nights=0)

    for stay in (leaving, coming, by_day):
        assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)

    assert [rooms_of(stay) for stay in (leaving, coming, by_day)] == [["101"]] * 3


def test_a_day_use_does_not_fit_where_a_guest_stays_over(
    double: RoomType, room: Room, told: Told
) -> None:
    over = booked_stay(room_type=double, arrival=day(0), nights=2)
    assignment.assign(stay_id=over.pk, room_id=room.pk, **told)
    by_day = booked_stay(room_type=double, arrival=day(1), nights=0)

    with pytest.raises(assignment.RoomTaken):
        assignment.assign(stay_id=by_day.pk, room_id=room.pk, **told)


def test_a_stay_does_not_fit_over_a_day_use(double: RoomType, room: Room, told: Told) -> None:
    by_day = booked_stay(room_type=double, arrival=day(1), nights=0)
    assignment.assign(stay_id=by_day.pk, room_id=room.pk, **told)
    over = booked_stay(room_type=double, arrival=day(0), nights=2)

    with pytest.raises(assignment.RoomTaken):
        assignment.assign(stay_id=over.pk, room_id=room.pk, **told)


def test_two_day_uses_of_one_date_need_two_rooms(double: RoomType, room: Room, told: Told) -> None:
    first, second = (booked_stay(room_type=double, nights=0) for _ in range(2))
    assignment.assign(stay_id=first.pk, room_id=room.pk, **told)

    with pytest.raises(assignment.RoomTaken):
        assignment.assign(stay_id=second.pk, room_id=room.pk, **told)


def test_an_upgrade_moves_the_sold_nights_and_keeps_what_was_reserved(
    double: RoomType, suite: RoomType, suite_room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=2)

    with pytest.raises(assignment.OtherRoomType):
        assignment.assign(stay_id=stay.pk, room_id=suite_room.pk, **told)
    assignment.assign(stay_id=stay.pk, room_id=suite_room.pk, changes_type=True, **told)

    stay = Stay.objects.get()

    assert (stay.reserved_type, stay.room_type, stay.was_upgraded) == (double, suite, True)
    assert set(RoomNight.objects.values_list("room_type", flat=True)) == {suite.pk}
    assert (sold(double), sold(suite)) == ([0, 0, 0], [1, 1, 0])


def test_an_upgrade_into_a_type_that_is_sold_out_is_refused(
    double: RoomType, suite: RoomType, suite_room: Room, told: Told
) -> None:
    booked_stay(room_type=suite)
    stay = booked_stay(room_type=double)

    with pytest.raises(NoRoomLeft):
        assignment.assign(stay_id=stay.pk, room_id=suite_room.pk, changes_type=True, **told)


def test_taking_the_room_back_keeps_the_type_sold(double: RoomType, room: Room, told: Told) -> None:
    stay = booked_stay(room_type=double)
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)

    assignment.unassign(stay_id=stay.pk, **told)

    assert rooms_of(stay) == [None]
    assert (Stay.objects.get().room, sold(double)[0]) == (None, 1)


def test_only_a_booked_stay_is_assigned(room: Room, other_room: Room, told: Told) -> None:
    stay = stay_in_house(room=room)

    with pytest.raises(WrongState):
        assignment.assign(stay_id=stay.pk, room_id=other_room.pk, **told)


def test_moving_tonight_leaves_the_old_room_dirty(room: Room, other_room: Room, told: Told) -> None:
    stay = stay_in_house(room=room, nights=2)

    assignment.move(
        stay_id=stay.pk, room_id=other_room.pk, from_date=day(0), reason="Noise", **told
    )

    room.refresh_from_db()

    assert rooms_of(stay) == ["102", "102"]
    assert (Stay.objects.get().room, room.housekeeping) == (other_room, "dirty")


def test_a_guest_is_not_moved_into_a_dirty_or_occupied_room(
    room: Room, other_room: Room, told: Told
) -> None:
    stay = stay_in_house(room=room)
    move = {"stay_id": stay.pk, "room_id": other_room.pk, "from_date": day(0), "reason": ""}
    Room.objects.filter(pk=other_room.pk).update(housekeeping="dirty")
    with pytest.raises(assignment.RoomNotReady, match="not clean"):
        assignment.move(**move, **told)

    Room.objects.filter(pk=other_room.pk).update(housekeeping="clean")
    stay_in_house(room=other_room)
    with pytest.raises(assignment.RoomNotReady, match="occupied"):
        assignment.move(**move, **told)


def test_a_planned_move_is_followed_when_its_date_begins(
    hotel: Hotel, room: Room, other_room: Room, told: Told
) -> None:
    stay = stay_in_house(room=room, nights=3)

    assignment.move(stay_id=stay.pk, room_id=other_room.pk, from_date=day(2), reason="", **told)

    assert rooms_of(stay) == ["101", "101", "102"]
    assert Stay.objects.get().room == room

    assert assignment.follow_planned_moves(hotel_id=hotel.pk, business_date=day(1)) == 0
    assert assignment.follow_planned_moves(hotel_id=hotel.pk, business_date=day(2)) == 1

    room.refresh_from_db()

    assert (Stay.objects.get().room, room.housekeeping) == (other_room, "dirty")


def test_past_nights_keep_their_room_in_a_move(
    hotel: Hotel, room: Room, other_room: Room, told: Told
) -> None:
    stay = stay_in_house(room=room, nights=2)
    roll_day(hotel=hotel, from_date=day(0), now=AT)
    tomorrow = told | {"business_date": day(1)}

    with pytest.raises(assignment.MoveNotPossible):
        assignment.move(
            stay_id=stay.pk, room_id=other_room.pk, from_date=day(0), reason="", **tomorrow
        )
    assignment.move(stay_id=stay.pk, room_id=other_room.pk, from_date=day(1), reason="", **tomorrow)

    assert rooms_of(stay) == ["101", "102"]


def test_the_price_of_a_night_follows_the_guest_into_the_other_room(
    room: Room, suite: RoomType, suite_room: Room, told: Told
) -> None:
    stay = stay_in_house(room=room, price=Decimal("77.00"))

    assignment.move(
        stay_id=stay.pk,
        room_id=suite_room.pk,
        from_date=day(0),
        reason="Upgrade",
        changes_type=True,
        **told,
    )

    night = RoomNight.objects.get(stay=stay)

    assert (night.room_type, night.price) == (suite, Decimal("77.00"))
    assert Stay.objects.get().was_upgraded


def test_a_guest_who_fits_no_single_room_gets_two(
    double: RoomType, room: Room, other_room: Room, told: Told
) -> None:
    late, early = booked_stay(room_type=double, arrival=day(2)), booked_stay(room_type=double)
    assignment.assign(stay_id=late.pk, room_id=room.pk, **told)
    assignment.assign(stay_id=early.pk, room_id=other_room.pk, **told)
    stay = booked_stay(room_type=double, nights=3)

    assignment.split(
        stay_id=stay.pk, room_id=room.pk, from_date=day(2), next_room_id=other_room.pk, **told
    )
    stay.refresh_from_db()

    assert rooms_of(stay) == ["101", "101", "102"]
    assert stay.room == room


def test_a_split_gives_both_rooms_or_none(
    double: RoomType, room: Room, other_room: Room, told: Told
) -> None:
    late = booked_stay(room_type=double, arrival=day(2))
    assignment.assign(stay_id=late.pk, room_id=other_room.pk, **told)
    stay = booked_stay(room_type=double, nights=3)
    split = {"stay_id": stay.pk, "room_id": room.pk, "next_room_id": other_room.pk}

    with pytest.raises(assignment.RoomTaken):
        assignment.split(**split, from_date=day(2), **told)
    for date in (day(0), day(3)):
        with pytest.raises(assignment.MoveNotPossible):
            assignment.split(**split, from_date=date, **told)

    assert rooms_of(stay) == [None, None, None]
