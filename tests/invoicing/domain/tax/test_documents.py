"""The tax of a document is its rate on its own base, rounded once (EN 16931, BR-CO-17; ADR 26)."""

import random
from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotelpms.kit.money import quantize
from invoicing.domain.folios import folios, postings
from invoicing.domain.folios.uninvoiced import rows_of
from invoicing.domain.invoices import invoices
from invoicing.domain.invoices.chain import verify_chain
from invoicing.domain.pages.folio_page import sum_uninvoiced
from invoicing.models import Charge, Folio, Invoice, Series
from tests.factories.invoicing import AT, CLERK, TODAY, House, charge, guest_in_house, open_house

pytestmark = pytest.mark.django_db

CODES = ("MINIBAR", "CITY_TAX", "ROOM")


def issue(folio: Folio) -> Invoice:
    return invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)


def draft_of(folio: Folio) -> Invoice:
    draft, _lines = invoices.draft(folio=folio, business_date=TODAY, actor=CLERK, now=AT)
    return draft


def reverse(made: Charge) -> Charge:
    return postings.reverse_charge(charge_id=made.pk, reason="Wrong", actor=CLERK, now=AT)


def credit(invoice: Invoice) -> Invoice:
    return invoices.credit_note(invoice_id=invoice.pk, reason="Wrong", actor=CLERK, now=AT)


def expected_tax(lines: list[tuple[Decimal, Decimal, Decimal]], house: House) -> Decimal:
    """Return the tax of a document from its lines: rate, net and gross."""
    sums: dict[Decimal, Decimal] = defaultdict(Decimal)
    includes = house.hotel.prices_include_tax
    for percent, net, gross in lines:
        sums[percent] += gross if includes else net
    return sum(
        (
            quantize(base * percent / (100 + percent if includes else 100), house.hotel.currency)
            for percent, base in sums.items()
        ),
        Decimal(0),
    )


def lines_of(invoice: Invoice) -> list[tuple[Decimal, Decimal, Decimal]]:
    return list(invoice.lines.values_list("tax_percent", "net", "gross"))


def test_a_second_invoice_of_a_folio_does_not_carry_the_rounding_of_the_first() -> None:
    house = open_house()
    _stay, folio = guest_in_house(house)
    charge(house, folio, "0.30")
    first = issue(folio)
    charge(house, folio, "0.20")
    second = issue(folio)

    assert (first.tax, second.tax) == (Decimal("0.05"), Decimal("0.03"))


def test_many_small_invoices_of_one_folio_each_have_the_tax_of_their_own_sum() -> None:
    house = open_house()
    _stay, folio = guest_in_house(house)
    taxes = []
    for _ in range(10):
        charge(house, folio, "0.99")
        taxes.append(issue(folio).tax)

    assert taxes == [Decimal("0.17")] * 10


@pytest.mark.parametrize("includes", [True, False])
def test_after_a_correction_what_stays_has_the_tax_of_its_own_sum(includes: bool) -> None:
    house = open_house(prices_include_tax=includes)
    _stay, folio = guest_in_house(house)
    made = [charge(house, folio, "0.12") for _ in range(5)]
    for wrong in (made[0], *made[2:]):
        reverse(wrong)
    shown = draft_of(folio)
    owed = folios.balance(folio_id=folio.pk).amount
    invoice = issue(folio)

    tax = Decimal("0.02") if includes else Decimal("0.03")
    assert (invoice.tax, len(lines_of(invoice))) == (tax, 1)
    assert (shown.tax, shown.total) == (invoice.tax, invoice.total)
    assert owed == invoice.total == folios.balance(folio_id=folio.pk).amount


def test_a_corrected_line_takes_its_rounding_along() -> None:
    house = open_house(prices_include_tax=False)
    _stay, folio = guest_in_house(house)
    made = [charge(house, folio, "0.12") for _ in range(5)]
    for wrong in (made[0], *made[2:], made[1]):
        reverse(wrong)

    assert folios.balance(folio_id=folio.pk).is_zero
    assert not rows_of([folio.pk]).exists()
    assert Charge.objects.filter(rounds__isnull=False).exists()


def test_a_rounding_is_not_corrected_by_itself() -> None:
    house = open_house(prices_include_tax=False)
    _stay, folio = guest_in_house(house)
    made = [charge(house, folio, "0.12") for _ in range(5)]
    for wrong in (made[0], *made[2:]):
        reverse(wrong)
    rounding = Charge.objects.filter(rounds__isnull=False).first()

    assert rounding is not None
    with pytest.raises(postings.AlreadyReversed):
        reverse(rounding)


@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD"])
@pytest.mark.parametrize("includes", [True, False])
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**6))
def test_whatever_happens_documents_folio_and_ledger_agree(
    currency: str, includes: bool, seed: int
) -> None:
    dice = random.Random(seed)
    house = open_house(currency=currency, prices_include_tax=includes)
    _stay, folio = guest_in_house(house)
    for _ in range(10):
        play(house, folio, dice)
        left = list(rows_of([folio.pk]).values_list("tax_percent", "net", "gross"))
        tax = sum(rows_of([folio.pk]).values_list("tax", flat=True), Decimal(0))
        shown = draft_of(folio)

        assert tax == expected_tax(left, house) == shown.tax
        assert shown.total == sum_uninvoiced([folio.pk], currency)

    documents = Invoice.objects.filter(folio=folio)
    for document in documents:
        assert document.tax == expected_tax(lines_of(document), house)
        assert document.net + document.tax == document.total
    documented = sum(documents.values_list("total", flat=True), Decimal(0))
    waiting = sum_uninvoiced([folio.pk], currency)

    assert documented + waiting == folios.balance(folio_id=folio.pk).amount
    assert [verify_chain(pk) for pk in Series.objects.values_list("pk", flat=True)] == [
        [] for _ in Series.objects.all()
    ]


def play(house: House, folio: Folio, dice: random.Random) -> None:
    """Post, correct, give an allowance, invoice or credit, as the dice fall."""
    deed = dice.choice(["post"] * 4 + ["correct"] * 2 + ["allowance", "invoice", "credit"])
    places = {"JPY": 0, "EUR": 2, "KWD": 3}[house.hotel.currency]
    amount = str(Decimal(dice.randint(1, 999)).scaleb(-places))
    if deed in ("post", "allowance"):
        charge(house, folio, amount if deed == "post" else f"-{amount}", code=dice.choice(CODES))
        return
    try:
        if deed == "correct":
            reverse(dice.choice(list(Charge.objects.filter(folio=folio))))
        elif deed == "invoice":
            issue(folio)
        else:
            credit(dice.choice(list(Invoice.objects.filter(folio=folio))))
    except (IndexError, postings.AlreadyReversed, postings.ChargeIsInvoiced):
        pass
    except (invoices.NothingToInvoice, invoices.NegativeInvoice, invoices.AlreadyCredited):
        pass
