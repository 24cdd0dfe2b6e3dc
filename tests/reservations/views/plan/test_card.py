"""The card of a stay on the room plan."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cardex.models import Profile
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from reservations.models import Reservation, Room, RoomType
from tests.addresses import url
from tests.factories.reservations import booked_stay, day, stay_in_house
from tests.fixtures import SignIn

HTMX = {"HX-Request": "true"}


def test_the_card_tells_what_the_desk_must_not_overlook(desk: Client, double: RoomType) -> None:
    stay = booked_stay(room_type=double, nights=2)
    Profile.objects.filter(pk=stay.guest_id).update(vip="vip1", notes="Allergic to feathers")
    Reservation.objects.filter(pk=stay.reservation_id).update(requests="High floor")

    html = desk.get(url("reservations:plan_card", stay.pk), headers=HTMX).content.decode()

    for words in ("VIP 1", "Allergic to feathers", "High floor", "2 nights", "Due in"):
        assert words in html

    assert "<html" not in html


def test_it_offers_what_may_be_done_now(desk: Client, double: RoomType, room: Room) -> None:
    coming = desk.get(
        url("reservations:plan_card", booked_stay(room_type=double).pk)
    ).content.decode()
    inside = desk.get(url("reservations:plan_card", stay_in_house(room=room).pk)).content.decode()

    assert ("/check-in/" in coming, "/check-out/" in coming) == (True, False)
    assert ("/check-in/" in inside, "/check-out/" in inside) == (False, True)


def test_housekeeping_sees_no_notes_of_the_card_and_no_deeds(
    signed_in: SignIn, double: RoomType
) -> None:
    stay = booked_stay(room_type=double)
    Profile.objects.filter(pk=stay.guest_id).update(notes="Owes us a favour")

    html = signed_in(Role.HOUSEKEEPING).get(url("reservations:plan_card", stay.pk)).content.decode()

    assert "Owes us a favour" not in html
    assert "/check-in/" not in html
    assert "/folio/" not in html


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_three_stays_as_for_one(
    desk: Client, double: RoomType, count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    stays = [booked_stay(room_type=double, arrival=day(number)) for number in range(count)]

    # session, user, rights, business date; stay, nights, companions, guest, booking, others, traces
    with django_assert_num_queries(11):
        desk.get(url("reservations:plan_card", stays[-1].pk), headers=HTMX)


def test_the_stay_of_another_hotel_is_no_page(
    stranger: Client, hotel: Hotel, double: RoomType
) -> None:
    stay = booked_stay(room_type=double)

    assert stranger.get(f"/h/{hotel.code}/plan/stays/{stay.pk}/").status_code == 404
