"""The pages of taxes, codes, payment methods and invoice numbers."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from hotelpms.kit.models import AuditEntry
from invoicing.models import ChargeCode, PaymentMethod, Series, TaxRate
from tests.factories.hotels import HotelFactory, MembershipFactory, OpenHotelFactory
from tests.factories.invoicing import House, charge, guest_in_house, pay
from tests.fixtures import SignIn

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
KEYS = ("taxes", "charge-codes", "payment-methods")


@pytest.fixture
def manager(signed_in: SignIn) -> Client:
    return signed_in(Role.MANAGER)


def address(hotel: Hotel, key: str, page: str = "", *more: object) -> str:
    name = f"invoicing:set_up_{key}{'_' + page if page else ''}"
    return reverse(name, args=[hotel.code, *more])


def typed(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    form = client.get(url).context["form"]
    values = {
        field.name: field.value()
        for field in form
        if field.name != "names" and not field.field.disabled
    }
    return {name: value for name, value in values.items() if value not in (None, "")} | changes


def test_a_tax_and_a_code_with_it_are_made(manager: Client, hotel: Hotel) -> None:
    """L4: names by language."""
    wish = {"name": "Reduced", "code": "RED", "percent": "8.375", "is_active": "on"}
    assert manager.post(address(hotel, "taxes", "new"), wish).status_code == 302
    tax = TaxRate.objects.get(hotel=hotel)
    assert "8.375%" in manager.get(address(hotel, "taxes")).content.decode()

    wish = {
        "name": "Sauna",
        "code": "SAUNA",
        "kind": "extra",
        "tax": tax.pk,
        "default_price": "12.50",
        "names_cs": "Sauna pro dva",
        "is_active": "on",
    }
    assert manager.post(address(hotel, "charge-codes", "new"), wish).status_code == 302
    code = ChargeCode.objects.get(hotel=hotel)
    assert (code.default_price, code.name_in("cs")) == (Decimal("12.50"), "Sauna pro dva")
    assert AuditEntry.objects.filter(action="chargecode.created").exists()


def test_what_was_used_is_shown_with_the_way_out_and_stays(manager: Client, house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "10.00")
    pay(house, folio, "10.00")
    used = {
        "taxes": (_tax(), "percent"),
        "charge-codes": (ChargeCode.objects.filter(charges__isnull=False).first(), "kind"),
        "payment-methods": (PaymentMethod.objects.filter(payments__isnull=False).first(), "kind"),
    }
    for key, (row, name) in used.items():
        url = address(house.hotel, key, "change", row.pk)
        field = manager.get(url).context["form"][name]
        assert field.field.disabled
        assert "new" in field.help_text
        before = getattr(row, name)
        sent = typed(manager, url, **{name: "1", "name": "Renamed"})
        assert manager.post(url, sent).status_code == 302
        row.refresh_from_db()
        assert (getattr(row, name), row.name) == (before, "Renamed")


def _tax() -> TaxRate:
    code = ChargeCode.objects.filter(charges__isnull=False).first()
    assert code is not None
    return code.tax


def test_another_tax_is_explained_and_taken_by_the_second_press(
    manager: Client, house: House
) -> None:
    code = ChargeCode.objects.get(hotel=house.hotel, code="BAR")
    new = TaxRate.objects.create(hotel=house.hotel, code="X", name="New", percent=Decimal(5))
    url = address(house.hotel, "charge-codes", "change", code.pk)
    sent = typed(manager, url, tax=new.pk)

    first = manager.post(url, sent)
    assert first.status_code == 422
    assert "posted from now on" in first.content.decode()
    code.refresh_from_db()
    assert code.tax != new
    sent["agreed"] = first.context["form"].data["agreed"]
    assert manager.post(url, sent).status_code == 302
    code.refresh_from_db()
    assert code.tax == new


@pytest.mark.parametrize(
    ("key", "wish", "other"),
    [
        ("charge-codes", {"name": "R", "code": "R", "kind": "room", "is_active": "on"}, "Room"),
        (
            "payment-methods",
            {"name": "O", "code": "O", "kind": "credit", "is_online": "on", "is_active": "on"},
            "Online payment",
        ),
    ],
)
def test_a_second_of_its_kind_names_the_first(
    manager: Client, house: House, key: str, wish: dict[str, Any], other: str
) -> None:
    tax = TaxRate.objects.filter(hotel=house.hotel).first()

    answer = manager.post(address(house.hotel, key, "new"), {**wish, "tax": getattr(tax, "pk", 0)})

    assert answer.status_code == 422
    assert f"{other} is" in answer.content.decode()


def test_the_prefix_is_set_before_the_first_document(manager: Client, hotel: Hotel) -> None:
    """B8."""
    url = address(hotel, "series", "change", 2027, "invoice")

    assert manager.post(url, {"beginning": "GRAND/27/"}).status_code == 302
    assert Series.objects.get(hotel=hotel).prefix == "GRAND/27/"
    assert "GRAND/27/00001" in manager.get(address(hotel, "series")).content.decode()
    Series.objects.update(last_number=4)
    page = manager.get(address(hotel, "series")).content.decode()
    assert "GRAND/27/00005" in page
    assert url not in page
    assert manager.post(url, {"beginning": "OTHER-"}).status_code == 422
    assert Series.objects.get(hotel=hotel).prefix == "GRAND/27/"


def test_only_this_year_and_the_next_are_set(manager: Client, hotel: Hotel) -> None:
    assert manager.get(address(hotel, "series", "change", 2028, "invoice")).status_code == 200
    for year, kind in ((2026, "invoice"), (2029, "invoice"), (2027, "letter")):
        assert manager.get(address(hotel, "series", "change", year, kind)).status_code == 404


def test_the_pages_are_the_managers_of_this_hotel(
    desk: Client, manager: Client, hotel: Hotel
) -> None:
    foreign = OpenHotelFactory()
    tax = TaxRate.objects.create(hotel=foreign, code="X", name="X", percent=5)

    for key in (*KEYS, "series"):
        assert desk.get(address(hotel, key)).status_code == 403
        assert manager.get(address(foreign, key)).status_code == 404
    assert manager.get(address(hotel, "taxes", "change", tax.pk)).status_code == 404
    change = address(hotel, "series", "change", 2027, "invoice")
    assert desk.post(change, {"beginning": "X-"}).status_code == 403


def test_money_is_set_up_before_the_first_day(client: Client) -> None:
    hotel = HotelFactory()
    client.force_login(MembershipFactory(hotel=hotel, role=Role.MANAGER).user, backend=BACKEND)

    for key in (*KEYS, "series"):
        assert client.get(address(hotel, key)).status_code == 200
