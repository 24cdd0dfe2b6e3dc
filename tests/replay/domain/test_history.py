from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hotelpms.replay.domain.history import Ending, NotAHistory, country_code, read
from reservations.enums import Board, Guarantee
from tests.replay.writing import write_history


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
