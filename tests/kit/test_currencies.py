from decimal import Decimal

import pytest
from babel.core import get_global
from babel.numbers import get_currency_precision, get_territory_currencies

from hotelpms.kit.currencies import HUNDREDTHS, digits
from hotelpms.kit.money import Money, format_money

# Legal tender of today, as CLDR has it.
TENDER = {
    code
    for territory in get_global("territory_currencies")
    for code in get_territory_currencies(territory, tender=True)
}


def test_each_currency_of_the_list_is_money_somewhere_today() -> None:
    assert sorted(set(HUNDREDTHS) - TENDER) == []
    assert list(HUNDREDTHS) == sorted(set(HUNDREDTHS))


def test_no_currency_that_all_count_in_hundredths_is_forgotten() -> None:
    in_hundredths = {code for code in TENDER if get_currency_precision(code) == 2}

    assert sorted(in_hundredths - set(HUNDREDTHS)) == []


@pytest.mark.parametrize(("currency", "expected"), [("EUR", 2), ("RSD", 2), ("JPY", 0), ("KWD", 3)])
def test_digits_are_those_of_iso_4217(currency: str, expected: int) -> None:
    assert digits(currency) == expected


@pytest.mark.parametrize("language", ["en", "es", "tr", "cs"])
def test_hundredths_are_shown_in_every_language(language: str) -> None:
    shown = {code: format_money(Money(Decimal("7.50"), code), language) for code in HUNDREDTHS}

    cut = {code: text for code, text in shown.items() if "7.50" not in text.replace(",", ".")}

    assert cut == {}
