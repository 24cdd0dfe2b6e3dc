import pytest

from cardex.domain.cards import search
from tests.factories.cardex import CompanyFactory, ProfileFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  Núñez   DE Ávila ", "nunez de avila"),
        ("Işık İpek", "isik ipek"),
        ("Straße", "strasse"),
        ("Łódź Ørsted", "lodz orsted"),
        ("Dvořák", "dvorak"),
    ],
)
def test_accents_and_case_do_not_matter(text: str, plain: str) -> None:
    assert search.normalise(text) == plain


def names(text: str, **options: object) -> list[str]:
    return [profile.full_name for profile in search.find(text=text, **options)]


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
