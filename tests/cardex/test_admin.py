import pytest
from django.test import Client
from django.urls import reverse

from cardex.models import Profile
from tests.factories.cardex import ProfileFactory, SuppressionFactory
from tests.factories.hotels import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
LISTS = ("profile", "consentevent", "suppression")


@pytest.mark.parametrize("name", LISTS)
def test_a_superuser_looks_at_the_rows_and_cannot_add_any(client: Client, name: str) -> None:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    ProfileFactory()
    SuppressionFactory()

    assert client.get(reverse(f"admin:cardex_{name}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:cardex_{name}_add")).status_code == 403


def test_a_card_is_shown_and_not_saved(client: Client) -> None:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    guest = ProfileFactory(last_name="Ruiz")
    address = reverse("admin:cardex_profile_change", args=[guest.pk])

    assert client.get(address).status_code == 200
    assert client.post(address, {"last_name": "Vega"}).status_code == 403
    assert Profile.objects.get().last_name == "Ruiz"


@pytest.mark.parametrize("name", LISTS)
def test_other_staff_see_nothing_of_it(client: Client, name: str) -> None:
    client.force_login(MembershipFactory(role="client_admin", user__is_staff=True).user)

    assert client.get(reverse(f"admin:cardex_{name}_changelist")).status_code == 403
