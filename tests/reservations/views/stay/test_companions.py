"""Companions without a card: several in one save, at the check-in and later (S1-01)."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from cardex.domain.cards.profiles import Card
from cardex.models import Profile
from hotelpms.hotels.domain.permissions import NotAllowed
from hotelpms.hotels.enums import Role
from hotelpms.kit.actor import Actor
from reservations.domain.bookings import details
from reservations.domain.bookings.bookings import StayRequest
from reservations.models import Room, RoomType, Stay
from tests.addresses import url
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import MembershipFactory
from tests.factories.reservations import AT, booked, day


@pytest.fixture
def stay(double: RoomType, room: Room) -> Stay:
    """Three people, of whom one is named."""
    wish = StayRequest(
        room_type_id=double.pk, arrival=day(0), departure=day(1), adults=3, prices=(Decimal(100),)
    )
    return booked(hotel=double.hotel, stays=(wish,)).stays.get()


CHILD = {
    "new0_last_name": "Whitfield",
    "new0_first_name": "Bobby",
    "new0_birth_date": "2019-05-04",
    "new0_nationality": "GB",
}
WIFE = {"new1_last_name": "Whitfield", "new1_first_name": "Ann", "new1_birth_date": "1988-01-02"}


def persons(stay: Stay) -> dict[str, object]:
    return {
        "version": stay.version,
        "guest": stay.guest_id,
        "adults": "3",
        "children": "0",
        "babies": "0",
    }


def companions(stay: Stay) -> list[str]:
    found = Profile.objects.filter(accompanied__stay=stay).order_by("pk")
    return [card.full_name for card in found]


def test_several_get_their_cards_in_one_save(desk: Client, stay: Stay) -> None:
    page = desk.get(url("reservations:guests", stay.pk)).context["form"]

    assert len(page.people.rows) == 2

    desk.post(url("reservations:guests", stay.pk), persons(stay) | CHILD | WIFE)

    assert companions(stay) == ["Bobby Whitfield", "Ann Whitfield"]

    child = Profile.objects.get(first_name="Bobby")

    assert (child.birth_date, child.nationality) == (date(2019, 5, 4), "GB")
    assert child.language == stay.guest.language


def test_the_check_in_names_them_too(desk: Client, stay: Stay, room: Room) -> None:
    answer = desk.post(
        url("reservations:check_in", stay.pk), {"room": room.pk, "source": "paper"} | CHILD | WIFE
    )

    assert answer.status_code == 302

    stay.refresh_from_db()

    assert stay.state == "in_house"
    assert companions(stay) == ["Bobby Whitfield", "Ann Whitfield"]


@pytest.mark.parametrize(("choice", "cards"), [("new", 2), ("card", 1)])
def test_a_card_like_it_is_offered_first(desk: Client, stay: Stay, choice: str, cards: int) -> None:
    known = ProfileFactory(last_name="Whitfield", first_name="Bobby", birth_date=date(2019, 5, 4))
    sent = persons(stay) | CHILD
    answer = desk.post(url("reservations:guests", stay.pk), sent)

    assert answer.status_code == 422
    assert "Is it one of these?" in answer.content.decode()
    assert companions(stay) == []

    chosen = str(known.pk) if choice == "card" else "new"
    desk.post(url("reservations:guests", stay.pk), sent | {"new0_same": chosen})

    assert companions(stay) == ["Bobby Whitfield"]
    assert Profile.objects.filter(last_name="Whitfield").count() == cards


def test_a_companion_without_a_last_name_is_asked_for_it(desk: Client, stay: Stay) -> None:
    answer = desk.post(
        url("reservations:guests", stay.pk), persons(stay) | {"new0_first_name": "Bobby"}
    )

    assert answer.status_code == 422
    assert "new0_last_name" in answer.context["form"].errors


def test_the_verb_asks_for_the_right_to_make_cards(stay: Stay) -> None:
    clerk = MembershipFactory(hotel=stay.hotel, role=Role.HOUSEKEEPING).user

    with pytest.raises(NotAllowed):
        details.add_companions(
            stay_id=stay.pk,
            new_companions=[Card(last_name="Whitfield")],
            actor=Actor.of(clerk),
            now=AT,
        )
    assert not Profile.objects.filter(last_name="Whitfield").exists()
