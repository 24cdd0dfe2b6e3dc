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


def rows(*roles: Any, held: Any = None) -> Any:
    """The posted rows of the table of roles, those that the person holds already before them."""
    held = list(held or [])
    data = {
        "memberships-TOTAL_FORMS": len(roles) + len(held),
        "memberships-INITIAL_FORMS": len(held),
        "memberships-MIN_NUM_FORMS": 0,
        "memberships-MAX_NUM_FORMS": 1000,
    }
    for n, row in enumerate(held):
        data |= {f"memberships-{n}-id": row.pk, f"memberships-{n}-user": row.user_id}
    roles = (*((row.hotel, row.role) for row in held), *roles)
    for n, (hotel, role) in enumerate(roles):
        data |= {f"memberships-{n}-hotel": hotel.pk, f"memberships-{n}-role": role}
    return data


def test_an_administrator_sees_those_who_work_in_own_hotels_only(desk: Client, role: Any) -> None:
    colleague = MembershipFactory(hotel=role.hotel).user
    nobody = UserFactory()
    staff = UserFactory(is_staff=True)
    stranger = MembershipFactory().user
    both = MembershipFactory(hotel=role.hotel).user
    MembershipFactory(user=both)
    superuser = MembershipFactory(hotel=role.hotel, user__is_superuser=True).user

    assert listed(desk) == {role.user, colleague}

    for person in (stranger, both, superuser, nobody, staff):
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
            **rows(held=[role]),
        },
    )
    changed = User.objects.get(pk=role.user_id)

    assert (changed.first_name, changed.language) == ("Eva", "cs")
    assert changed.is_superuser is False


def test_roles_are_given_in_own_hotels_only_and_recorded(desk: Client, role: Any) -> None:
    held = MembershipFactory(hotel=role.hotel, role=Role.HOUSEKEEPING, user__username="eva")
    url = reverse("admin:hotels_user_change", args=[held.user_id])
    base = {"username": "eva", "is_active": "on"}
    refused = desk.post(url, base | rows((HotelFactory(), Role.CASHIER), held=[held]))

    assert refused.status_code == 200
    assert Membership.objects.filter(user=held.user).count() == 1

    done = desk.post(url, base | rows((role.hotel, Role.CASHIER), held=[held]))
    given = AuditEntry.objects.get(action="role.given")

    assert done.status_code == 302
    assert (given.hotel_id, given.subject_id, given.data) == (
        role.hotel_id,
        str(held.user_id),
        {"role": "cashier"},
    )


def test_a_new_person_gets_a_first_password_and_no_trace_of_it_in_the_trail(
    desk: Client, role: Any
) -> None:
    url = reverse("admin:hotels_user_add")
    data = {"username": "eva", "password1": NEW, "password2": NEW, "usable_password": "true"}

    assert desk.post(url, data | rows((role.hotel, Role.CASHIER))).status_code == 302
    assert User.objects.get(username="eva").check_password(NEW)

    entry = AuditEntry.objects.get(action="user.created")

    assert NEW not in str(entry.data)
    assert entry.data == {"fields": ["password1", "password2", "username"]}


def test_nobody_is_made_or_left_without_a_role(desk: Client, role: Any) -> None:
    """Whoever has none would be out of reach of every administrator, or in reach of all."""
    data = {"username": "eva", "password1": NEW, "password2": NEW, "usable_password": "true"}
    made = desk.post(reverse("admin:hotels_user_add"), data | rows())
    held = MembershipFactory(hotel=role.hotel)
    url = reverse("admin:hotels_user_change", args=[held.user_id])
    gone = {"username": held.user.username, "is_active": "on", "memberships-0-DELETE": "on"}
    left = desk.post(url, gone | rows(held=[held]))

    assert (made.status_code, left.status_code) == (200, 200)
    assert b"Give the person a role" in made.content
    assert b"Give the person a role" in left.content
    assert not User.objects.filter(username="eva").exists()
    assert Membership.objects.filter(pk=held.pk).exists()


def test_setting_a_password_is_recorded_with_who_and_from_where(desk: Client, role: Any) -> None:
    held = MembershipFactory(hotel=role.hotel)
    url = reverse("admin:auth_user_password_change", args=[held.user_id])
    data = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    desk.post(url, data, REMOTE_ADDR="192.0.2.7")
    entry = AuditEntry.objects.get(action="user.changed", subject_id=str(held.user_id))

    assert User.objects.get(pk=held.user_id).check_password(NEW)
    assert (entry.actor_id, entry.origin) == (role.user_id, "192.0.2.7")
    assert "password" in str(entry.data)
    assert NEW not in str(entry.data)


def test_changing_the_own_password_is_recorded(client: Client) -> None:
    role = MembershipFactory(user__is_staff=True)
    role.user.set_password("an old lamp, an old stair")
    role.user.save()
    client.force_login(role.user)
    data = {"old_password": "an old lamp, an old stair", "new_password1": NEW, "new_password2": NEW}
    client.post(reverse("admin:password_change"), data)
    entry = AuditEntry.objects.get(action="user.password_changed")

    assert User.objects.get(pk=role.user_id).check_password(NEW)
    assert (entry.actor_id, entry.subject_id) == (role.user_id, str(role.user_id))


def test_people_are_made_inactive_and_never_deleted(desk: Client, role: Any) -> None:
    colleague = MembershipFactory(hotel=role.hotel).user
    url = reverse("admin:hotels_user_delete", args=[colleague.pk])

    assert desk.post(url, {"post": "yes"}).status_code == 403


def test_who_administers_no_hotel_sees_nobody(client: Client) -> None:
    role = MembershipFactory(role=Role.MANAGER, user__is_staff=True)
    client.force_login(role.user)

    assert client.get(reverse("admin:hotels_user_changelist")).status_code == 403
