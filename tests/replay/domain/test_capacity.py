from pathlib import Path

from hotelpms.replay.domain.capacity import TypeNeed, needs
from hotelpms.replay.domain.history import read
from tests.replay.writing import write_history


def test_rooms_are_the_most_in_house_of_the_assigned_type_and_the_rest_is_overbooking(
    tmp_path: Path,
) -> None:
    file = write_history(
        tmp_path / "h.csv.gz",
        {"assigned_room_type": "A"},
        {"assigned_room_type": "B"},
        {"arrival_date_day_of_month": 2, "assigned_room_type": "A"},
        {"reservation_status": "Canceled", "reservation_status_date": "2016-02-20"},
    )

    assert needs(read(file).rows) == [TypeNeed("A", 1, 2), TypeNeed("B", 1, 0)]


def test_day_use_needs_a_room_beside_those_who_stay_over(tmp_path: Path) -> None:
    file = write_history(
        tmp_path / "h.csv.gz",
        {"stays_in_week_nights": 3},
        {"arrival_date_day_of_month": 2, "stays_in_week_nights": 0, "adr": 0},
    )

    assert needs(read(file).rows) == [TypeNeed("A", 2, 0)]


def test_day_use_shares_the_date_with_a_departure_and_an_arrival(tmp_path: Path) -> None:
    file = write_history(
        tmp_path / "h.csv.gz",
        {},
        {"arrival_date_day_of_month": 2, "stays_in_week_nights": 0, "adr": 0},
        {"arrival_date_day_of_month": 2},
    )

    assert needs(read(file).rows) == [TypeNeed("A", 1, 0)]
