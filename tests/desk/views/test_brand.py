from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock
from hotelpms.kit.files import documents
from tests.factories.hotels import HotelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def with_logo(kind: str, content: bytes) -> Hotel:
    hotel = HotelFactory()
    hotel.logo_document = documents.store(
        hotel_id=hotel.pk,
        kind="logo",
        name="logo",
        content=content,
        content_type=kind,
        at=clock.now(),
    )
    hotel.save()
    return hotel


def test_a_guest_gets_the_hotels_readable_colours_without_logging_in(client: Client) -> None:
    hotel = HotelFactory(brand_colour="#ffe14a")

    answer = client.get(reverse("desk:brand_stylesheet", args=[hotel.code]))

    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=3600"

    for rule in ("--brand: #ffe14a;", "--brand-hover: #", "--brand-ink: #14181f;"):
        assert rule in answer.content.decode()


def test_an_unknown_hotel_has_no_colours(client: Client) -> None:
    assert client.get(reverse("desk:brand_stylesheet", args=["nowhere"])).status_code == 404


def test_the_logo_is_served_as_it_was_stored(client: Client) -> None:
    hotel = with_logo("image/png", b"\x89PNG picture")

    answer = client.get(reverse("desk:brand_logo", args=[hotel.code]))

    assert (answer["Content-Type"], answer.content) == ("image/png", b"\x89PNG picture")


def test_only_pictures_leave_as_a_logo(client: Client) -> None:
    hotel = with_logo("text/html", b"<script>")

    assert client.get(reverse("desk:brand_logo", args=[hotel.code])).status_code == 404


def test_a_hotel_without_a_logo_has_none_to_serve(client: Client) -> None:
    hotel = HotelFactory()

    assert client.get(reverse("desk:brand_logo", args=[hotel.code])).status_code == 404
