from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from hotelpms.kit.money import Money
from hotelpms.kit.period import Nights


def shown(source: Any, language: str = "en", **context: object) -> Any:
    with translation.override(language):
        return Template("{% load kit %}" + source).render(Context(context))


def test_money_is_shown_with_its_currency() -> None:
    assert shown("{{ a|money:'EUR' }}", a=Decimal("1234.5")) == "€1,234.50"
    assert shown("{{ a|money }}", "cs", a=Money(Decimal(10), "CZK")) == "10,00\xa0Kč"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "May 3, 2027"),
        ("cs", "3. 5. 2027"),
        ("es", "3 may 2027"),
        ("tr", "3 May 2027"),
    ],
)
def test_a_date_is_shown_in_local_form(language: Any, expected: Any) -> None:
    assert shown("{{ d|day }}", language, d=date(2027, 5, 3)) == expected


def test_a_date_takes_a_pattern() -> None:
    assert shown("{{ d|day:'EEE d MMM' }}", d=date(2027, 5, 3)) == "Mon 3 May"


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "May 3"), ("cs", "3. 5."), ("es", "3 may"), ("tr", "3 May")]
)
def test_a_brief_date_is_day_and_month_in_the_order_of_the_language(
    language: Any, expected: Any
) -> None:
    assert shown("{{ d|day:'brief' }}", language, d=date(2027, 5, 3)) == expected


def test_a_moment_is_shown_on_the_clock_of_the_hotel() -> None:
    at = datetime(2027, 5, 3, 22, 15, tzinfo=UTC)

    assert shown("{{ at|moment:'Europe/Prague' }}", "cs", at=at) == "4. 5. 2027 0:15"
    assert shown("{{ at|moment:'America/Cancun' }}", "es", at=at) == "3 may 2027, 17:15"


@pytest.mark.parametrize(
    ("ratio", "language", "expected"),
    [
        (Decimal("0.823"), "en", "82.3%"),
        (Decimal("1"), "cs", "100\xa0%"),
        (Decimal("0.8235"), "tr", "%82,4"),
    ],
)
def test_a_ratio_is_shown_in_percent(ratio: Any, language: Any, expected: Any) -> None:
    assert shown("{{ r|percent }}", language, r=ratio) == expected


def test_nothing_is_shown_for_nothing() -> None:
    source = "{{ n|money:'EUR' }}{{ n|day }}{{ n|moment:'UTC' }}{{ n|percent }}"

    assert shown(source, n=None) == ""


@pytest.mark.parametrize(
    ("departure", "language", "expected"),
    [(3, "en", "Day use"), (4, "en", "1 night"), (6, "en", "3 nights"), (6, "cs", "3 noci")],
)
def test_a_stay_is_as_long_as_its_nights(departure: int, language: str, expected: str) -> None:
    period = Nights(date(2027, 5, 3), date(2027, 5, departure))

    assert shown("{{ period|in_nights }}", language, period=period) == expected
