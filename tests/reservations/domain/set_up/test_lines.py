"""Rooms as people write them."""

import pytest

from reservations.domain.set_up.lines import floor_of, read


@pytest.mark.parametrize(
    ("line", "numbers", "type_text", "features"),
    [
        ("101-104 double", "101 102 103 104", "double", ()),
        ("101 – 103 double, sea view, bath", "101 102 103", "double", ("sea view", "bath")),
        ("201, 203,205 single", "201 203 205", "single", ()),
        ("201 203 205 single", "201 203 205", "single", ()),
        ("301-309/2 twin", "301 303 305 307 309", "twin", ()),
        ("098-101 DBL", "098 099 100 101", "DBL", ()),
        ("A101-103; B7 suite", "A101 A102 A103 B7", "suite", ()),
        ("1a-3a hab. doble", "1a 2a 3a", "hab. doble", ()),
        ("5 2-bed room", "5", "2-bed room", ()),
        ("12 Büyük oda, deniz  manzaralı,, ", "12", "Büyük oda", ("deniz manzaralı",)),
        ("101, double, balcony, balcony", "101", "double", ("balcony",)),
    ],
)
def test_a_line_is_read(line: str, numbers: str, type_text: str, features: tuple[str, ...]) -> None:
    (typed,) = read(f"\n  {line}\n")

    assert typed.faults == ()
    assert " ".join(typed.numbers) == numbers
    assert (typed.type_text, typed.features) == (type_text, features)
    assert typed.position == 2


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("double 101", "Begin the line with room numbers"),
        ("101-120", "Write the room type behind the numbers."),
        ("101,", "Write the room type behind the numbers."),
        ("120-101 double", "120-101 is no range"),
        ("A1-B3 double", "A1-B3 is no range"),
        ("1-9/0 double", "1-9/0 is no range"),
        ("1-999999 double", "1-999999 is too long."),
        (f"101 {'d' * 81}", "A name has at most 80 letters."),
    ],
)
def test_what_cannot_be_read_is_said(line: str, fault: str) -> None:
    (typed,) = read(line)

    assert len(typed.faults) == 1
    assert typed.faults[0].startswith(fault)


@pytest.mark.parametrize(
    ("number", "floor"),
    [("101", "1"), ("1204", "12"), ("007", "0"), ("0101", "1"), ("12", ""), ("A305b", "3")],
)
def test_the_floor_stands_in_the_number(number: str, floor: str) -> None:
    assert floor_of(number) == floor
