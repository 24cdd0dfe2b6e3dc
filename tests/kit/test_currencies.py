from decimal import Decimal

import pytest
from babel.core import get_global
from babel.numbers import get_currency_precision, get_territory_currencies

from hotelpms.kit.currencies import CURRENCIES, HUNDREDTHS, THOUSANDTHS, WHOLE, digits
from hotelpms.kit.money import Money, format_money

# Legal tender of today, as CLDR has it.
TENDER = {
    code
    for territory in get_global("territory_currencies")
    for code in get_territory_currencies(territory, tender=True)
}


def test_the_table_holds_the_money_of_today_and_nothing_else() -> None:
    assert sorted(TENDER) == list(CURRENCIES)


@pytest.mark.parametrize("codes", [WHOLE, HUNDREDTHS, THOUSANDTHS])
def test_each_currency_stands_once_in_its_place(codes: tuple[str, ...]) -> None:
    assert list(codes) == sorted(set(codes))


def test_no_currency_has_fewer_decimals_than_people_use() -> None:
    assert [code for code in CURRENCIES if digits(code) < get_currency_precision(code)] == []


KNOWN = {
    **dict.fromkeys(("JPY", "ISK", "UGX", "CLP", "XPF"), 0),
    **dict.fromkeys(("EUR", "HUF", "TWD", "RSD", "ALL", "MGA"), 2),
    **dict.fromkeys(("KWD", "BHD", "OMR", "JOD", "TND", "IQD", "LYD"), 3),
}


@pytest.mark.parametrize(("currency", "expected"), KNOWN.items())
def test_digits_are_those_of_iso_4217(currency: str, expected: int) -> None:
    assert digits(currency) == expected


@pytest.mark.parametrize("language", ["en", "es", "tr", "cs"])
def test_hundredths_are_shown_in_every_language(language: str) -> None:
    shown = {code: format_money(Money(Decimal("7.50"), code), language) for code in HUNDREDTHS}

    cut = {code: text for code, text in shown.items() if "7.50" not in text.replace(",", ".")}

    assert cut == {}
