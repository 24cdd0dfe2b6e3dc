import pytest

from hotelpms.kit.search.plain import LONGEST_KEY, joined, natural_key, normalise, sort_key


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  Núñez   DE Ávila ", "nunez de avila"),
        ("Işık İpek", "isik ipek"),
        ("IŞIK", "isik"),
        ("Straße", "strasse"),
        ("Łódź Ørsted", "lodz orsted"),
        ("Dvořák", "dvorak"),
        ("O’Brien O'Brien OʼBrien", "obrien obrien obrien"),
        ("Saint-Exupéry", "saint exupery"),
        ("J. R. Ewing & Co.", "j r ewing co"),
        ("ﬁ ℡", "fi tel"),
        ("Ивано́в", "иванов"),
        ("'%_-", ""),
    ],
)
def test_accents_capitals_and_signs_do_not_matter(text: str, plain: str) -> None:
    assert normalise(text) == plain


def test_a_name_is_held_in_all_its_spellings() -> None:
    assert joined("Anne-Marie") == ["anne", "marie", "annemarie"]
    assert joined("Müller") == ["muller", "mueller"]
    assert joined("–") == []


def test_names_are_sorted_as_people_expect() -> None:
    people = ["Zeman", "Åberg", "Çelik", "Cook", "Čapek", "Öztürk", "Oak", "de Wit", "Dean"]

    found = sorted(people, key=sort_key)

    assert found == ["Åberg", "Čapek", "Çelik", "Cook", "de Wit", "Dean", "Oak", "Öztürk", "Zeman"]


def test_the_last_name_decides_before_the_first() -> None:
    people = [("Celik", "Zoe"), ("Çelik", "Ana"), ("Cel", "Zoe"), ("Cel ik", "Ana")]

    found = sorted(people, key=lambda names: sort_key(*names))

    assert found == [("Cel", "Zoe"), ("Cel ik", "Ana"), ("Çelik", "Ana"), ("Celik", "Zoe")]


def test_a_key_fits_into_an_index() -> None:
    assert len(sort_key("ﷺ" * 150, "ﷺ" * 100)) == LONGEST_KEY


def test_numbers_with_letters_are_sorted_as_people_count() -> None:
    numbers = ["A10", "101", "9", "10", "A2", "101A", "", "9b"]

    assert sorted(numbers, key=natural_key) == ["", "9", "9b", "10", "101", "101A", "A2", "A10"]
