"""The pages of the set-up: what is listed, made, changed and taken away there."""

import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from reservations.models import Channel, RoomFeature
from tests.factories.hotels import HotelFactory, MembershipFactory, OpenHotelFactory
from tests.fixtures import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(signed_in: SignIn) -> Client:
    return signed_in(Role.MANAGER)


def address(hotel: Hotel, page: str = "", *more: object, key: str = "channels") -> str:
    name = f"reservations:set_up_{key}{'_' + page if page else ''}"
    return reverse(name, args=[hotel.code, *more])


def test_a_manager_makes_changes_and_takes_away_a_row(manager: Client, hotel: Hotel) -> None:
    typed = {"name": "Web", "code": "WEB", "is_active": "on"}
    assert manager.post(address(hotel, "new"), typed).status_code == 302
    channel = Channel.objects.get(hotel=hotel)

    assert "Web" in manager.get(address(hotel)).content.decode()
    page = manager.get(address(hotel, "change", channel.pk))
    seen = page.context["form"].initial["seen"]
    manager.post(address(hotel, "change", channel.pk), {**typed, "name": "Site", "seen": seen})
    channel.refresh_from_db()
    assert channel.name == "Site"

    manager.post(address(hotel, "remove", channel.pk))
    assert not Channel.objects.exists()


def test_a_code_that_is_taken_is_refused_in_the_form(manager: Client, hotel: Hotel) -> None:
    Channel.objects.create(hotel=hotel, code="WEB", name="Web")

    answer = manager.post(address(hotel, "new"), {"name": "Other", "code": "WEB"})

    assert answer.status_code == 422
    assert 'value="Other"' in answer.content.decode()


def test_two_managers_one_row(manager: Client, hotel: Hotel) -> None:
    """The second is told, keeps what was typed, and may save it all the same."""
    channel = Channel.objects.create(hotel=hotel, code="WEB", name="Web")
    seen = manager.get(address(hotel, "change", channel.pk)).context["form"].initial["seen"]
    Channel.objects.filter(pk=channel.pk).update(name="Theirs")
    typed = {"name": "Mine", "code": "WEB", "is_active": "on", "seen": seen}

    refused = manager.post(address(hotel, "change", channel.pk), typed)
    assert refused.status_code == 422
    assert 'value="Mine"' in refused.content.decode()
    again = {**typed, "seen": refused.context["form"].data["seen"]}
    assert manager.post(address(hotel, "change", channel.pk), again).status_code == 302
    channel.refresh_from_db()
    assert channel.name == "Mine"


def test_names_by_language_are_kept(manager: Client, hotel: Hotel) -> None:
    """L4."""
    typed = {"name": "Sea view", "code": "SEA", "is_active": "on", "names_es": "Vistas al mar"}

    manager.post(address(hotel, "new", key="features"), typed)

    feature = RoomFeature.objects.get(hotel=hotel)
    assert feature.names == {"es": "Vistas al mar"}
    assert (feature.name_in("es"), feature.name_in("cs")) == ("Vistas al mar", "Sea view")


def test_a_row_of_another_hotel_is_not_found(manager: Client, hotel: Hotel) -> None:
    foreign = Channel.objects.create(hotel=OpenHotelFactory(), code="WEB", name="Web")

    for page in ("change", "remove"):
        assert manager.post(address(hotel, page, foreign.pk)).status_code == 404
    assert Channel.objects.filter(pk=foreign.pk).exists()


def test_the_desk_changes_no_set_up(desk: Client, hotel: Hotel) -> None:
    assert desk.get(address(hotel)).status_code == 403
    assert desk.get(reverse("desk:set_up", args=[hotel.code])).status_code == 403


def test_the_set_up_answers_before_the_first_day_and_nothing_else(client: Client) -> None:
    """D1, D17: its shell asks nothing of a hotel that is not open."""
    hotel = HotelFactory(code="nueva")
    client.force_login(
        MembershipFactory(hotel=hotel, role=Role.CLIENT_ADMIN).user,
        backend="django.contrib.auth.backends.ModelBackend",
    )

    page = client.get(reverse("desk:set_up", args=[hotel.code]))
    assert page.status_code == 200
    assert "/notifications/" not in page.content.decode()
    assert client.get(address(hotel)).status_code == 200
    assert client.get(reverse("desk:today", args=[hotel.code])).status_code == 409
