from datetime import UTC, date, datetime
from typing import Any

import pytest

from hotelpms.kit import clock


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        (datetime(2027, 5, 10, 22, 30, tzinfo=UTC), "Europe/Prague", date(2027, 5, 11)),
        (datetime(2027, 5, 10, 22, 30, tzinfo=UTC), "America/Cancun", date(2027, 5, 10)),
        # Prague changes to summer time at 01:00 UTC of this day.
        (datetime(2027, 3, 27, 23, 30, tzinfo=UTC), "Europe/Prague", date(2027, 3, 28)),
        (datetime(2027, 3, 28, 22, 30, tzinfo=UTC), "Europe/Prague", date(2027, 3, 29)),
    ],
)
def test_the_local_date_is_the_date_on_the_wall_of_the_hotel(
    moment: Any, zone: Any, expected: Any
) -> None:
    assert clock.local_date(moment, zone) == expected


def test_a_naive_moment_has_no_local_date() -> None:
    with pytest.raises(ValueError, match="aware"):
        clock.local_date(datetime(2027, 5, 10), "Europe/Prague")  # noqa: DTZ001
