"""Departments with their addresses, and the reports that each gets (S0-07)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.closing.domain import departments
from hotelpms.closing.domain.subscriptions import subscribe
from hotelpms.closing.models import ReportSubscription
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit import clock
from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.models import AuditEntry
from tests.factories.hotels import DepartmentFactory, HotelFactory, MembershipFactory
from tests.factories.invoicing import House
from tests.fixtures import SignIn

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
TYPED: dict[str, Any] = {
    "name": "Front office",
    "emails": "desk@example.com\nnight@example.com\n",
    "language": "cs",
    "reports": ["arrivals", "traces"],
}


@pytest.fixture
def manager(signed_in: SignIn) -> Client:
    return signed_in(Role.MANAGER)


def address(hotel: Hotel, page: str = "", *more: object) -> str:
    name = f"closing:set_up_departments{'_' + page if page else ''}"
    return reverse(name, args=[hotel.code, *more])


def test_a_department_is_made_with_addresses_and_reports_in_one_form(
    manager: Client, hotel: Hotel
) -> None:
    """L4: it reads its reports in its own language (S0-06)."""
    assert manager.post(address(hotel, "new"), TYPED).status_code == 302

    department = Department.objects.get(hotel=hotel)
    assert department.emails == ["desk@example.com", "night@example.com"]
    assert (department.code, department.reads) == ("front-office", "cs")
    assert departments.kinds_of(department) == ["arrivals", "traces"]
    page = manager.get(address(hotel)).content.decode()
    assert page.count("✓") == 2


def test_reports_are_given_and_taken_and_told(manager: Client, hotel: Hotel) -> None:
    department = DepartmentFactory(hotel=hotel, name="Desk")
    subscribe(department=department, kinds=["arrivals", "revenue"])
    url = address(hotel, "change", department.pk)
    seen = manager.get(url).context["form"].initial["seen"]

    typed = {**TYPED, "code": department.code, "reports": ["arrivals", "flash"], "seen": seen}
    assert manager.post(url, typed).status_code == 302
    assert departments.kinds_of(Department.objects.get()) == ["arrivals", "flash"]
    entry = AuditEntry.objects.get(action="department.reports_chosen")
    assert entry.data == {"reports": [["arrivals", "revenue"], ["arrivals", "flash"]]}
    # What has changed since, the reports too, is not overwritten unseen.
    assert manager.post(url, {**typed, "reports": []}).status_code == 422
    assert departments.kinds_of(Department.objects.get()) == ["arrivals", "flash"]


@pytest.mark.parametrize(
    "wrong", [{"emails": "nobody"}, {"reports": ["of-nothing"]}, {"name": ""}, {"language": "xx"}]
)
def test_what_is_wrong_makes_no_department(
    manager: Client, hotel: Hotel, wrong: dict[str, Any]
) -> None:
    answer = manager.post(address(hotel, "new"), {**TYPED, **wrong})

    assert answer.status_code == 422
    assert not Department.objects.exists()


def test_a_department_goes_with_its_reports_but_not_from_a_charge_code(house: House) -> None:
    told = {"hotel_id": house.hotel.pk, "actor": SYSTEM, "now": clock.now()}
    free, named = DepartmentFactory(hotel=house.hotel), DepartmentFactory(hotel=house.hotel)
    subscribe(department=free, kinds=["traces"])
    subscribe(department=named, kinds=["traces"])
    house.hotel.charge_codes.filter(code="BAR").update(department=named)

    departments.take_away(row=free, **told)
    with pytest.raises(departments.DepartmentInUse):
        departments.take_away(row=named, **told)

    assert list(Department.objects.all()) == [named]
    assert ReportSubscription.objects.get().department == named


def test_the_page_is_the_managers_of_this_hotel(
    desk: Client, manager: Client, hotel: Hotel
) -> None:
    foreign = DepartmentFactory()

    assert desk.get(address(hotel)).status_code == 403
    assert manager.get(address(foreign.hotel)).status_code == 404
    assert manager.get(address(hotel, "change", foreign.pk)).status_code == 404


def test_departments_are_made_before_the_first_day(client: Client) -> None:
    hotel = HotelFactory()
    client.force_login(MembershipFactory(hotel=hotel, role=Role.MANAGER).user, backend=BACKEND)

    assert client.post(address(hotel, "new"), TYPED).status_code == 302
    assert client.get(address(hotel)).status_code == 200
