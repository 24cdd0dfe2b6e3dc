import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.closing.domain import runner
from hotelpms.closing.models import ReportSubscription
from hotelpms.hotels.enums import Role
from tests.factories.hotels import DepartmentFactory, MembershipFactory, UserFactory
from tests.factories.invoicing import AT, CLERK, open_house

pytestmark = pytest.mark.django_db

INLINE = {
    "reports-TOTAL_FORMS": "1",
    "reports-INITIAL_FORMS": "0",
    "reports-MIN_NUM_FORMS": "0",
    "reports-MAX_NUM_FORMS": "1000",
    "reports-0-kind": "flash",
}


def test_a_client_admin_chooses_the_reports_of_a_department(client: Client) -> None:
    department = DepartmentFactory()
    user = UserFactory(is_staff=True)
    MembershipFactory(user=user, hotel=department.hotel, role=Role.CLIENT_ADMIN)
    client.force_login(user)
    answer = client.post(
        reverse("admin:hotels_department_change", args=[department.pk]),
        {
            "hotel": department.hotel_id,
            "code": department.code,
            "name": department.name,
            "emails": "reception@hotel.example.com",
            **INLINE,
            "reports-0-department": department.pk,
        },
    )

    assert answer.status_code == 302
    assert ReportSubscription.objects.get().department == department


def test_closed_days_can_only_be_looked_at(client: Client) -> None:
    house = open_house()
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    runner.run(closing_id=started.pk, now=lambda: AT, makes_reports=False)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    for model in ("closing_nightclosing", "invoicing_ledgerday", "invoicing_dayfigures"):
        assert client.get(reverse(f"admin:{model}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:{model}_add")).status_code == 403
