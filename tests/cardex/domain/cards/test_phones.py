import pytest

from cardex.domain.cards import phones
from cardex.domain.cards.phones import NotAPhoneNumber, to_e164


@pytest.mark.parametrize(
    ("text", "country", "stored"),
    [
        ("600 123 456", "ES", "+34600123456"),
        ("+420 601-123-456", "ES", "+420601123456"),
        ("00420601123456", "", "+420601123456"),
        ("  ", "ES", ""),
    ],
)
def test_a_number_is_stored_in_its_international_form(text: str, country: str, stored: str) -> None:
    assert to_e164(text, country=country) == stored


@pytest.mark.parametrize(("text", "country"), [("12", "ES"), ("call me", "ES"), ("600123456", "")])
def test_what_can_be_no_number_is_refused(text: str, country: str) -> None:
    with pytest.raises(NotAPhoneNumber):
        to_e164(text, country=country)


@pytest.mark.parametrize(
    ("stored", "country", "national", "international"),
    [
        ("+34600123456", "ES", "600 12 34 56", "+34 600 12 34 56"),
        ("+420601123456", "CZ", "601 123 456", "+420 601 123 456"),
        ("ask at the desk", "", "ask at the desk", "ask at the desk"),
        ("", "", "", ""),
    ],
)
def test_a_stored_number_is_read_again(
    stored: str, country: str, national: str, international: str
) -> None:
    assert phones.parts(stored) == (country, national)
    assert phones.international(stored) == international
