import re

import pytest
from django import forms
from django.utils import translation
from django_countries.fields import CountryField

from cardex.forms.cards.countries import PhoneInput, often_first


class Form(forms.Form):
    phone = forms.CharField(required=False)
    country = CountryField(blank=True).formfield()

    def __init__(self, *args: object, home: str = "ES", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget = PhoneInput(country=home)
        often_first(self.fields["country"], home=home)


def phone(**data: object) -> str:
    form = Form(data)
    assert form.is_valid()
    return form.cleaned_data["phone"]


@pytest.mark.parametrize(
    ("country", "typed", "stored"),
    [
        ("ES", "600 12 34 56", "+34600123456"),
        ("GB", "07911 123456", "+447911123456"),
        ("IT", "06 698 1234", "+39066981234"),
        ("ES", "+420 601 123 456", "+420 601 123 456"),
        ("ES", "00420 601 123 456", "00420 601 123 456"),
        ("", "600 12 34 56", "600 12 34 56"),
        ("ES", "", ""),
        ("XX", "600", "600"),
    ],
)
def test_a_number_takes_the_chosen_country_unless_it_says_its_own(
    country: str, typed: str, stored: str
) -> None:
    assert phone(phone=typed, phone_country=country) == stored


def chosen(html: str) -> tuple[str, str]:
    """Return value and short text of the country that is selected."""
    [option] = re.findall(r"<option[^>]*\bselected\b[^>]*>", html)
    [value], [short] = (
        re.findall(r'value="(.*?)"', option),
        re.findall(r'data-short="(.*?)"', option),
    )
    return value, short


def test_a_number_that_cannot_be_keeps_its_country_and_is_shown_as_typed() -> None:
    form = Form({"phone": "12", "phone_country": "GB"})

    html = str(form["phone"])

    assert form["phone"].value() == "+44 12"
    assert 'value="12"' in html
    assert html.count(" selected") == 1
    assert chosen(html) == ("GB", "GB +44")


def test_a_stored_number_is_shown_as_its_country_writes_it() -> None:
    html = str(Form(initial={"phone": "+420601123456"})["phone"])

    assert 'value="601 123 456"' in html
    assert chosen(html) == ("CZ", "CZ +420")


def test_an_empty_number_starts_in_the_hotels_country() -> None:
    html = str(Form(home="TR")["phone"])

    assert chosen(html) == ("TR", "TR +90")


def test_what_an_import_left_is_not_lost() -> None:
    assert 'value="ask at the desk"' in str(Form(initial={"phone": "ask at the desk"})["phone"])


def test_countries_are_named_in_the_language_with_the_own_one_first() -> None:
    with translation.override("es"):
        form = Form(home="CZ", initial={"country": "DE"})
        html = str(form["country"])

    assert html.index("Chequia") < html.index("Alemania") < html.index("Afganistán")
    assert html.count(" selected") == 1
    assert "data-search" in html


def test_a_country_from_either_group_is_taken_and_nonsense_is_not() -> None:
    for code in ("DE", "AF", ""):
        assert Form({"country": code}).is_valid()

    assert not Form({"country": "QQ"}).is_valid()
