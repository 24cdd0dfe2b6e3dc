"""The replay stopped, run again, and fed with odd rows."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from cardex.models import Profile
from hotelpms.hotels.domain.business_day import business_date
from hotelpms.hotels.models import Hotel
from hotelpms.replay.domain.front_desk import FrontDesk
from invoicing.models import Charge, Invoice
from reservations.models import Reservation, Stay
from tests.replay.command import replay
from tests.replay.oracle import Oracle
from tests.replay.writing import write_history

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_stopped_replay_goes_on_where_it_was(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oracle = Oracle(sample)
    stop_on = oracle.first + timedelta(days=2)
    check_in = FrontDesk.check_in

    def stop_half_way(desk: FrontDesk, day: date, rows: list[Any]) -> None:
        check_in(desk, day, rows[: len(rows) // 2] if day == stop_on else rows)
        if day == stop_on and len(rows) > 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(FrontDesk, "check_in", stop_half_way)
    with pytest.raises(CommandError, match="to go on"):
        replay(sample, tmp_path, days=5)
    monkeypatch.undo()
    hotel = Hotel.objects.get(code="resort-hotel")

    assert business_date(hotel) == stop_on

    told = replay(sample, tmp_path, days=5)

    assert told["days"] == oracle.days(oracle.first + timedelta(days=4))
    assert told["rejected"] == []


def test_a_second_run_of_a_finished_replay_changes_nothing(sample: Path, tmp_path: Path) -> None:
    first = replay(sample, tmp_path, days=3)
    counts = [model.objects.count() for model in (Reservation, Stay, Charge, Invoice, Profile)]

    second = replay(sample, tmp_path, days=3)

    assert [m.objects.count() for m in (Reservation, Stay, Charge, Invoice, Profile)] == counts
    assert (second["days"], second["totals"]) == (first["days"], first["totals"])


def test_odd_rows_live_too(tmp_path: Path) -> None:
    """Negative price, complimentary night, day use, no adults, no-show, cancellation, upgrade."""
    file = write_history(
        tmp_path / "h.csv.gz",
        {"adr": "-6.38", "stays_in_week_nights": 2},
        {"adr": "0"},
        {"stays_in_week_nights": 0, "adr": "0"},
        {"stays_in_week_nights": 0, "adr": "25.00", "arrival_date_day_of_month": 2},
        {"adults": 0, "children": 2, "country": "NULL"},
        {"reservation_status": "No-Show", "is_canceled": 1},
        {
            "reservation_status": "Canceled",
            "is_canceled": 1,
            "lead_time": 30,
            "reservation_status_date": "2016-02-25",
        },
        {"assigned_room_type": "B", "adr": "79.33", "stays_in_week_nights": 3},
    )
    oracle = Oracle(file)

    told = replay(file, tmp_path)

    last = date.fromisoformat(told["days"][-1]["date"])

    assert last == date(2016, 3, 4)
    assert told["rejected"] == []

    days = oracle.days(last)

    assert told["days"] == days
    assert told["totals"]["departed"] == 6
    assert told["totals"]["refunded"] == "-14.04"
    assert told["odd"]["no_adults"] == 1


def test_two_hotels_of_one_file_live_in_two_hotels(tmp_path: Path) -> None:
    file = write_history(
        tmp_path / "h.csv.gz",
        {"hotel": "City Hotel", "adr": "80"},
        {"adr": "120"},
        {"hotel": "City Hotel", "adr": "80", "lead_time": "999999999999"},
    )
    with pytest.raises(CommandError, match="--hotel NAME"):
        replay(file, tmp_path)

    city = replay(file, tmp_path, hotel="City Hotel")
    small = replay(file, tmp_path, hotel="Small Hotel")

    assert (city["totals"]["room_revenue"], small["totals"]["room_revenue"]) == ("80.00", "120.00")
    assert (city["rows"], city["imported"], len(city["rejected"])) == (2, 1, 1)
    assert (small["rows"], small["imported"]) == (1, 1)
    assert {*Hotel.objects.values_list("code", flat=True)} == {"city-hotel", "small-hotel"}
