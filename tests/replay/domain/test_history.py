from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hotelpms.replay.domain.history import Ending, country_code, read
from hotelpms.replay.domain.table import NotAHistory
from reservations.enums import Board, Guarantee
from tests.replay.writing import history_text, write_history


def test_a_row_is_read_with_its_types(tmp_path: Path) -> None:
    file = write_history(
        tmp_path / "h.csv.gz",
        {
            "lead_time": 40,
            "stays_in_weekend_nights": 2,
            "stays_in_week_nights": 5,
            "meal": "SC",
            "deposit_type": "Non Refund",
            "agent": "240",
            "adr": "79.33",
        },
    )

    row = read(file).rows[0]

    assert (row.number, row.ending, row.reference) == (1, Ending.DEPARTED, "ROW-1")
    assert (row.arrival, row.departure) == (date(2016, 3, 1), date(2016, 3, 8))
    assert row.booked_on == date(2016, 1, 21)
    assert (row.board, row.guarantee) == (Board.RO, Guarantee.NON_REFUNDABLE)
    assert (row.agency, row.company, row.country) == ("240", "", "PT")
    assert row.price == Decimal("79.33")


def test_a_row_that_makes_no_sense_is_rejected_with_its_reason_and_the_others_are_kept(
    tmp_path: Path,
) -> None:
    file = write_history(
        tmp_path / "h.csv.gz", {}, {"arrival_date_month": "Brumaire"}, {"adr": "a lot"}, {}
    )

    history = read(file)

    assert [row.number for row in history.rows] == [1, 4]
    assert [one.row for one in history.rejected] == [2, 3]
    assert "Brumaire" in history.rejected[0].reason
    assert history.row_count == 4


def test_odd_rows_are_kept_and_counted(tmp_path: Path) -> None:
    file = write_history(
        tmp_path / "h.csv.gz",
        {"adults": 0, "country": "NULL"},
        {"country": "XXX", "meal": "Undefined"},
        {"adr": "-6.38"},
        {"adr": "0", "stays_in_week_nights": 0},
    )

    history = read(file)

    assert len(history.rows) == 4
    assert history.odd["no_adults"] == 1
    assert history.odd["no_country"] == 1
    assert history.odd["unknown_country"] == 1
    assert history.odd["no_meal_defined"] == 1
    assert history.odd["negative_price"] == 1
    assert history.odd["complimentary"] == 1
    assert history.odd["day_use"] == 1


@pytest.mark.parametrize(
    ("text", "code"), [("PRT", "PT"), ("CN", "CN"), ("NULL", ""), ("", ""), ("TMP", "")]
)
def test_country_codes_become_two_letters_or_nothing(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("content", [b"", b"\x1f\x8bbroken", b"name,age\nAnna,3\n"])
def test_another_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.csv.gz"
    file.write_bytes(content)

    with pytest.raises(NotAHistory, match=r"other\.csv\.gz"):
        read(file)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("lead_time", "999999999999"),
        ("lead_time", "-3"),
        ("arrival_date_year", "1015"),
        ("arrival_date_day_of_month", "31.5"),
        ("stays_in_week_nights", "1000000"),
        ("adults", "1e999999999"),
        ("babies", ""),
        ("adr", "123456789012345"),
        ("reserved_room_type", "A" * 40),
        ("reservation_status_date", "31/07/2015"),
    ],
)
def test_a_value_beyond_all_sense_rejects_its_row_and_not_the_import(
    tmp_path: Path, column: str, value: str
) -> None:
    history = read(write_history(tmp_path / "h.csv.gz", {}, {column: value}, {}))

    assert [row.number for row in history.rows] == [1, 3]
    assert history.rejected[0].reason.startswith(f"{column}: ")


def test_a_row_with_too_few_cells_says_so(tmp_path: Path) -> None:
    file = tmp_path / "h.csv"
    file.write_text(history_text({}) + "Small Hotel,0,1\n")

    history = read(file)

    assert [one.reason for one in history.rejected] == ["3 cells instead of 32"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_file_that_a_spreadsheet_saved_anew_is_read_and_says_how(
    tmp_path: Path, encoding: str
) -> None:
    text = history_text({"customer_type": "Größe", "adr": "79,33"}, delimiter=";")
    file = tmp_path / "h.csv"
    file.write_bytes(text.encode(encoding))

    history = read(file)

    assert (history.rows[0].customer_type, history.rows[0].price) == ("Größe", Decimal("79.33"))
    name = encoding.removesuffix("-sig").upper()
    assert history.read_as == f"{name}, columns separated by semicolon"


def test_a_missing_column_is_named_together_with_how_the_file_was_read(tmp_path: Path) -> None:
    file = tmp_path / "h.csv"
    file.write_text(history_text({}).replace("adr", "price"))

    with pytest.raises(NotAHistory, match=r"UTF-8, columns separated by comma, it lacks: adr"):
        read(file)


def test_a_file_without_a_usable_row_tells_the_first_reason(tmp_path: Path) -> None:
    file = write_history(tmp_path / "h.csv.gz", {"meal": "Brunch"})

    with pytest.raises(NotAHistory, match=r"Row 1: meal: unknown value 'Brunch'"):
        read(file)


def test_of_a_file_with_two_hotels_one_has_to_be_named(tmp_path: Path) -> None:
    file = write_history(
        tmp_path / "h.csv.gz", {"hotel": "City Hotel"}, {}, {"hotel": "City Hotel"}, {"adr": "?"}
    )

    with pytest.raises(NotAHistory, match=r"City Hotel \(2\), Small Hotel \(2\)"):
        read(file)
    with pytest.raises(NotAHistory, match=r"no hotel Resort"):
        read(file, "Resort")

    city, small = read(file, "City Hotel"), read(file, "Small Hotel")

    assert (city.hotel, [row.number for row in city.rows], city.rejected) == (
        "City Hotel",
        [1, 3],
        [],
    )
    assert ([row.number for row in small.rows], small.rejected[0].row) == ([2], 4)
