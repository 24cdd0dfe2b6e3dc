from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotelpms.kit.period import Nights

MAY_10, MAY_12, MAY_13 = date(2027, 5, 10), date(2027, 5, 12), date(2027, 5, 13)


def test_the_departure_date_is_not_slept() -> None:
    stay = Nights(MAY_10, MAY_12)

    assert list(stay) == [date(2027, 5, 10), date(2027, 5, 11)]
    assert len(stay) == 2
    assert MAY_10 in stay
    assert MAY_12 not in stay


def test_a_departure_before_the_arrival_is_refused() -> None:
    with pytest.raises(ValueError, match="before arrival"):
        Nights(MAY_12, MAY_10)


def test_a_day_use_has_no_night_and_is_still_true() -> None:
    day_use = Nights(MAY_10, MAY_10)

    assert list(day_use) == []
    assert day_use.is_day_use
    assert bool(day_use) is True
    assert not day_use.overlaps(Nights(MAY_10, MAY_12))


def test_who_leaves_on_the_day_the_next_arrives_does_not_overlap() -> None:
    assert not Nights(MAY_10, MAY_12).overlaps(Nights(MAY_12, MAY_13))
    assert Nights(MAY_10, MAY_13).overlaps(Nights(MAY_12, MAY_13))


spans = st.builds(
    lambda start, length: Nights(start, start + timedelta(days=length)),
    st.dates(MAY_10, MAY_10 + timedelta(days=20)),
    st.integers(0, 20),
)


@given(spans, spans)
def test_overlapping_means_sharing_a_night(one: Any, other: Any) -> None:
    assert one.overlaps(other) == bool(set(one) & set(other)) == other.overlaps(one)
