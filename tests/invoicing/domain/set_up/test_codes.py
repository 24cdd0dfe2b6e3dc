"""What postings stand on stays; the rest of a code may change at any time."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hotelpms.kit.models import AuditEntry
from invoicing.domain.set_up.codes import UsedBefore, is_used, keep, kept_fields
from invoicing.models import ChargeCode, PaymentMethod, TaxRate
from tests.factories.invoicing import AT, CLERK, House, charge, guest_in_house, pay

pytestmark = pytest.mark.django_db


def kept(row: Any) -> dict[str, Any]:
    return keep(row=row, hotel_id=row.hotel_id, actor=CLERK, now=AT)


def rows(house: House) -> list[Any]:
    return [
        TaxRate.objects.get(hotel=house.hotel, code="STANDARD"),
        house.code("SPA"),
        house.method("CASH"),
    ]


def use(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "10.00", code="SPA")
    pay(house, folio, "10.00", method="CASH")


CHANGES = [
    (0, "percent", Decimal(10), "Make a new tax and give it"),
    (1, "kind", "board", "This charge code was used"),
    (1, "code", "WELLNESS", "This charge code was used"),
    (2, "kind", "credit", "Payments were taken by this method"),
]


@pytest.mark.parametrize(("row", "field", "value", "why"), CHANGES)
def test_before_its_first_use_a_row_changes_and_afterwards_it_says_what_to_do(
    house: House, row: int, field: str, value: Any, why: str
) -> None:
    changed = rows(house)[row]
    before = getattr(changed, field)
    setattr(changed, field, value)
    assert list(kept(changed)) == [field]
    setattr(changed, field, before)
    kept(changed)
    assert not is_used(changed)

    use(house)
    setattr(changed, field, value)

    with pytest.raises(UsedBefore, match=why) as refused:
        kept(changed)

    assert refused.value.field == field
    assert field in kept_fields(changed)
    assert getattr(rows(house)[row], field) == before


@pytest.mark.parametrize("row", range(3))
def test_names_and_whether_it_is_active_change_after_the_use(house: House, row: int) -> None:
    use(house)
    changed = rows(house)[row]
    changed.name, changed.is_active = "Another name", False

    kept(changed)

    found = rows(house)[row]
    assert (found.name, found.is_active) == ("Another name", False)
    entry = AuditEntry.objects.latest("pk")
    assert entry.data["is_active"] == ["True", "False"]


def test_a_used_code_may_get_another_tax(house: House) -> None:
    use(house)
    code = house.code("SPA")
    code.tax = TaxRate.objects.create(
        hotel=house.hotel, code="NEW", name="New", percent=Decimal("5.5")
    )

    assert list(kept(code)) == ["tax"]
    _stay, folio = guest_in_house(house)
    assert charge(house, folio, "10.00", code="SPA").tax_percent == Decimal("5.5")


def test_a_new_row_is_made_with_a_line_in_the_trail(house: House) -> None:
    tax = TaxRate(hotel=house.hotel, code="LOW", name="Low", percent=Decimal(5))
    kept(tax)
    code = ChargeCode(hotel=house.hotel, code="BIKE", name="Bicycle", kind="extra", tax=tax)
    kept(code)
    kept(PaymentMethod(hotel=house.hotel, code="COIN", name="Coins", kind="cash"))

    assert house.code("BIKE").tax == tax
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions)[-3:] == [
        "taxrate.created",
        "chargecode.created",
        "paymentmethod.created",
    ]


def test_the_database_keeps_the_per_cent_of_a_used_tax(house: House) -> None:
    taxes = TaxRate.objects.filter(hotel=house.hotel, code="STANDARD")
    taxes.update(percent=22)
    taxes.update(percent=21)
    use(house)
    taxes.update(name="Full")

    with (
        pytest.raises(IntegrityError, match="a_used_tax_keeps_its_percent"),
        transaction.atomic(),
    ):
        taxes.update(percent=22)
    TaxRate.objects.filter(hotel=house.hotel, code="EXEMPT").update(percent=1)

    assert taxes.get().percent == 21
