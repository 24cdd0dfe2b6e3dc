"""Rooms and room types in the set-up: one by one, many from lines, many together."""

from typing import Any

import pytest
from django.test import Client

from hotelpms.hotels.models import Hotel
from reservations.models import Room, RoomFeature, RoomType
from tests.factories.reservations import RoomFactory, booked_stay, stay_in_house
from tests.reservations.views.set_up.conftest import At

pytestmark = pytest.mark.django_db

TYPE: dict[str, Any] = {
    "name": "Double",
    "code": "DBL",
    "base_occupancy": "2",
    "max_occupancy": "4",
    "overbooking_limit": "0",
    "position": "0",
    "is_active": "on",
}


def shown(client: Client, address: str, **asked: object) -> list[str]:
    """Return what the rows of the list are called."""
    page = client.get(address, asked)
    return [line.cells[0].text for line in page.context["page"]]


def test_a_type_is_made_with_its_names(manager: Client, hotel: Hotel, at: At) -> None:
    typed = {**TYPE, "names_es": "Habitación doble"}

    assert manager.post(at("room-types_new"), typed).status_code == 302

    room_type = RoomType.objects.get(hotel=hotel)
    assert (room_type.name_in("es"), room_type.max_occupancy) == ("Habitación doble", 4)
    refused = manager.post(at("room-types_new"), {**typed, "base_occupancy": "5", "code": "X"})
    assert "no more than its greatest number" in refused.content.decode()


def test_switching_off_a_booked_type_is_explained_and_done_by_the_second_press(
    manager: Client, double: RoomType, at: At
) -> None:
    booked_stay(room_type=double)
    address = at("room-types_change", double.pk)
    typed = {name: value for name, value in TYPE.items() if name != "is_active"}

    told = manager.post(address, typed)

    assert told.status_code == 422
    assert "1 stay is booked in it: it stays as it is." in told.content.decode()
    double.refresh_from_db()
    assert double.is_active
    # What was agreed to is what was told: another change is told anew.
    agreed = {**typed, "agreed": told.context["form"].data["agreed"]}
    assert manager.post(address, {**agreed, "overbooking_limit": "3"}).status_code == 422
    assert manager.post(address, agreed).status_code == 302
    double.refresh_from_db()
    assert not double.is_active


def test_rooms_stand_as_people_count_and_are_narrowed(
    manager: Client, double: RoomType, suite: RoomType, at: At
) -> None:
    RoomFactory(room_type=double, number="9", floor="0")
    bath = RoomFeature.objects.create(hotel=double.hotel, code="BATH", name="Bath")
    Room.objects.get(number="102").features.add(bath)
    Room.objects.filter(number="101").update(is_active=False)

    assert shown(manager, at("rooms")) == ["9", "101", "102", "201"]
    assert shown(manager, at("rooms"), type=suite.pk) == ["201"]
    assert shown(manager, at("rooms"), floor="0") == ["9"]
    assert shown(manager, at("rooms"), feature=bath.pk) == ["102"]
    assert shown(manager, at("rooms"), state="off") == ["101"]
    assert shown(manager, at("rooms"), q="double", floor="1") == ["101", "102"]
    assert shown(manager, at("rooms"), type="nonsense", floor="77") == ["9", "101", "102", "201"]


def test_a_room_that_had_guests_keeps_its_type_and_a_feature_that_is_off(
    manager: Client, room: Room, suite: RoomType, at: At
) -> None:
    stay_in_house(room=room)
    old = RoomFeature.objects.create(hotel=room.hotel, code="OLD", name="Old", is_active=False)
    room.features.add(old)
    typed = {"number": "101", "room_type": suite.pk, "floor": "1", "features": [old.pk]}

    answer = manager.post(at("rooms_change", room.pk), {**typed, "is_active": "on", "floor": "2"})

    assert answer.status_code == 302
    room.refresh_from_db()
    assert (room.room_type.code, room.floor, list(room.features.all())) == ("DBL", "2", [old])
    refused = manager.post(at("rooms_change", room.pk), typed)
    assert "101 is occupied" in refused.content.decode()


def test_chosen_rooms_change_together(manager: Client, double: RoomType, at: At) -> None:
    view = RoomFeature.objects.create(hotel=double.hotel, code="SEA", name="Sea view")
    chosen = list(Room.objects.filter(room_type=double))
    foreign = RoomFactory()
    page = manager.get(at("rooms_together"), {"ids": [x.pk for x in (*chosen, foreign)]})
    assert "2 rooms: 101, 102." in page.content.decode()

    typed = {"ids": [room.pk for room in chosen], "add": [view.pk], "floor": "4", "active": ""}
    assert manager.post(at("rooms_together"), typed).status_code == 302

    assert {(x.floor, x.features.get().code) for x in Room.objects.filter(room_type=double)} == {
        ("4", "SEA")
    }
    assert manager.post(at("rooms_together"), {**typed, "ids": [foreign.pk]}).status_code == 422
    assert manager.get(at("rooms_together"), {"ids": "x"}).status_code == 404


def test_lines_are_previewed_with_their_mistakes_and_made_as_confirmed(
    manager: Client, double: RoomType, at: At
) -> None:
    text = "301-303 double\n401-402 loft, terrace"
    preview = manager.post(at("rooms_preview"), {"text": f"{text}\n101 double"})
    body = preview.content.decode()
    assert "6 rooms" in body
    assert "There already: 101." in body
    assert manager.post(at("rooms_bulk"), {"text": f"{text}\n101 double"}).status_code == 422
    assert not Room.objects.filter(number="301").exists()

    (asked,) = preview.context["form"].new_types
    name, code, base, most = [field.html_name for field in asked.fields]
    typed = {"text": text, name: "Loft with terrace", code: "LFT", base: "2", most: "3"}
    refused = manager.post(at("rooms_bulk"), {**typed, code: "DBL"})
    assert (refused.status_code, "Loft with terrace" in refused.content.decode()) == (422, True)
    assert manager.post(at("rooms_bulk"), typed).status_code == 302

    loft = Room.objects.get(number="402").room_type
    assert (loft.name, loft.code, loft.max_occupancy) == ("Loft with terrace", "LFT", 3)
    assert Room.objects.get(number="302").room_type == double
