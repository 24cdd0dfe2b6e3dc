"""M13: a sentence is kept with its figures and said in the language of whoever reads it."""

import json
from datetime import date
from decimal import Decimal

import pytest

from hotelpms.kit.languages import speaking
from hotelpms.kit.money import Money
from hotelpms.kit.sayings import Saying, counted, said

EUROS = Money(Decimal("33.50"), "EUR")
OPEN = said("%(guest)s has left, but %(amount)s is open on the folio.", guest="Ana", amount=EUROS)


def kept(saying: Saying) -> Saying:
    """The saying after it was stored and read again."""
    return Saying.of_row(json.loads(json.dumps(saying.as_row())))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Ana has left, but €33.50 is open on the folio."),
        ("es", "33,50"),
        ("tr", "€33,50"),
    ],
)
def test_it_is_said_in_the_language_of_the_reader(language: str, sentence: str) -> None:
    with speaking(language, "ES"):
        assert sentence in str(kept(OPEN))


def test_one_and_several_have_their_forms() -> None:
    assert str(kept(counted("%(n)d mail", "%(n)d mails", 1))) == "1 mail"
    assert str(kept(counted("%(n)d mail", "%(n)d mails", 6))) == "6 mails"
    with speaking("cs", "CZ"):
        assert str(kept(counted("%(n)d mail", "%(n)d mails", 6))) != "6 mails"


def test_dates_and_other_sayings_are_values_too() -> None:
    inner = said("A deposit of %(amount)s.", amount=EUROS)
    saying = Saying("On %(date)s: %(what)s", {"date": date(2027, 5, 10), "what": inner})

    with speaking("en", "ES"):
        assert str(kept(saying)) == "On 10 May 2027: A deposit of €33.50."


def test_a_text_of_a_former_version_is_said_as_it_stands() -> None:
    assert str(Saying.of_row("25 of 40 rooms, 62 % of them")) == "25 of 40 rooms, 62 % of them"
    assert str(Saying.of_row("")) == ""
