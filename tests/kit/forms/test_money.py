from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.utils import translation

from hotelpms.kit.forms.money import MoneyField, NotAnAmount, read_amount, write_amount


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("en", "1,234.50", "1234.50"),
        ("en", "1,234", "1234"),
        ("en", "1234", "1234"),
        ("en", ".5", None),
        ("en", "12,5", "12.5"),
        ("en", "-12.00", "-12.00"),
        ("en", "−3", "-3"),
        ("en", "1,234,567.8", "1234567.8"),
        ("es", "1.234,50", "1234.50"),
        ("es", "1.234", "1234"),
        ("es", "12.50", "12.50"),
        ("es", "1,234.50", "1234.50"),
        ("cs", "1 234,50", "1234.50"),
        ("cs", "1\u00a0234,5", "1234.5"),
        ("tr", "1.234.567", "1234567"),
        ("en", "1'234.50", "1234.50"),
        ("en", "12a", None),
        ("en", "1,2,3", None),
        ("en", "1.2.3", None),
        ("en", "12,34.5", None),
        ("en", "--5", None),
        ("en", "1e5", None),
        ("en", "٣", None),
    ],
)
def test_an_amount_is_read_as_its_language_writes_it(language: Any, text: Any, amount: Any) -> None:
    if amount is None:
        with pytest.raises(NotAnAmount):
            read_amount(text, language)
    else:
        assert read_amount(text, language) == Decimal(amount)


@pytest.mark.parametrize("language", ["en", "es", "cs", "tr"])
@pytest.mark.parametrize("amount", ["0.00", "-0.05", "1234.50", "999999999999.99"])
def test_what_is_written_is_read_again(language: Any, amount: Any) -> None:
    assert read_amount(write_amount(Decimal(amount), language), language) == Decimal(amount)


class Form(forms.Form):
    amount = MoneyField(min_value=Decimal("0.01"))


def filled(text: Any, currency: str = "EUR") -> Any:
    form = Form({"amount": text})
    form.fields["amount"].in_currency(currency)
    return form


def test_the_field_shows_its_currency_and_writes_the_amount_in_the_language() -> None:
    form = Form(initial={"amount": Decimal("1234.5")})
    form.fields["amount"].in_currency("EUR")

    with translation.override("es"):
        html = str(form["amount"])

    assert "<span>EUR</span>" in html
    assert 'value="1.234,50"' in html
    assert 'inputmode="decimal"' in html


@pytest.mark.parametrize("text", ["EUR 12.50", "12.50 €", "€12.50", "12.5"])
def test_the_currency_may_be_typed(text: Any) -> None:
    form = filled(text)

    assert form.is_valid()
    assert form.cleaned_data["amount"] == Decimal("12.50")


def test_a_wrong_amount_is_answered_with_an_example_and_stays() -> None:
    form = filled("12o")

    assert form.errors["amount"] == ["“12o” is not an amount. Write it such as 1,234.50."]
    assert 'value="12o"' in str(form["amount"])


def test_an_amount_has_the_decimals_of_its_currency() -> None:
    assert filled("12.345").errors["amount"] == ["An amount in EUR has at most 2 decimals."]
    assert filled("12.5", "JPY").errors["amount"] == ["An amount in JPY has no decimals."]
    assert filled("1200", "JPY").is_valid()
    assert filled("12.345", "KWD").is_valid()
    assert filled("12.3456", "KWD").errors["amount"] == ["An amount in KWD has at most 3 decimals."]


def test_the_smallest_amount_of_a_currency_is_above_zero_and_nothing_is_not() -> None:
    field = MoneyField(above_zero=True).in_currency("KWD")

    assert field.clean("0.001") == Decimal("0.001")
    with pytest.raises(forms.ValidationError, match="above zero"):
        field.clean("0")


@pytest.mark.parametrize("text", ["9999999999999", "9" * 40])
def test_an_amount_must_fit_its_column(text: Any) -> None:
    assert not filled(text).is_valid()


@pytest.mark.parametrize(("language", "text"), [("en", "0,500"), ("es", "0.500")])
def test_no_group_begins_with_nothing(language: Any, text: Any) -> None:
    with pytest.raises(NotAnAmount):
        read_amount(text, language)


def test_nothing_typed_is_nothing() -> None:
    assert Form({"amount": " "}).errors["amount"] == ["This field is required."]
