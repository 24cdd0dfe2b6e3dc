import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from reservations.domain.rooms import closures
from reservations.models import OutOfOrder, Room, RoomNight, RoomType, TypeNight
from tests.factories.hotels import MembershipFactory, UserFactory
from tests.factories.reservations import RoomFactory, booked_stay, day
from tests.fixtures import Told


@pytest.fixture
def admin(client: Client, hotel: Hotel) -> Client:
    """The client administrator of the hotel."""
    user = UserFactory(is_staff=True)
    MembershipFactory(user=user, hotel=hotel, role=Role.CLIENT_ADMIN)
    client.force_login(user)
    return client


def test_a_room_added_in_the_admin_may_be_sold(admin: Client, double: RoomType) -> None:
    booked_stay(room_type=double)

    answer = admin.post(
        reverse("admin:reservations_room_add"),
        {
            "hotel": double.hotel_id,
            "room_type": double.pk,
            "number": "103",
            "floor": "1",
            "is_active": "on",
        },
    )

    assert answer.status_code == 302
    assert TypeNight.objects.get(date=day(0)).sell_limit == 3


def test_a_refused_change_changes_nothing(admin: Client, double: RoomType, room: Room) -> None:
    booked_stay(room_type=double)
    booked_stay(room_type=double)

    admin.post(
        reverse("admin:reservations_room_change", args=[room.pk]),
        {"number": "101", "floor": "1"},
    )

    room.refresh_from_db()

    assert room.is_active


def test_a_room_is_closed_and_reopened_through_the_verbs(admin: Client, room: Room) -> None:
    admin.post(
        reverse("admin:reservations_outoforder_add"),
        {
            "room": room.pk,
            "kind": "ooo",
            "from_date": day(0),
            "to_date": day(2),
            "reason": "Leak",
        },
    )
    closure = OutOfOrder.objects.get()

    assert RoomNight.objects.filter(out_of_order=closure, holds=True).count() == 2

    admin.post(
        reverse("admin:reservations_outoforder_changelist"),
        {"action": "reopen", "_selected_action": [closure.pk]},
    )

    assert not RoomNight.objects.filter(holds=True).exists()


def test_rows_of_another_hotel_are_not_there(admin: Client, room: Room, told: Told) -> None:
    foreign = RoomFactory()
    closure = closures.close_room(
        room_id=foreign.pk,
        hotel_id=foreign.hotel_id,
        kind="oos",
        from_date=day(0),
        to_date=day(1),
        reason="",
        **told,
    )

    listed = admin.get(reverse("admin:reservations_room_changelist"))

    assert {row.hotel for row in listed.context["cl"].result_list} == {room.hotel}

    url = reverse("admin:reservations_outoforder_change", args=[closure.pk])

    assert admin.get(url).status_code == 302


@pytest.mark.parametrize(
    "name", ["roomtype", "room", "rateplan", "ratenight", "marketsegment", "channel", "outoforder"]
)
def test_every_page_of_the_set_up_opens(admin: Client, double: RoomType, name: str) -> None:
    assert admin.get(reverse(f"admin:reservations_{name}_changelist")).status_code == 200
    assert admin.get(reverse(f"admin:reservations_{name}_add")).status_code == 200


def test_filters_offer_only_types_of_own_hotels(
    admin: Client, double: RoomType, room: Room
) -> None:
    foreign = RoomFactory().room_type
    foreign.name = "Villa of somebody else"
    foreign.save()

    page = admin.get(reverse("admin:reservations_room_changelist")).content.decode()

    assert foreign.name not in page
