from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Membership, User
from hotelpms.kit.models import AuditEntry
from tests.factories.hotels import HotelFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW = "a lamp above the stairs"


@pytest.fixture
def role() -> Any:
    return MembershipFactory(role=Role.CLIENT_ADMIN, user__is_staff=True)


@pytest.fixture
def desk(client: Client, role: Any) -> Any:
    client.force_login(role.user)
    return client


def listed(client: Client) -> Any:
    return set(client.get(reverse("admin:hotels_user_changelist")).context["cl"].queryset)


def rows(*roles: object) -> Any:
    """The posted rows of the table of roles."""
    data = {
        "memberships-TOTAL_FORMS": len(roles),
        "memberships-INITIAL_FORMS": 0,
        "memberships-MIN_NUM_FORMS": 0,
        "memberships-MAX_NUM_FORMS": 1000,
    }
    for n, (hotel, role) in enumerate(roles):
        data |= {f"memberships-{n}-hotel": hotel.pk, f"memberships-{n}-role": role}
    return data


def test_an_administrator_sees_those_who_work_in_own_hotels_only(desk: Client, role: Any) -> None:
    colleague = MembershipFactory(hotel=role.hotel).user
    newcomer = UserFactory()
    stranger = MembershipFactory().user
    both = MembershipFactory(hotel=role.hotel).user
    MembershipFactory(user=both)
    superuser = MembershipFactory(hotel=role.hotel, user__is_superuser=True).user

    assert listed(desk) == {role.user, colleague, newcomer}

    for person in (stranger, both, superuser):
        url = reverse("admin:auth_user_password_change", args=[person.pk])
        assert desk.post(url, {"password1": NEW, "password2": NEW}).status_code in (302, 403, 404)
        assert not User.objects.get(pk=person.pk).check_password(NEW)


def test_a_superuser_sees_everybody(client: Client) -> None:
    boss = UserFactory(is_superuser=True, is_staff=True)
    stranger = MembershipFactory().user
    client.force_login(boss)

    assert listed(client) == {boss, stranger}


def test_nobody_makes_a_superuser_of_himself(desk: Client, role: Any) -> None:
    url = reverse("admin:hotels_user_change", args=[role.user_id])
    form = desk.get(url).context["adminform"].form

    assert not {"is_superuser", "groups", "user_permissions"} & set(form.fields)

    desk.post(
        url,
        {
            "username": role.user.username,
            "first_name": "Eva",
            "language": "cs",
            "is_active": "on",
            "is_staff": "on",
            "is_superuser": "on",
            **rows(),
        },
    )
    changed = User.objects.get(pk=role.user_id)

    assert (changed.first_name, changed.language) == ("Eva", "cs")
    assert changed.is_superuser is False


def test_roles_are_given_in_own_hotels_only_and_recorded(desk: Client, role: Any) -> None:
    newcomer = UserFactory(username="eva")
    url = reverse("admin:hotels_user_change", args=[newcomer.pk])
    base = {"username": "eva", "is_active": "on"}
    refused = desk.post(url, base | rows((HotelFactory(), Role.CASHIER)))

    assert refused.status_code == 200
    assert not Membership.objects.filter(user=newcomer).exists()
    assert desk.post(url, base | rows((role.hotel, Role.CASHIER))).status_code == 302
    assert Membership.objects.get(user=newcomer).hotel == role.hotel

    given = AuditEntry.objects.get(action="role.given")

    assert (given.hotel_id, given.subject_id, given.data) == (
        role.hotel_id,
        str(newcomer.pk),
        {"role": "cashier"},
    )


def test_a_new_person_gets_a_first_password_and_no_trace_of_it_in_the_trail(desk: Client) -> None:
    url = reverse("admin:hotels_user_add")
    data = {"username": "eva", "password1": NEW, "password2": NEW, "usable_password": "true"}

    assert desk.post(url, data | rows()).status_code == 302
    assert User.objects.get(username="eva").check_password(NEW)

    entry = AuditEntry.objects.get(action="user.created")

    assert NEW not in str(entry.data)
    assert entry.data == {"fields": ["password1", "password2", "username"]}


def test_people_are_made_inactive_and_never_deleted(desk: Client) -> None:
    newcomer = UserFactory()
    url = reverse("admin:hotels_user_delete", args=[newcomer.pk])

    assert desk.post(url, {"post": "yes"}).status_code == 403


def test_who_administers_no_hotel_sees_nobody(client: Client) -> None:
    role = MembershipFactory(role=Role.MANAGER, user__is_staff=True)
    client.force_login(role.user)

    assert client.get(reverse("admin:hotels_user_changelist")).status_code == 403
