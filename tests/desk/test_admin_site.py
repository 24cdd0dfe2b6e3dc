"""The set-up: its menu by the day's work, its search inside the walls of a hotel."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from hotelpms.desk.admin_menu import ABOUT
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Membership
from tests.factories.hotels import HotelFactory, MembershipFactory, UserFactory
from tests.factories.reservations import RoomFactory, RoomTypeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def role() -> Membership:
    return MembershipFactory(role=Role.CLIENT_ADMIN, user__is_staff=True)


@pytest.fixture
def desk(client: Client, role: Membership) -> Client:
    client.force_login(role.user)
    return client


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def found(client: Client, text: str) -> dict[str, list[str]]:
    page = client.get(reverse("admin:search"), {"q": text})
    return {part.name: [hit.title for hit in part.hits] for part in page.context["found"]}


def test_the_menu_is_sorted_by_the_days_work(owner: Client) -> None:
    page = owner.get(reverse("admin:index"))
    names = [str(group["name"]) for group in page.context["app_list"]]

    assert names[:6] == ["Hotel", "Rooms and rates", "Money", "Messages", "Cardex", "People"]

    html = page.content.decode()

    assert "The rooms with their numbers and floors." in html
    assert 'href="/"' in html


def test_every_list_of_ours_stands_in_a_group() -> None:
    ours = {
        model._meta.label_lower
        for model in admin.site._registry
        if not model._meta.app_label.startswith(("axes", "django_celery"))
    }

    assert ours - set(ABOUT) == set()


def test_the_menu_offers_only_what_the_person_may_open(desk: Client) -> None:
    groups = desk.get(reverse("admin:index")).context["app_list"]
    names = {model["object_name"] for group in groups for model in group["models"]}

    assert "Room" in names
    assert not names & {"JobRun", "PeriodicTask", "AccessAttempt"}


def test_the_search_finds_lists_and_rows_of_the_own_hotel_alone(
    desk: Client, role: Membership
) -> None:
    RoomFactory(room_type=RoomTypeFactory(hotel=role.hotel), number="B-2077")
    RoomFactory(room_type=RoomTypeFactory(hotel=HotelFactory()), number="B-2078")

    assert found(desk, "b-207") == {"Rooms": ["B-2077"]}
    assert "Charge codes" in found(desk, "charge")
    assert "Job runs" not in found(desk, "job run")


@pytest.mark.parametrize("text", ["", "x", "%", "'\"<b>"])
def test_odd_searches_are_answered(desk: Client, text: str) -> None:
    page = desk.get(reverse("admin:search"), {"q": text})

    assert page.status_code == 200
    assert "<b>" not in page.content.decode()


def test_the_search_is_for_those_who_set_up(client: Client) -> None:
    client.force_login(MembershipFactory(role=Role.FRONT_DESK).user)

    assert client.get(reverse("admin:search"), {"q": "room"}).status_code == 302
