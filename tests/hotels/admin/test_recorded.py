"""No door of the admin leads around the audit trail."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from hotelpms.hotels.admin.recorded import Recorded, RecordedActions
from hotelpms.kit.models import AuditEntry
from hotelpms.reports.domain import catalogue
from tests.factories.hotels import DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def trail(row: Any) -> list[tuple[str, dict[str, Any]]]:
    entries = AuditEntry.objects.filter(subject_type=row._meta.label_lower, subject_id=str(row.pk))
    return [(entry.action, entry.data) for entry in entries.order_by("pk")]


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_what_can_be_changed_in_the_admin_is_recorded(model: Any) -> None:
    """Kind of fault: a door that the trail does not see, as the form for a password was."""
    found = admin.site.get_model_admin(model)
    request = RequestFactory().get("/")
    request.user = UserFactory(is_superuser=True, is_staff=True)
    asked = ("add", "change", "delete")
    can_write = any(getattr(found, f"has_{deed}_permission")(request) for deed in asked)

    assert not can_write or isinstance(found, Recorded)
    if type(found).__module__.split(".")[0] not in ("axes", "django_celery_beat"):
        return
    assert isinstance(found, RecordedActions)


def test_rows_of_other_packages_are_recorded(boss: Client) -> None:
    every = IntervalSchedule.objects.create(every=5, period="minutes")
    url = reverse("admin:django_celery_beat_intervalschedule_change", args=[every.pk])
    form = boss.get(url).context["adminform"].form
    inlines = boss.get(url).context["inline_admin_formsets"]
    sent = {"every": "7", "period": form["period"].value()}
    for inline in inlines:
        sent |= {f.html_name: f.value() for f in inline.formset.management_form}

    boss.post(url, sent)

    assert trail(every) == [("intervalschedule.changed", {"every": ["5", "7"]})]


def test_an_action_of_another_package_is_recorded(boss: Client) -> None:
    every = IntervalSchedule.objects.create(every=5, period="minutes")
    task = PeriodicTask.objects.create(name="a", task="a", interval=every)
    other = PeriodicTask.objects.create(name="b", task="b", interval=every)
    url = reverse("admin:django_celery_beat_periodictask_changelist")

    boss.post(url, {"action": "disable_tasks", "_selected_action": [task.pk]})

    task.refresh_from_db()
    assert not task.enabled
    assert trail(task) == [("periodictask.disable_tasks", {})]
    assert trail(other) == []


def test_several_rows_that_are_deleted_at_once_are_recorded(boss: Client) -> None:
    rows = [DepartmentFactory(), DepartmentFactory()]
    url = reverse("admin:hotels_department_changelist")
    sent = {
        "action": "delete_selected",
        "post": "yes",
        "_selected_action": [row.pk for row in rows],
    }

    boss.post(url, sent)

    assert [trail(row) for row in rows] == [[("department.deleted", {})]] * 2


def test_rows_below_a_form_are_recorded_with_it(boss: Client) -> None:
    department = DepartmentFactory()
    url = reverse("admin:hotels_department_change", args=[department.pk])
    page = boss.get(url).context
    sent = {f.html_name: f.value() for f in page["adminform"].form if f.value() is not None}
    sent["emails"] = "desk@hotel.test"
    prefix = page["inline_admin_formsets"][0].formset.prefix
    kind = catalogue.choices()[0][0]
    sent |= {
        f"{prefix}-TOTAL_FORMS": 1,
        f"{prefix}-INITIAL_FORMS": 0,
        f"{prefix}-0-kind": kind,
    }

    boss.post(url, sent)

    (entry,) = trail(department)
    (row,) = entry[1]["reportsubscription"]
    assert (row["is"], row["kind"]) == ("created", [None, kind])
