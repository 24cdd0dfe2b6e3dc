"""The page of the hotel itself."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from tests.factories.hotels import HotelFactory, MembershipFactory, OpenHotelFactory
from tests.factories.reservations import RateNightFactory
from tests.fixtures import SignIn
from tests.hotels.domain.test_brand import picture

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def manager(signed_in: SignIn) -> Client:
    return signed_in(Role.MANAGER)


def address(hotel: Hotel, page: str = "") -> str:
    return reverse(f"hotels:set_up_hotel{page}", args=[hotel.code])


def typed(client: Client, hotel: Hotel, **changes: Any) -> dict[str, Any]:
    """What the page would send, with some fields changed."""
    form = client.get(address(hotel)).context["form"]
    values = {field.name: field.value() for field in form if not field.field.disabled}
    sent = {
        name: value
        for name, value in values.items()
        if value is not False and value not in (None, "")
    }
    return {**sent, **changes}


def test_a_manager_changes_the_hotel(manager: Client, hotel: Hotel) -> None:
    sent = typed(manager, hotel, city="Brno", season_from="2027-04-01", closing_hour="4")

    assert manager.post(address(hotel), sent).status_code == 302
    hotel.refresh_from_db()
    assert (hotel.city, str(hotel.season_from), hotel.closing_hour) == ("Brno", "2027-04-01", 4)
    assert hotel.prices_include_tax


def test_code_and_currency_are_not_asked_and_not_taken(manager: Client, hotel: Hotel) -> None:
    manager.post(address(hotel), typed(manager, hotel, code="other", currency="CZK"))

    hotel.refresh_from_db()
    assert (hotel.code, hotel.currency) == ("grand", "EUR")


def test_a_grave_change_is_explained_and_saved_by_the_second_press(
    manager: Client, hotel: Hotel
) -> None:
    sent = typed(manager, hotel, zone="Atlantic/Canary")

    first = manager.post(address(hotel), sent)
    assert first.status_code == 422
    assert "All hours are counted in Atlantic/Canary" in first.content.decode()
    hotel.refresh_from_db()
    assert hotel.zone == "Europe/Prague"
    sent["agreed"] = first.context["form"].data["agreed"]
    assert manager.post(address(hotel), sent).status_code == 302
    hotel.refresh_from_db()
    assert hotel.zone == "Atlantic/Canary"


def test_languages_are_ticked_and_ordered(manager: Client, hotel: Hotel) -> None:
    sent = typed(manager, hotel, languages=["en", "cs", "es"])
    places = {"languages_place_en": "1", "languages_place_cs": "2", "languages_place_es": "3"}

    assert manager.post(address(hotel), sent | places).status_code == 302
    hotel.refresh_from_db()
    assert hotel.languages == ["en", "cs", "es"]
    sent = typed(manager, hotel, languages=["en", "cs", "es"])
    manager.post(address(hotel), sent | places | {"languages_place_cs": "9" * 40})
    hotel.refresh_from_db()
    assert sorted(hotel.languages) == ["cs", "en", "es"]
    assert manager.post(address(hotel), sent | {"languages": []}).status_code == 422


def test_the_tax_mode_is_shown_and_stays_once_there_is_a_price(client: Client) -> None:
    hotel = RateNightFactory().rate_plan.hotel
    client.force_login(MembershipFactory(hotel=hotel, role=Role.MANAGER).user, backend=BACKEND)

    field = client.get(address(hotel)).context["form"]["prices_include_tax"]
    assert field.field.disabled
    client.post(address(hotel), typed(client, hotel, prices_include_tax=""))
    hotel.refresh_from_db()
    assert hotel.prices_include_tax


def test_region_and_zone_that_contradict_are_told(manager: Client, hotel: Hotel) -> None:
    assert "does not go" not in manager.get(address(hotel)).content.decode()
    Hotel.objects.update(zone="America/Lima")
    assert "does not go" in manager.get(address(hotel)).content.decode()


def test_a_logo_comes_and_goes(manager: Client, hotel: Hotel) -> None:
    upload = SimpleUploadedFile("logo.png", picture(), content_type="image/png")

    manager.post(address(hotel, "_logo"), {"logo": upload})
    hotel.refresh_from_db()
    assert hotel.logo_document is not None
    manager.post(address(hotel, "_logo"), {"logo": SimpleUploadedFile("x.png", b"no picture")})
    manager.post(address(hotel, "_logo"), {})
    hotel.refresh_from_db()
    assert hotel.logo_document is not None
    manager.post(address(hotel, "_remove_logo"))
    hotel.refresh_from_db()
    assert hotel.logo_document is None


def test_the_page_is_the_managers_of_this_hotel(
    desk: Client, manager: Client, hotel: Hotel
) -> None:
    assert desk.get(address(hotel)).status_code == 403
    assert manager.get(address(OpenHotelFactory())).status_code == 404
    for page in ("_logo", "_remove_logo"):
        assert desk.post(address(hotel, page)).status_code == 403


def test_the_page_answers_before_the_first_day(client: Client) -> None:
    hotel = HotelFactory()
    client.force_login(MembershipFactory(hotel=hotel, role=Role.MANAGER).user, backend=BACKEND)

    sent = typed(client, hotel, city="Brno")
    assert client.post(address(hotel), sent).status_code == 302
