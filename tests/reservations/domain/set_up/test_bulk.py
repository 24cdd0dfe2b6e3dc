"""Many rooms in one go: all of them, or none and the reasons."""

from dataclasses import replace

import pytest
from django.utils import translation

from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry
from reservations.domain.nights.type_nights import ensure_type_nights
from reservations.domain.set_up import bulk
from reservations.domain.set_up.bulk import Made, RoomsUnfit, make_rooms, rooms_of
from reservations.domain.set_up.room_types import GuestsUnfit
from reservations.models import Room, RoomFeature, RoomType, TypeNight
from tests.factories.reservations import AT, day

CLERK = Actor(None, "Clerk")


def made(hotel: Hotel, text: str) -> Made:
    return make_rooms(hotel=hotel, text=text, actor=CLERK, now=AT)


def test_rooms_types_and_features_are_made_and_sold(hotel: Hotel, double: RoomType) -> None:
    RoomFeature.objects.create(hotel=hotel, code="SEA", name="Meerblick", names={"en": "Sea view"})
    ensure_type_nights(hotel_id=hotel.pk, room_type_ids=[double.pk], first=day(0), last=day(3))

    done = made(hotel, "103-105 double, sea view\n\n201-202 deluxe family room, bath, sea view")

    assert done == Made(rooms=5, types=1, features=1)
    family = RoomType.objects.get(hotel=hotel, name="Deluxe family room")
    assert (family.code, family.position > double.position) == ("DFR", True)
    rooms = {room.number: room for room in Room.objects.filter(hotel=hotel)}
    assert {n: (rooms[n].room_type_id, rooms[n].floor) for n in ("103", "202")} == {
        "103": (double.pk, "1"),
        "202": (family.pk, "2"),
    }
    assert set(rooms["103"].features.values_list("code", flat=True)) == {"SEA"}
    assert set(rooms["202"].features.values_list("name", flat=True)) == {"Meerblick", "Bath"}
    assert TypeNight.objects.get(room_type=double, date=day(1)).sell_limit == 5
    entry = AuditEntry.objects.get(action="room.made_in_bulk")
    assert entry.data["rooms"] == ["103", "104", "105", "201", "202"]


def test_a_type_is_found_by_code_or_any_of_its_names(hotel: Hotel, double: RoomType) -> None:
    RoomType.objects.filter(pk=double.pk).update(names={"es": "Habitación doble"})

    preview = rooms_of("1 dbl\n2 DOUBLE\n3 habitacion doble\n4 twin\n5 Twin", hotel=hotel)

    assert [line.room_type for line in preview.lines] == [double, double, double, None, None]
    assert (preview.new_types, preview.room_count, preview.is_fit) == (("Twin",), 5, True)


def test_a_turkish_type_keeps_the_dot_of_its_first_letter(hotel: Hotel) -> None:
    """The capital of i is İ in Turkish, and I elsewhere."""
    with translation.override("tr"):
        assert rooms_of("1 iki kişilik", hotel=hotel).new_types == ("İki kişilik",)
    assert rooms_of("1 individual", hotel=hotel).new_types == ("Individual",)


def test_a_mistake_in_one_line_makes_nothing(hotel: Hotel, double: RoomType) -> None:
    text = "101-103 double\n300-301 suite\n301 suite\nrooms"

    with pytest.raises(RoomsUnfit) as refused:
        made(hotel, text)

    assert [line.faults for line in refused.value.preview.lines] == [
        ("There already: 101, 102.",),
        ("Written more than once: 301.",),
        ("Written more than once: 301.",),
        ("Begin the line with room numbers, such as 101-120 or 201, 203.",),
    ]
    assert Room.objects.filter(hotel=hotel).count() == 2
    assert not RoomType.objects.filter(hotel=hotel, name="Suite").exists()


def test_nothing_and_far_too_much_are_refused(hotel: Hotel) -> None:
    for text, why in (("  \n", "at least one room"), ("1-1500 a\n2001-2600 a", "At most 2000")):
        with pytest.raises(RoomsUnfit, match=why):
            made(hotel, text)

    assert not Room.objects.exists()


def test_codes_of_new_types_differ(hotel: Hotel) -> None:
    made(hotel, "1 Deluxe double room\n2 Double deluxe rear\n3 Çift\n4 双人房")

    codes = list(RoomType.objects.filter(hotel=hotel).order_by("pk").values_list("code", flat=True))

    assert codes == ["DDR", "DDR2", "CIFT", "NEW"]


def test_new_types_are_made_as_they_were_confirmed(hotel: Hotel, double: RoomType) -> None:
    text = "301-302 loft\n303 twin"
    loft, twin = bulk.proposed_types(rooms_of(text, hotel=hotel), hotel=hotel)
    assert (loft.code, twin.code) == ("LOFT", "TWIN")
    confirmed = replace(loft, name="Loft with terrace", code="LFT", max_occupancy=6)

    make_rooms(hotel=hotel, text=text, confirmed=[confirmed], actor=CLERK, now=AT)

    made_type = RoomType.objects.get(hotel=hotel, code="LFT")
    assert (made_type.name, made_type.max_occupancy, made_type.rooms.count()) == (
        "Loft with terrace", 6, 2,
    )  # fmt: skip
    assert RoomType.objects.filter(hotel=hotel, code="TWIN", name="Twin").exists()


def test_a_taken_code_or_guests_that_do_not_fit_make_nothing(
    hotel: Hotel, double: RoomType
) -> None:
    (loft,) = bulk.proposed_types(rooms_of("301 loft", hotel=hotel), hotel=hotel)

    for wrong, refusal in (
        (replace(loft, code=double.code), bulk.CodeTaken),
        (replace(loft, base_occupancy=5), GuestsUnfit),
    ):
        with pytest.raises(refusal):
            make_rooms(hotel=hotel, text="301 loft", confirmed=[wrong], actor=CLERK, now=AT)
    assert not Room.objects.filter(number="301").exists()


def test_a_line_that_is_no_room_proposes_no_type(hotel: Hotel) -> None:
    assert rooms_of("rooms of the annex", hotel=hotel).new_types == ()
