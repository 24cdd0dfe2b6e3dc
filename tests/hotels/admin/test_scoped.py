from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit.models import AuditEntry
from tests.factories.hotels import (
    DepartmentFactory,
    HotelFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DEPARTMENTS = "admin:hotels_department_changelist"
DEPARTMENT = "admin:hotels_department_change"
NEW_DEPARTMENT = "admin:hotels_department_add"


@pytest.fixture
def role() -> Any:
    return MembershipFactory(role=Role.CLIENT_ADMIN, user__is_staff=True)


@pytest.fixture
def desk(client: Client, role: Any) -> Any:
    client.force_login(role.user)
    return client


def values(hotel: Hotel, **others: object) -> Any:
    return {
        "hotel": hotel.pk,
        "code": "bar",
        "name": "Bar",
        "emails": "bar@example.com\n cellar@example.com \n",
        # The inline with the reports that the department gets at the night closing.
        "reports-TOTAL_FORMS": "0",
        "reports-INITIAL_FORMS": "0",
        **others,
    }


def test_only_rows_of_own_hotels_are_listed(desk: Client, role: Any) -> None:
    DepartmentFactory(hotel=role.hotel, name="Kitchen")
    DepartmentFactory(name="Foreign cellar")
    text = desk.get(reverse(DEPARTMENTS)).content.decode()

    assert "Kitchen" in text
    assert "Foreign cellar" not in text


def test_a_foreign_row_is_not_found(desk: Client) -> None:
    foreign = DepartmentFactory(name="Foreign cellar")
    response = desk.get(reverse(DEPARTMENT, args=[foreign.pk]), follow=True)

    assert "Foreign cellar" not in response.content.decode()
    assert desk.post(
        reverse(DEPARTMENT, args=[foreign.pk]), values(foreign.hotel, name="Mine")
    ).status_code in (302, 403)

    foreign.refresh_from_db()

    assert foreign.name == "Foreign cellar"


def test_foreign_hotels_are_neither_offered_nor_accepted(desk: Client) -> None:
    foreign = HotelFactory(name="Foreign hotel")

    assert "Foreign hotel" not in desk.get(reverse(NEW_DEPARTMENT)).content.decode()

    response = desk.post(reverse(NEW_DEPARTMENT), values(foreign))

    assert response.status_code == 200
    assert "hotel" in response.context["adminform"].form.errors
    assert not Department.objects.exists()


def test_a_new_row_is_saved_line_by_line_and_recorded(desk: Client, role: Any) -> None:
    assert desk.post(reverse(NEW_DEPARTMENT), values(role.hotel)).status_code == 302

    department = Department.objects.get()

    assert department.emails == ["bar@example.com", "cellar@example.com"]

    entry = AuditEntry.objects.get()

    assert (entry.action, entry.hotel_id, entry.actor_id) == (
        "department.created",
        role.hotel_id,
        role.user_id,
    )


def test_a_change_is_recorded_with_old_and_new_value(desk: Client, role: Any) -> None:
    department = DepartmentFactory(hotel=role.hotel, name="Bar", code="bar", emails=[])
    desk.post(
        reverse(DEPARTMENT, args=[department.pk]), values(role.hotel, name="Lobby bar", emails="")
    )

    assert AuditEntry.objects.get().data == {"name": ["Bar", "Lobby bar"]}


def test_deleting_is_recorded(desk: Client, role: Any) -> None:
    department = DepartmentFactory(hotel=role.hotel)
    desk.post(reverse("admin:hotels_department_delete", args=[department.pk]), {"post": "yes"})

    assert not Department.objects.exists()
    assert AuditEntry.objects.get().action == "department.deleted"


def test_a_role_without_the_right_has_nothing_here(client: Client) -> None:
    role = MembershipFactory(role=Role.MANAGER, user__is_staff=True)
    client.force_login(role.user)

    assert client.get(reverse(DEPARTMENTS)).status_code == 403
    assert client.get(reverse(NEW_DEPARTMENT)).status_code == 403


def test_a_superuser_sees_all_hotels(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    DepartmentFactory(name="Kitchen")
    DepartmentFactory(name="Cellar")
    text = client.get(reverse(DEPARTMENTS)).content.decode()

    assert "Kitchen" in text
    assert "Cellar" in text


def test_an_administrator_changes_the_own_hotel_but_makes_none(desk: Client, role: Any) -> None:
    assert desk.get(reverse("admin:hotels_hotel_add")).status_code == 403

    page = desk.get(reverse("admin:hotels_hotel_change", args=[role.hotel_id]))
    form = page.context["adminform"].form

    assert "currency" not in form.fields

    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data |= {"name": "Grand Hotel", "languages": "cs\nen"}

    assert desk.post(page.request["PATH_INFO"], data).status_code == 302

    hotel = Hotel.objects.get(pk=role.hotel_id)

    assert (hotel.name, hotel.languages) == ("Grand Hotel", ["cs", "en"])


def test_the_trail_is_for_reading_and_ends_at_the_walls_of_the_hotel(
    desk: Client, role: Any
) -> None:
    DepartmentFactory(hotel=role.hotel)
    desk.post(reverse(NEW_DEPARTMENT), values(role.hotel))
    entry = AuditEntry.objects.get()
    listed = desk.get(reverse("admin:kit_auditentry_changelist"))

    assert list(listed.context["cl"].queryset) == [entry]
    assert desk.get(reverse("admin:kit_auditentry_add")).status_code == 403
    assert (
        desk.post(reverse("admin:kit_auditentry_delete", args=[entry.pk]), {"post": "yes"})
    ).status_code == 403

    stranger = MembershipFactory(role=Role.CLIENT_ADMIN, user__is_staff=True)
    desk.force_login(stranger.user)
    listed = desk.get(reverse("admin:kit_auditentry_changelist"))

    assert list(listed.context["cl"].queryset) == []


@pytest.mark.parametrize("model", ["businessday", "auditentry"])
def test_records_cannot_be_made_by_hand(desk: Client, model: Any) -> None:
    app = "hotels" if model == "businessday" else "kit"

    assert desk.get(reverse(f"admin:{app}_{model}_add")).status_code == 403
    assert desk.get(reverse(f"admin:{app}_{model}_changelist")).status_code == 200


def test_job_runs_are_for_the_superuser(desk: Client, client: Client) -> None:
    assert desk.get(reverse("admin:kit_jobrun_changelist")).status_code == 403

    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    assert client.get(reverse("admin:kit_jobrun_changelist")).status_code == 200
