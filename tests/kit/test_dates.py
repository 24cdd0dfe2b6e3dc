from datetime import date

import pytest
from django.utils.translation import override

from hotelpms.kit.dates import format_day, format_span

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("language", "pattern", "text"),
    [
        ("en", "medium", "Nov 22, 2026"),
        ("en", "brief", "Nov 22"),
        ("en", "weekday", "Sun, Nov 22"),
        ("es", "brief", "22 nov"),
        ("cs", "weekday", "ne 22. 11."),
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
