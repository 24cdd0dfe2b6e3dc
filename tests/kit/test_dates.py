from datetime import UTC, date, datetime, time

import pytest
from django.utils.translation import override

from hotelpms.kit.dates import format_day, format_hour, format_moment, format_span
from hotelpms.kit.languages import speaking, spoken

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("language", "pattern", "text"),
    [
        ("en", "medium", "Nov 22, 2026"),
        ("en", "brief", "Nov 22"),
        ("en", "weekday", "Sun, Nov 22"),
        ("es", "brief", "22 nov"),
        ("cs", "weekday", "ne 22. 11."),
        ("en", "month", "Nov 2026"),
    ],
)
def test_a_date_is_written_as_the_reader_writes_it(language: str, pattern: str, text: str) -> None:
    with override(language):
        assert format_day(SUNDAY, pattern) == text


def test_no_date_is_nothing() -> None:
    assert format_day(None) == ""


def test_a_stay_is_one_span() -> None:
    with override("en"):
        assert format_span(SUNDAY, date(2026, 11, 29)) == "Nov 22\u2009–\u200929, 2026"
        assert format_span(SUNDAY, SUNDAY) == "Nov 22, 2026"
        assert format_span(None, SUNDAY) == "Nov 22, 2026"
    with override("es"):
        assert format_span(SUNDAY, date(2027, 1, 2)) == "22 nov 2026\u2009–\u20092 ene 2027"


@pytest.mark.parametrize(
    ("language", "country", "day", "hour"),
    [
        ("en", "ES", "22 Nov 2026", "15:05"),
        ("en", "GB", "22 Nov 2026", "15:05"),
        ("en", "US", "Nov 22, 2026", "3:05\u202fPM"),
        ("tr", "US", "22 Kas 2026", "15:05"),
        ("es", "ES", "22 nov 2026", "15:05"),
    ],
)
def test_english_is_written_as_in_the_hotels_country(
    language: str, country: str, day: str, hour: str
) -> None:
    """M15, D15: English in Spain is not American."""
    with speaking(language, country):
        assert format_day(SUNDAY) == day
        assert format_hour(time(15, 5)) == hour
        moment = format_moment(datetime(2026, 11, 22, 14, 5, tzinfo=UTC), "Europe/Madrid")
        assert day in moment
        assert hour in moment
        assert spoken() == language


def test_days_near_today_are_a_span_without_a_year() -> None:
    with speaking("en", "ES"):
        assert format_span(SUNDAY, date(2026, 11, 29), "brief") == "22–29 Nov"
        assert (
            format_span(SUNDAY, date(2026, 11, 29), "weekday")
            == "Sun 22 Nov\u2009–\u2009Sun 29 Nov"
        )
