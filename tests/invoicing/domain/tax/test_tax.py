"""The tax of a line: a table of cases, and what holds after any sequence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotelpms.kit.money import quantize
from invoicing.domain.tax.tax import NOTHING, Amounts, line_amounts, total

amounts = st.decimals(
    min_value=Decimal("-9999.99"), max_value=Decimal("9999.99"), places=2, allow_nan=False
)
percents = st.sampled_from([Decimal(p) for p in ("0", "5", "7.7", "10", "12", "15", "21", "25.5")])


def line(amount: str, percent: str, *, includes: bool, so_far: Amounts = NOTHING) -> Amounts:
    return line_amounts(
        amount=Decimal(amount),
        percent=Decimal(percent),
        prices_include_tax=includes,
        so_far=so_far,
        currency="EUR",
    )


def of(net: str, tax: str, gross: str) -> Amounts:
    return Amounts(Decimal(net), Decimal(tax), Decimal(gross))


@pytest.mark.parametrize(
    ("amount", "percent", "includes", "expected"),
    [
        ("121.00", "21", True, of("100.00", "21.00", "121.00")),
        ("100.00", "21", True, of("82.64", "17.36", "100.00")),
        ("100.00", "21", False, of("100.00", "21.00", "121.00")),
        ("-100.00", "21", True, of("-82.64", "-17.36", "-100.00")),
        ("-100.00", "21", False, of("-100.00", "-21.00", "-121.00")),
        ("0.50", "21", False, of("0.50", "0.11", "0.61")),  # 0.105 goes up
        ("-0.50", "21", False, of("-0.50", "-0.11", "-0.61")),  # and down, away from zero
        ("0.10", "5", False, of("0.10", "0.01", "0.11")),  # 0.005 goes up
        ("49.90", "0", True, of("49.90", "0.00", "49.90")),
        ("0.00", "21", True, of("0.00", "0.00", "0.00")),
        ("10.005", "0", True, of("10.01", "0.00", "10.01")),
    ],
)
def test_a_line_alone_is_rounded_half_up(
    amount: str, percent: str, includes: bool, expected: Amounts
) -> None:
    assert line(amount, percent, includes=includes) == expected


def test_an_amount_of_zero_mends_no_cent_of_earlier_lines() -> None:
    drifted = of("0.25", "0.05", "0.30")  # 0.30 with 21 % inside is 0.05207 of tax

    assert (
        line("0.00", "21", includes=True, so_far=drifted + of("-0.01", "0.01", "0.00")) == NOTHING
    )


def test_a_hundred_small_lines_carry_the_tax_of_their_sum() -> None:
    posted = NOTHING
    for _ in range(100):
        posted += line("0.10", "21", includes=False, so_far=posted)

    assert posted == of("10.00", "2.10", "12.10")


def test_a_currency_without_cents_has_whole_tax() -> None:
    made = line_amounts(
        amount=Decimal(1000),
        percent=Decimal("7.7"),
        prices_include_tax=True,
        so_far=NOTHING,
        currency="JPY",
    )

    assert made == of("929", "71", "1000")


@given(percent=percents, sequence=st.lists(amounts, max_size=40))
def test_without_tax_inside_the_tax_posted_is_the_rounded_tax_of_the_sum(
    percent: Decimal, sequence: list[Decimal]
) -> None:
    posted = NOTHING
    for amount in sequence:
        posted += line(str(amount), str(percent), includes=False, so_far=posted)

    assert posted.net == sum(sequence, Decimal(0))
    assert posted.tax == quantize(posted.net * percent / 100, "EUR")
    assert posted.gross == posted.net + posted.tax


@given(percent=percents, sequence=st.lists(amounts, max_size=40))
def test_with_tax_inside_the_tax_posted_is_the_rounded_share_of_the_sum(
    percent: Decimal, sequence: list[Decimal]
) -> None:
    posted = NOTHING
    for amount in sequence:
        posted += line(str(amount), str(percent), includes=True, so_far=posted)

    assert posted.gross == sum(sequence, Decimal(0))
    assert posted.tax == quantize(posted.gross * percent / (100 + percent), "EUR")
    assert posted.net == posted.gross - posted.tax


@given(percent=percents, sequence=st.lists(amounts, min_size=2, max_size=20), data=st.data())
def test_a_mirror_takes_exactly_its_line_and_the_next_line_carries_the_cent(
    percent: Decimal, sequence: list[Decimal], data: st.DataObject
) -> None:
    lines: list[Amounts] = []
    for amount in sequence:
        lines.append(line(str(amount), str(percent), includes=True, so_far=total(lines)))
    before = total(lines)
    mirrored = data.draw(st.sampled_from(lines))
    lines.append(-mirrored)

    assert total(lines) + mirrored == before

    lines.append(line("33.33", str(percent), includes=True, so_far=total(lines)))
    posted = total(lines)

    assert posted.tax == quantize(posted.gross * percent / (100 + percent), "EUR")
