"""The pages of people and roles."""

import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel, Membership, User
from tests.factories.hotels import HotelFactory, MembershipFactory
from tests.fixtures import SignIn

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
TYPED = {"username": "ada", "first_name": "Ada", "last_name": "Novak", "roles": [Role.CASHIER]}


@pytest.fixture
def manager(signed_in: SignIn) -> Client:
    return signed_in(Role.MANAGER)


def address(hotel: Hotel, page: str = "", *more: object) -> str:
    name = f"hotels:set_up_people{'_' + page if page else ''}"
    return reverse(name, args=[hotel.code, *more])


def test_a_password_that_was_made_is_shown_once_and_works(manager: Client, hotel: Hotel) -> None:
    answer = manager.post(address(hotel, "new"), TYPED)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    made = answer.context["made"]
    assert made in answer.content.decode()
    assert User.objects.get(username="ada").check_password(made)
    assert made not in manager.get(address(hotel)).content.decode()


def test_a_typed_password_is_not_shown(manager: Client, hotel: Hotel) -> None:
    answer = manager.post(address(hotel, "new"), {**TYPED, "password": "a lamp above the stairs"})

    assert answer.status_code == 302
    assert User.objects.get(username="ada").check_password("a lamp above the stairs")


def test_a_refusal_keeps_what_was_typed(manager: Client, hotel: Hotel) -> None:
    answer = manager.post(address(hotel, "new"), {**TYPED, "password": "short"})

    assert answer.status_code == 422
    assert 'value="Novak"' in answer.content.decode()
    assert not User.objects.filter(username="ada").exists()


def test_a_role_above_the_own_is_not_offered_and_not_taken(manager: Client, hotel: Hotel) -> None:
    page = manager.get(address(hotel, "new")).content.decode()
    answer = manager.post(address(hotel, "new"), {**TYPED, "roles": [Role.CLIENT_ADMIN]})

    assert 'value="client_admin"' not in page
    assert answer.status_code == 422
    assert not User.objects.filter(username="ada").exists()


def test_a_person_above_is_shown_and_not_changed(manager: Client, hotel: Hotel) -> None:
    boss = MembershipFactory(hotel=hotel, role=Role.CLIENT_ADMIN).user
    url = address(hotel, "change", boss.pk)

    page = manager.get(url).content.decode()
    assert "may do more than you" in page
    assert 'id="deed"' not in page
    for name in ("change", "password", "lock", "leave"):
        manager.post(address(hotel, name, boss.pk), {"roles": [Role.CASHIER], "first_name": "X"})
    boss.refresh_from_db()
    assert boss.is_active
    assert boss.first_name == "Ada"
    assert list(boss.memberships.values_list("role", flat=True)) == [Role.CLIENT_ADMIN]


def test_of_somebody_who_works_elsewhere_only_roles_are_asked(
    manager: Client, hotel: Hotel
) -> None:
    both = MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user
    MembershipFactory(user=both)
    url = address(hotel, "change", both.pk)

    form = manager.get(url).context["form"]
    assert set(form.fields) == {"roles", "seen"}
    typed = {"roles": [Role.CASHIER], "seen": form.initial["seen"], "first_name": "Mine"}
    assert manager.post(url, typed).status_code == 302
    both.refresh_from_db()
    assert both.first_name == "Ada"
    assert Membership.objects.filter(user=both, hotel=hotel, role=Role.CASHIER).exists()


def test_who_is_locked_is_out_at_once(manager: Client, hotel: Hotel, signed_in: SignIn) -> None:
    clerk = signed_in(Role.FRONT_DESK)
    user = User.objects.get(memberships__role=Role.FRONT_DESK)
    today = reverse("desk:today", args=[hotel.code])
    assert clerk.get(today).status_code == 200

    manager.post(address(hotel, "lock", user.pk))
    assert clerk.get(today).status_code == 302
    manager.post(address(hotel, "unlock", user.pk))
    assert User.objects.get(pk=user.pk).is_active


def test_the_pages_belong_to_those_with_the_right(desk: Client, hotel: Hotel) -> None:
    clerk = MembershipFactory(hotel=hotel).user
    for page in ("", "new", "bring"):
        assert desk.get(address(hotel, page)).status_code == 403
    for page in ("change", "password"):
        assert desk.get(address(hotel, page, clerk.pk)).status_code == 403
    for page in ("leave", "lock", "unlock"):
        assert desk.post(address(hotel, page, clerk.pk)).status_code == 403


def test_another_hotel_and_its_people_are_not_found(manager: Client, hotel: Hotel) -> None:
    foreign = MembershipFactory()

    assert manager.get(address(foreign.hotel)).status_code == 404
    for page in ("change", "password"):
        assert manager.get(address(hotel, page, foreign.user.pk)).status_code == 404
    for page in ("leave", "lock", "unlock"):
        assert manager.post(address(hotel, page, foreign.user.pk)).status_code == 404


def test_people_are_made_before_the_first_day(client: Client) -> None:
    hotel = HotelFactory()
    user = MembershipFactory(hotel=hotel, role=Role.CLIENT_ADMIN).user
    client.force_login(user, backend=BACKEND)

    assert client.get(address(hotel)).status_code == 200
    assert client.post(address(hotel, "new"), TYPED).status_code == 200
    assert Membership.objects.filter(hotel=hotel, user__username="ada").exists()
