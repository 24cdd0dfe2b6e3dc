"""The admin of codes and documents: what may be set up, and what may only be looked at."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from invoicing.models import ChargeCode, PaymentMethod, PaymentSolution, Series, TaxRate
from tests.factories.hotels import UserFactory
from tests.factories.invoicing import (
    House,
    charge,
    guest_in_house,
    issued_invoice,
    open_house,
    pay,
)
from tests.factories.paylinks import sent_link
from tests.factories.reservations import RateNightFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def page(model: str, view: str, *args: object) -> str:
    return reverse(f"admin:invoicing_{model}_{view}", args=args)


@pytest.mark.parametrize(
    "model", ["taxrate", "chargecode", "paymentmethod", "series", "invoice", "receipt"]
)
def test_every_list_opens(admin: Client, house: House, model: str) -> None:
    issued_invoice(house)

    assert admin.get(page(model, "changelist")).status_code == 200


def test_an_invoice_is_shown_with_its_lines_and_cannot_be_changed(
    admin: Client, house: House
) -> None:
    invoice = issued_invoice(house)
    shown = admin.get(page("invoice", "change", invoice.pk))

    assert "Minibar" in shown.content.decode()
    assert admin.post(page("invoice", "change", invoice.pk), {}).status_code == 403
    assert admin.get(page("invoice", "add")).status_code == 403
    assert admin.get(page("invoice", "delete", invoice.pk)).status_code == 403


def test_a_used_rate_keeps_its_percent(admin: Client, house: House) -> None:
    issued_invoice(house)
    rate = TaxRate.objects.get(hotel=house.hotel, code="STANDARD")
    typed = {"code": "STANDARD", "name": "VAT", "percent": "5", "is_active": "on"}
    admin.post(page("taxrate", "change", rate.pk), typed)
    rate.refresh_from_db()

    assert (rate.name, rate.percent) == ("VAT", Decimal("21.000"))


def test_what_was_used_is_not_deleted(admin: Client, house: House) -> None:
    issued_invoice(house, paid="10")
    code = ChargeCode.objects.get(hotel=house.hotel, code="MINIBAR")
    method = PaymentMethod.objects.get(hotel=house.hotel, code="CASH")

    assert admin.get(page("chargecode", "delete", code.pk)).status_code == 403
    assert admin.get(page("paymentmethod", "delete", method.pk)).status_code == 403


def test_a_series_gets_its_prefix_before_its_first_document(admin: Client, house: House) -> None:
    typed = {
        "hotel": house.hotel.pk,
        "kind": "invoice",
        "fiscal_year": "2027",
        "prefix": "G27-",
    }
    admin.post(page("series", "add"), typed)

    assert issued_invoice(house).full_number == "G27-00001"

    series = Series.objects.get()

    assert admin.post(page("series", "change", series.pk), typed).status_code == 403


@pytest.mark.parametrize(("model", "row"), [("chargecode", "SPA"), ("paymentmethod", "CASH")])
def test_a_code_keeps_its_hotel_and_stays_once_used(
    admin: Client, house: House, model: str, row: str
) -> None:
    kind = ChargeCode if model == "chargecode" else PaymentMethod
    used = kind.objects.get(hotel=house.hotel, code=row)
    address = page(model, "change", used.pk)

    assert "hotel" not in admin.get(address).context["adminform"].form.fields
    assert admin.get(page(model, "delete", used.pk)).status_code == 200

    _stay, folio = guest_in_house(house)
    charge(house, folio, "10.00", code="SPA")
    pay(house, folio, "10.00")

    assert admin.post(page(model, "delete", used.pk), {"post": "yes"}).status_code == 403


def test_a_payment_solution_keeps_hotel_and_provider(admin: Client, house: House) -> None:
    solution = PaymentSolution.objects.create(hotel=house.hotel, provider="embedded")
    address = page("paymentsolution", "change", solution.pk)

    assert set(admin.get(address).context["adminform"].form.fields) == {
        "secret_key",
        "webhook_secret",
        "is_active",
    }

    admin.post(address, {"provider": "stripe", "is_active": "on", "secret_key": "sk_new"})
    solution.refresh_from_db()

    assert (solution.provider, solution.secret_key) == ("embedded", "sk_new")


def test_another_provider_is_added_when_the_present_one_is_switched_off(
    admin: Client, house: House
) -> None:
    old = PaymentSolution.objects.create(hotel=house.hotel, provider="embedded")
    typed = {
        "hotel": house.hotel.pk,
        "provider": "stripe",
        "secret_key": "sk_1",
        "webhook_secret": "whsec_1",
        "is_active": "on",
    }

    refused = admin.post(page("paymentsolution", "add"), typed)

    assert "Switch that one off first" in refused.content.decode()

    admin.post(page("paymentsolution", "change", old.pk), {})
    admin.post(page("paymentsolution", "add"), typed)

    rows = PaymentSolution.objects.order_by("pk").values_list("provider", "is_active")

    assert list(rows) == [("embedded", False), ("stripe", True)]

    again = admin.post(page("paymentsolution", "change", old.pk), {"is_active": "on"})

    assert "Switch that one off first" in again.content.decode()


def test_other_keys_while_payments_are_under_way_are_told(admin: Client) -> None:
    session = sent_link().begin()
    address = page("paymentsolution", "change", session.solution_id)

    shown = admin.post(address, {"is_active": "on", "webhook_secret": "whsec_2"}, follow=True)

    assert "1 payment was begun with the old keys." in shown.content.decode()


def test_a_price_of_the_set_up_is_no_finer_than_the_currency() -> None:
    house = open_house(currency="JPY")
    code = house.code("MINIBAR")
    code.default_price = Decimal("4.50")
    night = RateNightFactory(rate_plan__hotel=house.hotel, room_type=house.room.room_type)
    night.price = Decimal("100.5")
    for row, field in ((code, "default_price"), (night, "price")):
        with pytest.raises(ValidationError) as refusal:
            row.full_clean()

        assert refusal.value.message_dict == {field: ["An amount in JPY has no decimals."]}
