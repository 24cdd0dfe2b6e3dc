from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hotelpms.kit.models import AuditEntry
from invoicing.domain.folios import folios, postings
from invoicing.domain.invoices import invoices
from invoicing.models import Charge, ChargeCode
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    charge,
    check_out,
    guest_in_house,
    open_house,
    pay,
)

pytestmark = pytest.mark.django_db


def test_a_charge_is_posted_on_the_business_date_with_its_tax(house: House) -> None:
    _stay, folio = guest_in_house(house)
    made = postings.post_charge(
        folio_id=folio.pk,
        code_id=house.code("MINIBAR").pk,
        unit_price=Decimal("6.05"),
        quantity=2,
        description="Two beers",
        actor=CLERK,
        now=AT,
    )
    made.refresh_from_db()

    assert (made.net, made.tax, made.gross) == (
        Decimal("10.00"),
        Decimal("2.10"),
        Decimal("12.10"),
    )
    assert (made.business_date, made.posted_at, made.posted_by) == (TODAY, AT, "Clerk")
    assert (made.description, made.quantity) == ("Two beers", Decimal("2.00"))
    assert made.unit_price == Decimal("6.05")
    assert folios.balance(folio_id=folio.pk).amount == Decimal("12.10")

    entry = AuditEntry.objects.get(action="charge.posted")

    assert entry.data["gross"] == "12.10"


def test_a_hotel_without_tax_in_its_prices_adds_it() -> None:
    house = open_house(prices_include_tax=False)
    _stay, folio = guest_in_house(house)
    made = charge(house, folio, "10.00")

    assert (made.net, made.tax, made.gross) == (
        Decimal("10.00"),
        Decimal("2.10"),
        Decimal("12.10"),
    )


def test_the_same_request_posts_once(house: House) -> None:
    _stay, folio = guest_in_house(house)
    twice = [
        postings.post_charge(
            folio_id=folio.pk,
            code_id=house.code("MINIBAR").pk,
            unit_price=Decimal("5.00"),
            actor=CLERK,
            now=AT,
            request_key="a-click",
        )
        for _ in range(2)
    ]

    assert twice[0] == twice[1]
    assert Charge.objects.count() == 1


def test_tax_is_carried_per_folio_and_rate(house: House) -> None:
    _stay, folio = guest_in_house(house)
    for _ in range(3):
        charge(house, folio, "0.10")
        charge(house, folio, "0.10", code="CITY_TAX")
    taxes = list(
        Charge.objects.filter(code__code="MINIBAR").order_by("id").values_list("tax", flat=True)
    )

    # 0.10, 0.20 and 0.30 with 21 % inside hold 0.0174, 0.0347 and 0.0521 of tax.
    assert taxes == [Decimal("0.02"), Decimal("0.01"), Decimal("0.02")]
    assert set(Charge.objects.filter(code__code="CITY_TAX").values_list("tax", flat=True)) == {
        Decimal("0.00")
    }


def test_a_correction_is_the_exact_mirror(house: House) -> None:
    _stay, folio = guest_in_house(house)
    made = charge(house, folio, "99.99")
    mirror = postings.reverse_charge(charge_id=made.pk, reason="Wrong room", actor=CLERK, now=AT)

    assert (mirror.net, mirror.tax, mirror.gross, mirror.tax_percent) == (
        -made.net,
        -made.tax,
        -made.gross,
        made.tax_percent,
    )
    assert (mirror.reverses, mirror.reason, mirror.quantity) == (made, "Wrong room", -1)
    assert folios.balance(folio_id=folio.pk).is_zero


@pytest.mark.parametrize("again", ["original", "mirror"])
def test_a_line_is_corrected_once_and_a_correction_never(house: House, again: str) -> None:
    _stay, folio = guest_in_house(house)
    made = charge(house, folio, "99.99")
    mirror = postings.reverse_charge(charge_id=made.pk, reason="Wrong", actor=CLERK, now=AT)
    target = made if again == "original" else mirror
    with pytest.raises(postings.AlreadyReversed):
        postings.reverse_charge(charge_id=target.pk, reason="Again", actor=CLERK, now=AT)

    assert Charge.objects.count() == 2


def test_a_correction_says_why(house: House) -> None:
    _stay, folio = guest_in_house(house)
    made = charge(house, folio, "9.00")
    with pytest.raises(postings.ReasonMissing):
        postings.reverse_charge(charge_id=made.pk, reason="  ", actor=CLERK, now=AT)


def test_a_charge_on_an_issued_invoice_is_not_corrected(house: House) -> None:
    _stay, folio = guest_in_house(house)
    made = charge(house, folio, "9.00")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    with pytest.raises(postings.ChargeIsInvoiced) as refusal:
        postings.reverse_charge(charge_id=made.pk, reason="Wrong", actor=CLERK, now=AT)

    assert invoice.full_number in str(refusal.value)


def test_nothing_is_posted_to_a_closed_folio(house: House) -> None:
    stay, folio = guest_in_house(house)
    check_out(house, stay)
    with pytest.raises(folios.FolioClosed):
        charge(house, folio, "9.00")


def test_zero_is_not_a_charge(house: House) -> None:
    _stay, folio = guest_in_house(house)
    with pytest.raises(postings.NothingToPost):
        charge(house, folio, "0.00")


def test_a_code_of_another_hotel_is_not_found(house: House) -> None:
    _stay, folio = guest_in_house(house)
    foreign = open_house()
    with pytest.raises(ChargeCode.DoesNotExist):
        charge(foreign, folio, "9.00")


def test_the_database_refuses_to_change_or_delete_what_was_posted(house: House) -> None:
    _stay, folio = guest_in_house(house)
    made, paid = charge(house, folio, "9.00"), pay(house, folio, "9.00")
    for rows in (
        lambda: Charge.objects.filter(pk=made.pk).update(description="Other"),
        lambda: Charge.objects.filter(pk=made.pk).delete(),
        lambda: type(paid).objects.filter(pk=paid.pk).update(amount=1),
        lambda: type(paid).objects.filter(pk=paid.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows()


def test_posting_takes_few_queries(
    house: House, django_assert_num_queries: Callable[..., Any]
) -> None:
    _stay, folio = guest_in_house(house)
    code = house.code("MINIBAR")
    # savepoint and its release; folio's hotel, day, folio, code, sums, insert, trail, letters
    with django_assert_num_queries(9):
        postings.post_charge(
            folio_id=folio.pk, code_id=code.pk, unit_price=Decimal(5), actor=CLERK, now=AT
        )
