import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotelpms.kit.search.wanted import LONGEST_SEARCH, MOST_WORDS, wanted


def spelt(text: str, country: str = "") -> list[tuple[str, ...]]:
    return [term.spellings for term in wanted(text, country=country).terms]


@pytest.mark.parametrize(
    ("text", "country", "words"),
    [
        ("Ruiz, Ana", "", [("ruiz",), ("ana",)]),
        ("Anne-Marie", "", [("anne",), ("marie",)]),
        ("Müller", "", [("muller", "mueller")]),
        ("Ana.Ruiz@Acme.example", "", [("ana.ruiz@acme.example",)]),
        ("0176 1234 5678", "DE", [("17612345678",)]),
        ("+49 (0)176 1234-5678", "", [("4917612345678",)]),
        ("0049 176 12345678", "", [("4917612345678",)]),
        ("07911 123456", "ES", [("7911123456",)]),
        ("8 912 345-67-89", "RU", [("89123456789", "79123456789")]),
        ("06 1234 5678", "IT", [("612345678",)]),
        ("Ruiz 101", "", [("ruiz",), ("101",)]),
        ("101 102", "", [("101102",)]),
        ("R-0001", "", [("r",), ("0001",)]),
        ("%", "", []),
        ("@", "", []),
    ],
)
def test_each_kind_of_text_is_read(text: str, country: str, words: list[tuple[str, ...]]) -> None:
    found = spelt(text, country)

    assert found == words


def test_a_key_leaves_out_blanks_and_hyphens() -> None:
    assert wanted(" bk-123 45a ").key == "BK12345A"


def test_a_text_is_cut_and_words_are_counted() -> None:
    many = wanted("a " * 1_500)

    assert len(many.text) <= LONGEST_SEARCH
    assert len(many.terms) == MOST_WORDS


def test_a_text_of_signs_alone_is_not_empty() -> None:
    assert not wanted("  ")
    assert wanted("%")
    assert wanted("%").terms == ()


@given(text=st.text(max_size=300), country=st.sampled_from(["", "DE", "TR", "US"]))
def test_any_text_is_safe(text: str, country: str) -> None:
    found = wanted(text, country=country)

    assert all(word and " " not in word for term in found.terms for word in term.spellings)
