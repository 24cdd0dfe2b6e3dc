"""Words by their beginnings, in any order and without accents; and the verb before a name."""

from hotelpms.desk.domain.palette import Group, Item, fitting, without_verb

GROUPS = [
    Group("New", [Item("Reservation", "plus"), Item("Guest or company", "plus", words="card")]),
    Group(
        "Go to", [Item("Reservations", "book"), Item("Night closing", "moon", words="close day")]
    ),
    Group("Jazyk", [Item("Čeština", "languages", words="Czech cs")]),
]


def labels(text: str, **options: int) -> list[str]:
    return [item.label for group in fitting(GROUPS, text, **options) for item in group.items]


def test_the_beginnings_of_words_find_in_any_order() -> None:
    assert labels("clos ni") == ["Night closing"]
    assert labels("igh") == []


def test_accents_and_capitals_do_not_matter() -> None:
    assert labels("ces") == ["Čeština"]
    assert labels("ČEŠT") == ["Čeština"]


def test_the_head_of_the_group_and_other_words_find_too() -> None:
    assert labels("new res") == ["Reservation"]
    assert labels("card") == ["Guest or company"]


def test_those_whose_label_fits_come_before_those_whose_other_words_do() -> None:
    assert labels("c") == ["Guest or company", "Night closing", "Čeština"]
    assert labels("cz") == ["Čeština"]


def test_every_word_has_to_fit() -> None:
    assert labels("night nobody") == []


def test_only_so_many_are_shown() -> None:
    assert labels("res", limit=1) == ["Reservation"]


def test_a_text_may_begin_with_a_deed() -> None:
    assert without_verb("check IN  ruiz ana", ["Check in", "Check out"]) == ("Check in", "ruiz ana")
    assert without_verb("giriş yap çelik", ["Giriş yap"]) == ("Giriş yap", "celik")


def test_a_deed_without_anybody_is_no_deed_yet() -> None:
    assert without_verb("check in", ["Check in"]) == ("", "check in")
    assert without_verb("ruiz", ["Check in"]) == ("", "ruiz")
