"""The payer of a folio can be anybody: of the booking, of the Cardex, or a new company."""

from typing import Any

import pytest
from django.test import Client

from cardex.domain.cards.profiles import Card
from cardex.enums import ProfileKind
from cardex.models import Profile
from hotelpms.hotels.domain.permissions import NotAllowed
from hotelpms.hotels.enums import Role
from hotelpms.kit.actor import Actor
from invoicing.domain.folios import folios
from invoicing.models import Folio
from tests.addresses import url
from tests.factories.cardex import CompanyFactory
from tests.factories.hotels import MembershipFactory
from tests.factories.invoicing import AT, House, guest_in_house

COMPANY = {
    "company_name": "Harbour & Finch Ltd",
    "company_tax_id": "GB123",
    "company_street": "1 Quay",
    "company_city": "London",
    "company_country": "GB",
    "company_email": "bills@harbour.example",
}


@pytest.fixture
def folio(house: House) -> Folio:
    return guest_in_house(house)[1]


def sent(folio: Folio, **more: Any) -> dict[str, Any]:
    return {"payer": folio.payer_id, "billing_email": ""} | more


def test_a_company_is_made_and_pays_in_one_step_at_the_check_out(
    desk: Client, folio: Folio
) -> None:
    address = url("invoicing:payer", folio.pk) + "?from=check_out"
    answer = desk.post(address, sent(folio, **COMPANY))
    folio.refresh_from_db()

    assert answer["Location"] == url("invoicing:check_out", folio.stay_id)
    assert (folio.payer.last_name, folio.payer.kind) == ("Harbour & Finch Ltd", "company")
    assert (folio.payer.tax_id, folio.payer.billing_email) == ("GB123", "bills@harbour.example")

    desk.post(address, sent(folio, **COMPANY, same=str(folio.payer_id)))

    assert Profile.objects.filter(kind=ProfileKind.COMPANY).count() == 1


def test_any_card_can_pay(desk: Client, folio: Folio) -> None:
    company = CompanyFactory()
    desk.post(url("invoicing:payer", folio.pk), sent(folio, other=company.pk))
    folio.refresh_from_db()

    assert folio.payer == company


def test_a_company_like_it_is_offered_first(desk: Client, folio: Folio) -> None:
    known = CompanyFactory(last_name="HARBOUR & FINCH LTD")
    answer = desk.post(url("invoicing:payer", folio.pk), sent(folio, **COMPANY))

    assert answer.status_code == 422
    assert "same" in answer.context["form"].errors

    desk.post(url("invoicing:payer", folio.pk), sent(folio, **COMPANY, same=str(known.pk)))
    folio.refresh_from_db()

    assert folio.payer == known


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"company_city": "London"}, "company_name"),
        ({"payer": ""}, "other"),
        ({"other_text": "Nobody of this name"}, "other"),
    ],
)
def test_what_is_missing_is_said(
    desk: Client, folio: Folio, typed: dict[str, str], field: str
) -> None:
    answer = desk.post(url("invoicing:payer", folio.pk), sent(folio) | typed)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_new_window_takes_a_new_company_once(desk: Client, folio: Folio) -> None:
    wish = {"payer": "", "name": "Company", "once": "press"} | COMPANY
    address = url("invoicing:open_window", folio.stay_id)
    desk.post(address, wish)
    window = Folio.objects.get(window=2)

    assert window.payer.last_name == "Harbour & Finch Ltd"

    desk.post(address, wish | {"same": "new"})

    assert Folio.objects.filter(stay=folio.stay).count() == 2
    assert Profile.objects.filter(kind=ProfileKind.COMPANY).count() == 1


def test_who_may_not_make_cards_is_refused_by_the_verb_and_sees_no_fields(
    client: Client, house: House, folio: Folio
) -> None:
    cashier = MembershipFactory(hotel=house.hotel, role=Role.CASHIER).user
    client.force_login(cashier)
    page = client.get(url("invoicing:payer", folio.pk))

    assert page.status_code == 200
    assert "company_name" not in page.content.decode()
    with pytest.raises(NotAllowed):
        folios.change_payer(
            folio_id=folio.pk,
            payer=Card(last_name="Harbour", kind=ProfileKind.COMPANY),
            billing_email="",
            actor=Actor.of(cashier),
            now=AT,
        )
