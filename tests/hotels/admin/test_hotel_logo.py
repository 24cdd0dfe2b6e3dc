import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django.fixtures import Settings

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from tests.factories.hotels import HotelFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, settings: Settings, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path
    role = MembershipFactory(role=Role.CLIENT_ADMIN, user__is_staff=True)
    client.force_login(role.user)
    client.hotel = role.hotel
    return client


def page(hotel: Hotel) -> Any:
    return reverse("admin:hotels_hotel_change", args=[hotel.pk])


def posted(desk: Client, **changes: object) -> Any:
    """Post the form as it was shown, with these changes."""
    form = desk.get(page(desk.hotel)).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    data = {
        name: value for name, value in values.items() if value is not None and value is not False
    }
    return desk.post(page(desk.hotel), data | changes)


def upload(content: Any) -> Any:
    return SimpleUploadedFile("logo.png", content, "image/png")


def picture() -> Any:
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "#1f4e79").save(out, "PNG")
    return out.getvalue()


def test_a_logo_is_uploaded_shown_to_guests_and_taken_away_again(desk: Client) -> None:
    answer = posted(desk, logo=upload(picture()))

    assert answer.status_code == 302

    hotel = Hotel.objects.get(pk=desk.hotel.pk)

    assert hotel.logo_document is not None

    shown = desk.get(reverse("desk:brand_logo", args=[hotel.code]))

    assert shown["Content-Type"] == "image/png"
    assert shown.content.startswith(b"\x89PNG")
    assert f"/brand/{hotel.code}/logo" in desk.get(page(hotel)).content.decode()

    posted(desk, removes_logo="on")
    hotel.refresh_from_db()

    assert hotel.logo_document is None


def test_a_file_that_is_no_picture_is_refused_with_the_reason(desk: Client) -> None:
    answer = posted(desk, name="Another name", logo=upload(b"<svg/>"))

    assert "This is not a picture we can read." in answer.content.decode()

    hotel = Hotel.objects.get(pk=desk.hotel.pk)

    assert (hotel.logo_document, hotel.name) == (None, desk.hotel.name)


def test_nobody_sets_the_logo_of_a_foreign_hotel(desk: Client) -> None:
    foreign = HotelFactory()

    desk.post(page(foreign), {"logo": upload(picture())})

    foreign.refresh_from_db()

    assert foreign.logo_document is None
