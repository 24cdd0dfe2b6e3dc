from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cardex.domain.cards import counters
from cardex.models import Profile
from tests.factories.cardex import ProfileFactory

pytestmark = pytest.mark.django_db


def figures(guest: Profile) -> tuple[int, int, int, date | None]:
    guest.refresh_from_db()
    return guest.stay_count, guest.night_count, guest.max_nights, guest.last_departure


def test_departures_add_up_in_any_order() -> None:
    guest = ProfileFactory()
    counters.stay_departed(profile_id=guest.pk, nights=5, departure=date(2026, 5, 10))
    counters.stay_departed(profile_id=guest.pk, nights=2, departure=date(2026, 3, 1))

    assert figures(guest) == (2, 7, 5, date(2026, 5, 10))
    assert guest.is_repeat_guest


def test_a_reopened_stay_is_taken_back() -> None:
    guest = ProfileFactory()
    counters.stay_departed(profile_id=guest.pk, nights=2, departure=date(2026, 3, 1))
    counters.stay_departed(profile_id=guest.pk, nights=5, departure=date(2026, 5, 10))

    counters.stay_reopened(
        profile_id=guest.pk, nights=5, max_nights=2, last_departure=date(2026, 3, 1)
    )

    assert figures(guest) == (1, 2, 2, date(2026, 3, 1))


def test_counters_never_fall_below_nought() -> None:
    guest = ProfileFactory()

    counters.stay_reopened(profile_id=guest.pk, nights=3, max_nights=0, last_departure=None)
    counters.stay_reinstated(profile_id=guest.pk)
    counters.no_show_undone(profile_id=guest.pk)

    assert figures(guest) == (0, 0, 0, None)
    assert (guest.cancellation_count, guest.no_show_count) == (0, 0)


def test_cancellations_and_no_shows_count_on_their_own() -> None:
    guest = ProfileFactory()
    counters.stay_cancelled(profile_id=guest.pk)
    counters.stay_cancelled(profile_id=guest.pk)
    counters.stay_reinstated(profile_id=guest.pk)
    counters.no_show(profile_id=guest.pk)

    assert figures(guest) == (0, 0, 0, None)
    assert (guest.cancellation_count, guest.no_show_count) == (1, 1)


def test_a_counter_moves_in_one_statement(django_assert_num_queries: Callable[..., Any]) -> None:
    guest = ProfileFactory()
    with django_assert_num_queries(1):
        counters.stay_departed(profile_id=guest.pk, nights=1, departure=date(2026, 5, 10))
