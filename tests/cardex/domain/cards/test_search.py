import pytest

from cardex.domain.cards import search
from hotelpms.kit.search.wanted import wanted
from tests.factories.cardex import CompanyFactory, ProfileFactory

pytestmark = pytest.mark.django_db


def names(text: str, *, country: str = "", kind: str | None = None, limit: int = 20) -> list[str]:
    found = search.find(wanted(text, country=country), kind=kind, limit=limit)
    return [profile.full_name for profile in found]


def test_the_order_of_the_words_does_not_matter() -> None:
    ProfileFactory(first_name="Ana", last_name="Núñez Ávila")

    assert names("avila ana") == names("ANA Ávila") == ["Ana Núñez Ávila"]


def test_parts_of_words_find() -> None:
    ProfileFactory(first_name="Ana", last_name="Núñez")

    assert names("nun an") == ["Ana Núñez"]


def test_one_wrong_letter_still_finds() -> None:
    ProfileFactory(first_name="Ana", last_name="Fernandez")
    ProfileFactory(first_name="Ivo", last_name="Novak")

    assert names("Fernandes") == ["Ana Fernandez"]
    assert names("Fermandez ana") == ["Ana Fernandez"]
    assert names("Zzyzx") == []


def test_a_phone_is_found_as_it_is_spoken() -> None:
    ProfileFactory(first_name="Ana", last_name="Ruiz", phone="+34600123456")

    assert names("600 123 456") == names("+34 600123456") == names("0034 600") == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("text", "country", "phone"),
    [
        ("0176 1234 5678", "DE", "+4917612345678"),
        ("0176-12345678", "ES", "+4917612345678"),
        ("+49 (0)176 12345678", "", "+4917612345678"),
        ("0049 176 12345678", "", "+4917612345678"),
        ("176 1234", "DE", "+4917612345678"),
        ("07911 123456", "GB", "+447911123456"),
        ("07911 123 456", "ES", "+447911123456"),
        ("8 912 345-67-89", "RU", "+79123456789"),
        ("0532 123 45 67", "TR", "+905321234567"),
        ("06 1234 5678", "IT", "+390612345678"),
    ],
)
def test_a_phone_is_found_as_people_say_it(text: str, country: str, phone: str) -> None:
    ProfileFactory(first_name="Ana", last_name="Ruiz", phone=phone)
    ProfileFactory(first_name="Ivo", last_name="Novak", phone="+420777123456")

    assert names(text, country=country) == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("last_name", "texts"),
    [
        ("O’Brien", ["O'Brien", "obrien", "O’BRIEN", "o brien"]),
        ("OBrien", ["O'Brien", "O´Brien"]),
        ("Anne-Marie", ["anne marie", "annemarie", "Anne‑Marie"]),
        ("Annemarie", ["Anne-Marie", "anne marie"]),
        ("Anne Marie", ["Annemarie", "anne-marie"]),
        ("de la Cruz", ["delacruz", "de la cruz", "cruz"]),
        ("Delacruz", ["de la Cruz"]),
        ("İpek Işık", ["ipek ISIK", "Ipek ışık", "İPEK"]),
        ("Müller", ["muller", "Mueller", "MÜLLER"]),
        ("Mueller", ["Müller", "mueller"]),
        ("Groß", ["gross", "GROSS", "groß"]),
        ("Çelik", ["celik", "Çelk", "Çelki"]),
        ("Ruiz", ["Ruis", "Ruzi", "Riuz", "Uriz", "Ruz", "Ruizz", "ruiz"]),
        ("李小龙", ["李", "小龙", "李小龙"]),
        ("X", ["x", "X"]),
    ],
)
def test_a_name_is_found_as_people_write_it(last_name: str, texts: list[str]) -> None:
    ProfileFactory(first_name="", last_name=last_name, email="")
    ProfileFactory(first_name="Beth", last_name="Tamblyn", email="")

    assert {text: names(text) for text in texts} == {text: [last_name] for text in texts}


def test_a_short_name_stands_before_longer_ones_that_begin_with_it() -> None:
    for number in range(3):
        ProfileFactory(first_name="Lisa", last_name=f"Limmer{number}", stay_count=9)
    ProfileFactory(first_name="", last_name="Li")

    assert names("li", limit=2)[0] == "Li"


def test_short_words_begin_a_word() -> None:
    ProfileFactory(first_name="Ana", last_name="Ruiz", email="")
    ProfileFactory(first_name="Uli", last_name="Ohm", email="")

    assert names("u") == ["Uli Ohm"]
    assert names("r a") == ["Ana Ruiz"]


def test_a_typo_among_the_words_still_finds_and_another_name_does_not() -> None:
    ProfileFactory(first_name="Ana", last_name="Ruiz", email="")

    assert names("ana ruis") == names("Ruis Ana") == ["Ana Ruiz"]
    assert names("ivo ruis") == names("reis") == names("ruizes") == []


def test_numbers_and_references_are_found_with_and_without_signs() -> None:
    ProfileFactory(first_name="Ana", last_name="Ruiz", tax_id="ES B-123456", external_ref="K/77-8")

    for text in ("B123456", "b-123456", "esb123456", "K/77-8", "k778"):
        assert names(text) == ["Ana Ruiz"], text


@pytest.mark.parametrize("text", ["a " * 1_500, "word " * 500, "\\", "1" * 5_000, "@" * 100])
def test_no_text_is_too_long(text: str) -> None:
    ProfileFactory(first_name="Ana", last_name="Ruiz")

    assert names(text) in ([], ["Ana Ruiz"])


def test_an_email_is_found() -> None:
    ProfileFactory(first_name="Ana", last_name="Ruiz", email="reception@acme.example")

    assert names("Reception@acme") == ["Ana Ruiz"]


def test_a_kind_narrows_the_search_down() -> None:
    ProfileFactory(first_name="", last_name="Acme")
    CompanyFactory(last_name="Acme Ltd")

    assert names("acme", kind="company") == ["Acme Ltd"]


def test_guests_who_stay_often_come_first_and_the_limit_holds() -> None:
    ProfileFactory(first_name="A", last_name="Ruiz", stay_count=1)
    ProfileFactory(first_name="B", last_name="Ruiz", stay_count=5)
    ProfileFactory(first_name="C", last_name="Ruiz", stay_count=3)

    assert names("ruiz", limit=2) == ["B Ruiz", "C Ruiz"]


def test_nothing_typed_finds_nothing() -> None:
    ProfileFactory()

    assert names("  ") == []


def test_signs_of_the_query_language_are_letters_like_others() -> None:
    ProfileFactory(first_name="Ana", last_name="Ruiz")

    assert names("%") == names("_") == names("'; --") == []
