from decimal import Decimal

import pytest

from hotelpms.hotels.domain.business_day import roll_day
from hotelpms.hotels.models import Hotel
from hotelpms.kit.errors import StaleVersion
from hotelpms.kit.money import TooManyDecimals
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind
from messaging.models import Message
from reservations.domain.bookings import changes
from reservations.domain.rooms import assignment
from reservations.models import Room, RoomNight, RoomType, Stay, TypeNight
from tests.factories.messaging import TemplateFactory, letter
from tests.factories.reservations import (
    AT,
    RateNightFactory,
    RatePlanFactory,
    booked_stay,
    day,
    stay_in_house,
)
from tests.fixtures import Told


def held(stay: Stay) -> list[tuple[object, Decimal, str | None]]:
    nights = RoomNight.objects.filter(stay=stay, holds=True).order_by("date")
    return list(nights.values_list("date", "price", "room__number"))


def sold(room_type: RoomType) -> set[object]:
    rows = TypeNight.objects.filter(room_type=room_type, sold=1)
    return set(rows.values_list("date", flat=True))


def change(stay: Stay, first: int, last: int, told: dict, **more: object) -> Stay:
    stay.refresh_from_db()
    return changes.change_dates(
        stay_id=stay.pk,
        arrival=day(first),
        departure=day(last),
        **{"version": stay.version, **told, **more},
    )


def test_a_longer_stay_costs_its_last_price_and_keeps_its_room(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=1, price=Decimal("70"))
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)

    change(stay, 0, 3, told)

    price = Decimal("70.00")

    assert held(stay) == [(day(n), price, "101") for n in range(3)]
    assert sold(double) == {day(0), day(1), day(2)}


def test_new_nights_cost_what_the_rate_plan_says(double: RoomType, told: Told) -> None:
    plan = RatePlanFactory(hotel=double.hotel)
    RateNightFactory(rate_plan=plan, room_type=double, date=day(0), price="500")
    RateNightFactory(rate_plan=plan, room_type=double, date=day(1), price="60")
    stay = booked_stay(room_type=double, nights=1, price=Decimal("70"))
    Stay.objects.update(rate_plan=plan)

    change(stay, 0, 2, told)

    assert [price for _date, price, _room in held(stay)] == [Decimal("70.00"), Decimal("60.00")]


def test_given_prices_replace_all(double: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=double, nights=2)

    change(stay, 1, 3, told, prices=[Decimal("1.01"), Decimal("2")])

    assert held(stay) == [(day(1), Decimal("1.01"), None), (day(2), Decimal("2.00"), None)]


def test_a_new_price_finer_than_its_currency_is_refused(double: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=double, nights=2)
    with pytest.raises(TooManyDecimals):
        change(stay, 1, 3, told, prices=[Decimal("1.005"), Decimal("2")])


def test_nights_given_up_are_free_and_can_come_back(double: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=double, nights=3)

    change(stay, 0, 1, told)

    assert (len(held(stay)), sold(double)) == (1, {day(0)})

    change(stay, 0, 3, told)

    assert (len(held(stay)), sold(double)) == (3, {day(0), day(1), day(2)})
    assert RoomNight.objects.filter(stay=stay).count() == 3


def test_a_stay_that_becomes_a_day_use_sells_no_night(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=2)
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)

    change(stay, 1, 1, told)

    night = RoomNight.objects.get(stay=stay, holds=True)

    assert (night.date, night.slot, night.room, sold(double)) == (day(1), "day", room, set())


def test_an_extension_into_somebody_elses_nights_names_them(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=1)
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)
    next_one = booked_stay(room_type=double, arrival=day(1))
    assignment.assign(stay_id=next_one.pk, room_id=room.pk, **told)

    with pytest.raises(assignment.RoomTaken, match=next_one.reservation.code):
        change(stay, 0, 2, told)
    change(stay, 0, 2, told, keeps_room=False)

    assert {room for _date, _price, room in held(stay)} == {None}


def test_an_extension_over_a_day_use_is_refused(double: RoomType, room: Room, told: Told) -> None:
    stay = booked_stay(room_type=double, nights=1)
    by_day = booked_stay(room_type=double, arrival=day(1), nights=0)
    for one in (stay, by_day):
        assignment.assign(stay_id=one.pk, room_id=room.pk, **told)

    with pytest.raises(assignment.RoomTaken):
        change(stay, 0, 2, told)


def test_an_extension_beyond_what_may_be_sold_is_refused(suite: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=suite, nights=1)
    booked_stay(room_type=suite, arrival=day(1))

    with pytest.raises(changes.NoRoomLeft):
        change(stay, 0, 2, told)

    assert len(held(stay)) == 1


def test_a_guest_in_the_house_can_stay_longer_but_not_arrive_again(
    hotel: Hotel, room: Room, told: Told
) -> None:
    stay = stay_in_house(room=room, nights=1)
    roll_day(hotel=hotel, from_date=day(0), now=AT)
    tomorrow = told | {"business_date": day(1)}

    with pytest.raises(changes.DatesNotPossible):
        change(stay, 1, 2, tomorrow)
    with pytest.raises(changes.DatesNotPossible):
        change(stay, 0, 0, tomorrow)
    change(stay, 0, 2, tomorrow)

    assert [date for date, _price, _room in held(stay)] == [day(0), day(1)]


def test_a_posted_night_is_not_given_up(room: Room, told: Told) -> None:
    stay = stay_in_house(room=room, nights=2)
    RoomNight.objects.filter(date=day(1)).update(is_posted=True)

    with pytest.raises(changes.NightPosted):
        change(stay, 0, 1, told)


def test_two_desks_do_not_overwrite_each_other(double: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=double)
    change(stay, 0, 2, told)

    with pytest.raises(StaleVersion):
        change(stay, 0, 3, told, version=1)


def test_a_change_sends_one_confirmation_with_the_latest_dates(
    double: RoomType, told: Told
) -> None:
    stay = booked_stay(room_type=double, sends_confirmation=True)
    Message.objects.update(state="queued")

    change(stay, 0, 2, told, tells_booker=True)

    first, second = Message.objects.order_by("pk")

    assert (first.state, second.kind) == ("cancelled", "confirmation")
    assert second.context["NIGHTS"] == "2"


def waiting_letter(hotel: Hotel, stay: Stay, kind: str, body: str) -> Message:
    TemplateFactory(hotel=hotel, kind=kind, wording=("Your stay", body))
    words = letter(hotel, f"{kind}:{stay.pk}", kind=kind, reason=("stay", stay.pk))
    return outbox.queue(letter=words, now=AT)


def test_new_prices_alone_cancel_only_the_letters_that_say_the_price(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    stay = booked_stay(room_type=double)
    silent = waiting_letter(hotel, stay, MessageKind.ARRIVAL, "<p>Welcome on @ARRIVAL.</p>")
    telling = waiting_letter(hotel, stay, MessageKind.DEPARTURE, "<p>It costs @TOTAL.</p>")

    change(stay, 0, 1, told, prices=[Decimal(70)])

    silent.refresh_from_db()
    telling.refresh_from_db()

    assert (silent.state, telling.state) == ("queued", "cancelled")

    change(stay, 0, 2, told)
    silent.refresh_from_db()

    assert silent.state == "cancelled"
