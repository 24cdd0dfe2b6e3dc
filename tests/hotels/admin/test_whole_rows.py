"""What the set-up cannot take is said in its form, also where half of the rule is only shown."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.admin.scoped import HotelScopedAdmin, ReadOnlyAdmin
from hotelpms.hotels.forms.whole_row import WholeRowForm
from reservations.models import Room
from tests.factories.hotels import UserFactory
from tests.factories.reservations import RoomFactory, RoomTypeFactory

pytestmark = pytest.mark.django_db


def test_every_row_of_a_hotel_is_held_against_the_rules_of_its_table() -> None:
    changing = [
        page
        for page in admin.site._registry.values()
        if isinstance(page, HotelScopedAdmin) and not isinstance(page, ReadOnlyAdmin)
    ]

    assert len(changing) > 10
    assert [page for page in changing if not issubclass(page.form, WholeRowForm)] == []


def test_every_row_keeps_its_hotel() -> None:
    pages = [page for page in admin.site._registry.values() if hasattr(page, "fixed")]
    moving = [
        str(page)
        for page in pages
        if any(field.name == "hotel" for field in page.model._meta.fields)
        and not isinstance(page, ReadOnlyAdmin)
        and "hotel" not in page.fixed
        # A closure shows no hotel: it has the one of its room, and never changes.
        and "hotel" in (page.fields or ["hotel"])
    ]

    assert moving == []


def test_a_room_does_not_get_the_number_of_another(client: Client) -> None:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    kind = RoomTypeFactory()
    room, other = RoomFactory(room_type=kind), RoomFactory(room_type=kind)
    address = reverse("admin:reservations_room_change", args=[room.pk])

    refused = client.post(address, {"number": other.number, "floor": "", "is_active": "on"})

    assert "already exists" in refused.content.decode()
    assert Room.objects.get(pk=room.pk).number == room.number
