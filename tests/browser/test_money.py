"""Money by hand: a charge from the side panel, a refusal that loses nothing, a guest who pays."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from hotelpms.hotels.enums import Role
from hotelpms.kit import clock
from invoicing.gateways.embedded import DECLINES, PAYS
from invoicing.models import Charge, ChargeCode, Folio, Payment
from tests.browser.conftest import PHONE
from tests.factories.hotels import MembershipFactory
from tests.factories.invoicing import AT, House, check_out, guest_in_house
from tests.factories.paylinks import Sent, payable_house, sent_link

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def house(transactional_db: None) -> House:
    return payable_house(code="grand", name="Grand Hotel")


@pytest.fixture
def folio(house: House) -> Folio:
    return guest_in_house(house)[1]


@pytest.fixture
def cashier(open_page: Callable[..., Page], house: House) -> Any:
    """A page of somebody who posts and takes money."""
    return open_page(MembershipFactory(hotel=house.hotel, role=Role.MANAGER).user)


@pytest.fixture
def sent(house: House, live_server: Any, settings: Settings) -> Sent:
    """A payment link that leads to the server of this test."""
    settings.PUBLIC_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return sent_link(house)


def open_panel(page: Page, folio: Folio) -> Any:
    page.goto(f"/h/grand/folios/{folio.pk}/")
    page.get_by_role("link", name="Post a charge").click()
    return page.locator("#panel")


def test_a_charge_is_posted_in_the_panel_on_the_folio(cashier: Any, folio: Folio) -> None:
    panel = open_panel(cashier, folio)

    panel.get_by_label("Charge code").select_option(label="Bar")
    panel.get_by_label("Unit price").fill("6.50")
    panel.get_by_label("Description").fill("Two coffees")
    panel.get_by_role("button", name="Post charge").click()

    expect(cashier.locator("main tbody")).to_contain_text("Two coffees")
    expect(cashier.locator("#panel")).to_be_hidden()

    assert [str(one.gross) for one in Charge.objects.filter(folio=folio)] == ["6.50"]


@pytest.mark.parametrize("place", ["panel", "line"])
def test_what_a_line_comes_to_is_said_before_it_is_posted(
    cashier: Any, folio: Folio, place: str
) -> None:
    ChargeCode.objects.filter(name="Parking").update(default_price=Decimal("20.00"))
    if place == "panel":
        form = open_panel(cashier, folio)
    else:
        cashier.goto(f"/h/grand/folios/{folio.pk}/")
        form = cashier.locator(".quick-post")
    form.get_by_label("Charge code").select_option(label="Parking · 20.00")
    expect(form.get_by_label("Unit price")).to_have_value("20.00")
    form.get_by_label("Quantity").fill("3")
    expect(form.locator("output")).to_have_text("3 × €20.00 = €60.00")
    form.get_by_label("Unit price").fill("18")
    expect(form.locator("output")).to_have_text("3 × €18.00 = €54.00")
    form.get_by_label("Charge code").select_option(label="Bar")
    expect(form.get_by_label("Unit price")).to_have_value("18")
    form.get_by_role("button", name="Post charge").click()

    expect(cashier.locator("main tbody")).to_contain_text("€54.00")


def test_two_presses_post_once(cashier: Any, folio: Folio) -> None:
    panel = open_panel(cashier, folio)
    panel.get_by_label("Charge code").select_option(label="Bar")
    panel.get_by_label("Unit price").fill("6.50")

    panel.get_by_role("button", name="Post charge").dblclick()

    expect(cashier.locator("main tbody")).to_contain_text("6.50")

    assert Charge.objects.filter(folio=folio).count() == 1


def test_a_refusal_is_told_in_the_panel_and_what_was_typed_stays(
    cashier: Any, house: House, folio: Folio
) -> None:
    panel = open_panel(cashier, folio)
    panel.get_by_label("Charge code").select_option(label="Bar")
    panel.get_by_label("Unit price").fill("6.50")
    panel.get_by_label("Description").fill("Two coffees")
    # Meanwhile, at another desk:
    check_out(house, folio.stay)

    panel.get_by_role("button", name="Post charge").click()

    expect(panel.get_by_text("is closed").first).to_be_visible()
    expect(panel.get_by_label("Unit price")).to_have_value("6.50")
    expect(panel.get_by_label("Description")).to_have_value("Two coffees")

    assert not Charge.objects.filter(folio=folio, night__isnull=True).exists()


def test_a_mistake_is_told_beside_its_field_and_the_rest_stays(cashier: Any, folio: Folio) -> None:
    panel = open_panel(cashier, folio)
    panel.get_by_label("Charge code").select_option(label="Bar")
    panel.get_by_label("Unit price").fill("six")
    panel.get_by_label("Description").fill("Two coffees")

    panel.get_by_role("button", name="Post charge").click()

    expect(panel.get_by_label("Unit price")).to_have_attribute("aria-invalid", "true")
    expect(panel.get_by_label("Unit price")).to_be_focused()
    expect(panel.get_by_label("Unit price")).to_have_value("six")
    expect(panel.get_by_label("Description")).to_have_value("Two coffees")


def test_a_guest_pays_on_a_phone(open_page: Callable[..., Page], sent: Sent) -> None:
    phone = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    phone.goto(f"/g/pay/{sent.token}/")
    expect(phone.locator("#amount")).to_have_text("€100.00")

    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

    phone.get_by_role("button", name="Pay €100.00").tap()
    phone.get_by_label("Card number").fill(PAYS)
    phone.get_by_role("button", name="Pay €100.00").tap()

    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    payment = Payment.objects.get(hotel=sent.house.hotel)

    assert (str(payment.amount), payment.method.is_online) == ("100.00", True)


def test_a_declined_card_leaves_the_guest_at_the_form(
    open_page: Callable[..., Page], sent: Sent
) -> None:
    phone = open_page(viewport=PHONE)
    phone.goto(f"/g/pay/{sent.token}/")
    phone.get_by_role("button", name="Pay €100.00").click()

    phone.get_by_label("Card number").fill(DECLINES)
    phone.get_by_role("button", name="Pay €100.00").click()

    expect(phone.get_by_text("The card was declined.")).to_be_visible()
    expect(phone.get_by_role("button", name="Pay later")).to_be_visible()

    assert not Payment.objects.exists()
