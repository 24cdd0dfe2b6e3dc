import pytest

from hotelpms.hotels.domain.business_day import roll_day
from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_day
from reservations.domain.nights.type_nights import SoldBeyondLimit
from reservations.domain.rooms import assignment, closures
from reservations.models import OutOfOrder, Room, RoomNight, RoomType, TypeNight
from tests.factories.reservations import AT, booked_stay, day
from tests.fixtures import Told


def close(room: Room, told: dict, first: int = 0, last: int = 2, kind: str = "ooo") -> OutOfOrder:
    return closures.close_room(
        room_id=room.pk,
        hotel_id=room.hotel_id,
        kind=kind,
        from_date=day(first),
        to_date=day(last),
        reason="Leak",
        **told,
    )


def limits(room_type: RoomType) -> list[int]:
    rows = TypeNight.objects.filter(room_type=room_type, date__range=(day(0), day(2)))
    return list(rows.order_by("date").values_list("sell_limit", flat=True))


def test_a_room_out_of_order_is_not_sold(double: RoomType, room: Room, told: Told) -> None:
    booked_stay(room_type=double, arrival=day(2))

    close(room, told)

    assert limits(double) == [1, 1, 2]

    nights = RoomNight.objects.filter(room=room, holds=True, stay=None)

    assert sorted(nights.values_list("date", flat=True)) == [day(0), day(1)]


def test_rows_made_later_know_the_closure(double: RoomType, room: Room, told: Told) -> None:
    close(room, told)

    booked_stay(room_type=double, arrival=day(0))

    assert limits(double) == [1, 1, 2]


def test_a_room_that_a_stay_holds_is_not_closed(double: RoomType, room: Room, told: Told) -> None:
    stay = booked_stay(room_type=double, arrival=day(1))
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)

    with pytest.raises(assignment.RoomTaken, match=stay.reservation.code):
        close(room, told)


def test_a_room_let_by_day_is_not_closed(double: RoomType, room: Room, told: Told) -> None:
    stay = booked_stay(room_type=double, arrival=day(0), nights=0)
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)

    with pytest.raises(assignment.RoomTaken):
        close(room, told)


def test_a_room_is_not_closed_when_all_of_its_type_are_sold(
    double: RoomType, room: Room, told: Told
) -> None:
    booked_stay(room_type=double, arrival=day(1))
    booked_stay(room_type=double, arrival=day(1))

    with pytest.raises(SoldBeyondLimit, match=format_day(day(1))):
        close(room, told)

    assert not OutOfOrder.objects.exists()


def test_out_of_service_is_only_a_mark(double: RoomType, room: Room, told: Told) -> None:
    booked_stay(room_type=double)

    close(room, told, kind="oos")

    assert limits(double) == [2, 2, 2]
    assert not RoomNight.objects.filter(out_of_order__isnull=False).exists()


def test_a_reopened_room_is_sold_again_from_the_business_date(
    hotel: Hotel, double: RoomType, room: Room, told: Told
) -> None:
    closure = close(room, told)
    booked_stay(room_type=double)
    roll_day(hotel=hotel, from_date=day(0), now=AT)
    tomorrow = told | {"business_date": day(1)}

    closures.reopen_room(closure_id=closure.pk, **tomorrow)

    assert limits(double) == [1, 2, 2]

    with pytest.raises(closures.ClosureIsOver):
        closures.reopen_room(closure_id=closure.pk, **tomorrow)


def test_a_closure_lasts_a_night_and_starts_today_at_the_earliest(room: Room, told: Told) -> None:
    for first, last in ((0, 0), (-1, 1)):
        with pytest.raises(closures.ClosureDatesWrong):
            close(room, told, first, last)
