"""A hotel is opened in the browser, from its country to its first business date."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import BusinessDay, Hotel, Membership
from hotelpms.kit import clock
from hotelpms.opening.forms.new_hotel import known_countries
from invoicing.models import TaxRate
from reservations.models import RateNight, RatePlan
from tests.factories.hotels import HotelFactory, MembershipFactory, UserFactory
from tests.factories.reservations import AT, TODAY, RoomFactory, RoomTypeFactory
from tests.fixtures import SignIn

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
NEW = {
    "name": "Hotel Estrella",
    "zone": "Europe/Madrid",
    "currency": "EUR",
    "languages": ["es", "en"],
    "first_language": "es",
    "brand_colour": "#0f5e66",
    "prices_include_tax": "on",
}


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def admin(hotel: Hotel, signed_in: SignIn) -> Client:
    """The client administrator of another hotel of the client."""
    return signed_in(Role.CLIENT_ADMIN)


@pytest.fixture
def nueva() -> Hotel:
    """A hotel that is not open yet, with one room and no price."""
    hotel = HotelFactory(code="nueva", name="Nueva")
    RoomFactory(room_type=RoomTypeFactory(hotel=hotel, code="DBL", name="Double"), number="1")
    return hotel


@pytest.fixture
def owner(client: Client, nueva: Hotel) -> Client:
    """Who set it up so far."""
    role = MembershipFactory(hotel=nueva, role=Role.CLIENT_ADMIN)
    client.force_login(role.user, backend=BACKEND)
    return client


def at(page: str, *more: object) -> str:
    return reverse(f"opening:{page}", args=["nueva", *more])


def create(client: Client, **typed: Any) -> Any:
    return client.post("/open-hotel/?country=ES", NEW | typed)


def test_the_country_comes_first_and_brings_what_is_usual(admin: Client) -> None:
    assert "Spain" in admin.get("/open-hotel/").content.decode()
    form = admin.get("/open-hotel/?country=TR").context["form"]

    assert (form.initial["currency"], form.initial["zone"]) == ("TRY", "Europe/Istanbul")
    assert form.initial["first_language"] == "tr"


def test_countries_stand_in_the_order_of_the_readers_letters() -> None:
    """Ç stands with C and İ with I, not behind Z."""
    with translation.override("tr"):
        names = [name for _code, name in known_countries()]

    assert names == ["Almanya", "Çek Cumhuriyeti", "İspanya", "Portekiz", "Türkiye"]


def test_the_taxes_shown_are_those_of_the_part_of_the_country(admin: Client) -> None:
    mainland = admin.get("/open-hotel/taxes/?country=ES&zone=Europe/Madrid").content.decode()
    islands = admin.get("/open-hotel/taxes/?country=ES&zone=Atlantic/Canary").content.decode()

    assert "21%" in mainland
    assert "7%" in islands
    assert "21%" not in islands


def test_whoever_makes_a_hotel_administers_it_and_goes_on_with_the_list(admin: Client) -> None:
    """D1: the creator gets his role."""
    answer = create(admin)

    hotel = Hotel.objects.get(name="Hotel Estrella")
    assert answer["Location"] == reverse("opening:checklist", args=["hotel-estrella"])
    assert (hotel.code, hotel.languages) == ("hotel-estrella", ["es", "en"])
    assert Membership.objects.get(hotel=hotel).role == Role.CLIENT_ADMIN
    assert TaxRate.objects.filter(hotel=hotel, percent=10).exists()
    page = admin.get(answer["Location"]).content.decode()
    assert "0 of 10 done" not in page
    assert reverse("reservations:set_up_rooms_bulk", args=[hotel.code]) in page


def test_sent_twice_it_is_one_hotel_and_says_so(admin: Client) -> None:
    create(admin)
    again = create(admin)

    assert again.status_code == 422
    assert 'value="Hotel Estrella"' in again.content.decode()
    assert Hotel.objects.filter(code="hotel-estrella").count() == 1


def test_a_field_that_makes_no_sense_is_named_and_nothing_is_lost(admin: Client) -> None:
    answer = create(admin, email="nowhere", city="Tolosa")

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"email"}
    assert 'value="Tolosa"' in answer.content.decode()


def test_a_country_without_known_taxes_asks_for_one(admin: Client) -> None:
    typed = NEW | {"zone": "Asia/Tokyo", "currency": "JPY", "first_language": "en"}
    refused = admin.post("/open-hotel/?country=JP", typed)
    assert refused.context["form"].errors.keys() == {"tax_percent"}

    admin.post("/open-hotel/?country=JP", typed | {"tax_percent": "10"})
    assert TaxRate.objects.filter(hotel__country="JP", percent=10).exists()


def test_only_who_sets_up_hotels_opens_one(desk: Client, client: Client) -> None:
    assert desk.get("/open-hotel/").status_code == 403
    assert create(desk).status_code == 403
    assert not Hotel.objects.filter(code="hotel-estrella").exists()


def test_a_fresh_installation_leads_its_first_person_there(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True), backend=BACKEND)

    assert 'href="/open-hotel/"' in client.get("/").content.decode()
    assert client.get("/open-hotel/?country=CZ").status_code == 200


def test_the_admin_site_opens_no_hotel_that_leads_nowhere(client: Client) -> None:
    """D1: a hotel made there had no role, no codes and no first day."""
    client.force_login(UserFactory(is_superuser=True, is_staff=True), backend=BACKEND)

    assert client.get(reverse("admin:hotels_hotel_add"))["Location"] == "/open-hotel/"


def test_the_address_of_a_hotel_to_be_leads_to_what_is_left(owner: Client) -> None:
    assert owner.get("/h/nueva/")["Location"] == at("checklist")


def test_a_step_is_skipped_and_taken_up_again(owner: Client) -> None:
    owner.post(at("skip", "logo"))
    assert owner.get(at("checklist")).content.decode().count("Skipped for now") == 1

    owner.post(at("take_up", "logo"))
    assert "Skipped for now" not in owner.get(at("checklist")).content.decode()
    assert owner.post(at("skip", "roof")).status_code == 404


def test_a_step_that_the_hotel_needs_is_not_skipped(owner: Client) -> None:
    owner.post(at("skip", "rooms"))

    assert "Skipped for now" not in owner.get(at("checklist")).content.decode()


def test_the_first_prices_put_a_year_on_sale(owner: Client, nueva: Hotel) -> None:
    [kind] = nueva.room_types.all()
    page = owner.get(at("first_rates"))
    typed = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    price = {f"price_{kind.pk}": "100", "weekend_percent": "15"}

    answer = owner.post(at("first_rates"), typed | price)

    assert answer["Location"] == at("checklist")
    nights = RateNight.objects.filter(rate_plan__hotel=nueva)
    assert nights.count() == 365
    assert nights.get(date=date(2027, 5, 13)).price == Decimal(100)
    assert nights.get(date=date(2027, 5, 14)).price == Decimal(115)
    again = owner.post(at("first_rates"), typed | price)
    assert again.status_code == 422
    assert RatePlan.objects.filter(hotel=nueva).count() == 1
    assert owner.get(at("first_rates"))["Location"].endswith("/set-up/rates/")


def test_the_first_day_says_what_is_missing(owner: Client) -> None:
    answer = owner.post(at("first_day"), {"date": TODAY.isoformat()})

    assert answer.status_code == 422
    assert "No room has a price" in answer.content.decode()
    assert not BusinessDay.objects.filter(hotel__code="nueva").exists()


def test_the_hotel_opens_and_a_date_far_away_is_asked_for_twice(
    owner: Client, nueva: Hotel
) -> None:
    [kind] = nueva.room_types.all()
    price = {f"price_{kind.pk}": "100", "weekend_percent": "0", "code": "BAR", "name": "Best"}
    year = {"board": "BB", "first": "2027-05-10", "last": "2027-12-31"}
    owner.post(at("first_rates"), price | year)

    far = owner.post(at("first_day"), {"date": "2027-06-10"})
    assert far.status_code == 422
    assert 'name="is_sure"' in far.content.decode()
    opened = owner.post(at("first_day"), {"date": "2027-06-10", "is_sure": "on"})

    assert opened["Location"] == reverse("desk:today", args=["nueva"])
    assert BusinessDay.objects.get(hotel=nueva).date == date(2027, 6, 10)
    assert owner.get(at("first_day"))["Location"] == at("checklist")
    assert owner.get(opened["Location"]).status_code == 200


def test_today_shows_what_is_left_until_it_is_done(admin: Client, hotel: Hotel) -> None:
    assert (
        at("checklist").replace("nueva", hotel.code)
        in admin.get(reverse("desk:today", args=[hotel.code])).content.decode()
    )
