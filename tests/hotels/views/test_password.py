"""The own password, which a manager has set at first."""

import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.models import User
from hotelpms.kit.models import AuditEntry
from tests.factories.hotels import PASSWORD, MembershipFactory

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NEW = "a lamp above the stairs"
URL = "hotels:own_password"


@pytest.fixture
def user() -> User:
    found: User = MembershipFactory().user
    return found


def typed(old: str, new: str) -> dict[str, str]:
    return {"old_password": old, "new_password1": new, "new_password2": new}


def test_a_person_changes_the_own_password_and_stays_signed_in(user: User) -> None:
    here, elsewhere = Client(), Client()
    for browser in (here, elsewhere):
        browser.force_login(user, backend=BACKEND)

    assert here.post(reverse(URL), typed(PASSWORD, NEW)).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert here.get(reverse(URL)).status_code == 200
    assert elsewhere.get(reverse(URL)).status_code == 302
    entry = AuditEntry.objects.get(action="user.password_changed")
    assert (entry.actor_id, entry.data) == (user.pk, {})


@pytest.mark.parametrize(("old", "new"), [("wrong", NEW), (PASSWORD, "short")])
def test_who_does_not_know_the_old_or_takes_a_weak_one_is_refused(
    user: User, client: Client, old: str, new: str
) -> None:
    client.force_login(user, backend=BACKEND)

    assert client.post(reverse(URL), typed(old, new)).status_code == 422
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_stranger_is_led_to_the_log_in(client: Client) -> None:
    assert client.get(reverse(URL))["Location"].startswith(reverse("hotels:login"))
