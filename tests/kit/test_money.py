from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotelpms.kit.money import CurrencyMismatch, Money, format_money, quantize


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("10.005", "EUR", "10.01"),
        ("10.015", "EUR", "10.02"),
        ("10.004999", "EUR", "10.00"),
        ("-10.005", "EUR", "-10.01"),
        ("0.5", "JPY", "1"),
        ("1.5", "JPY", "2"),
        ("1.0005", "KWD", "1.001"),
        ("12345.505", "CZK", "12345.51"),
    ],
)
def test_rounding_is_half_up_at_the_digits_of_the_currency(
    amount: Any, currency: Any, expected: Any
) -> None:
    assert quantize(Decimal(amount), currency) == Decimal(expected)
    assert str(Money(Decimal(amount), currency).rounded().amount) == expected


def test_a_float_is_no_amount() -> None:
    with pytest.raises(TypeError, match="float"):
        Money(1.1, "EUR")


def test_a_float_is_no_factor() -> None:
    with pytest.raises(TypeError):
        Money(Decimal(1), "EUR") * 0.1


@pytest.mark.parametrize(
    "deed",
    [
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a == b,
        lambda a, b: a < b,
        lambda a, b: a >= b,
    ],
)
def test_currencies_do_not_mix(deed: Any) -> None:
    with pytest.raises(CurrencyMismatch, match="EUR and CZK"):
        deed(Money(Decimal(1), "EUR"), Money(Decimal(1), "CZK"))


def test_money_is_not_equal_to_a_bare_amount() -> None:
    assert Money(Decimal(1), "EUR") != Decimal(1)


def test_a_sum_starts_at_zero_and_never_rounds() -> None:
    parts = [Money(Decimal("0.1"), "EUR")] * 3 + [Money(Decimal("0.005"), "EUR")]

    assert sum(parts, Money.zero("EUR")) == Money(Decimal("0.305"), "EUR")


def test_arithmetic_keeps_the_currency() -> None:
    price = Money(Decimal("80.50"), "EUR")

    assert price * 3 == Money(Decimal("241.50"), "EUR")
    assert Decimal("0.1") * price == Money(Decimal("8.050"), "EUR")
    assert -price + price == Money.zero("EUR")
    assert abs(-price) == price
    assert (price - price).is_zero
    assert sorted([price, -price]) == [-price, price]


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=4),
    st.decimals(min_value=-(10**9), max_value=10**9, places=4),
)
def test_adding_and_taking_away_again_changes_nothing(first: Any, second: Any) -> None:
    start, step = Money(first, "EUR"), Money(second, "EUR")

    assert start + step - step == start


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_rounding_twice_is_rounding_once(amount: Any) -> None:
    once = Money(amount, "CZK").rounded()

    assert once.rounded() == once
    assert abs(once.amount - amount) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("amount", "currency", "language", "expected"),
    [
        ("1234.5", "EUR", "en", "€1,234.50"),
        ("12345.5", "CZK", "cs", "12\xa0345,50\xa0Kč"),
        ("1234.5", "EUR", "es", "1.234,50\xa0€"),
        ("1.005", "EUR", "cs", "1,01\xa0€"),
        ("1234.5", "TRY", "tr", "₺1.234,50"),
    ],
)
def test_a_reader_sees_money_in_local_form(
    amount: Any, currency: Any, language: Any, expected: Any
) -> None:
    assert format_money(Money(Decimal(amount), currency), language) == expected
