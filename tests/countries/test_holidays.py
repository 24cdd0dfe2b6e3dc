"""Public holidays by country, part of it and language."""

from datetime import date

import pytest
from django.utils.translation import override

from hotelpms.countries.holidays import holidays_in

NEW_YEAR = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("language", "country", "name"),
    [
        ("en", "ES", "New Year's Day"),
        ("en-gb", "ES", "New Year's Day"),
        ("es", "ES", "Año Nuevo"),
        ("tr", "TR", "Yılbaşı"),
        ("cs", "CZ", "Den obnovy samostatného českého státu; Nový rok"),
        # Not in the reader's language: then as the people there say.
        ("tr", "ES", "Año Nuevo"),
        ("cs", "DE", "Neujahr"),
        # Without a pack.
        ("en", "FR", "New Year's Day"),
        ("es", "FR", "Jour de l'an"),
    ],
)
def test_a_name_is_in_the_readers_language_or_in_the_countrys_own(
    language: str, country: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "uk")

    with override(language):
        assert holidays_in(country, "", NEW_YEAR, NEW_YEAR) == {NEW_YEAR: name}


@pytest.mark.parametrize(
    ("country", "zone", "day"),
    [
        ("ES", "Atlantic/Canary", date(2028, 5, 30)),
        ("PT", "Atlantic/Azores", date(2027, 5, 17)),
        ("PT", "Atlantic/Madeira", date(2027, 7, 1)),
    ],
)
def test_a_part_of_a_country_keeps_its_own_day(country: str, zone: str, day: date) -> None:
    assert day in holidays_in(country, zone, day, day)
    assert day not in holidays_in(country, "", day, day)


def test_a_span_runs_over_the_end_of_the_year_and_counts_both_ends() -> None:
    found = holidays_in("ES", "Europe/Madrid", date(2026, 12, 25), date(2027, 1, 6))

    assert list(found) == [date(2026, 12, 25), NEW_YEAR, date(2027, 1, 6)]


@pytest.mark.parametrize("country", ["", "BV"])
def test_a_country_that_nobody_knows_has_none(country: str) -> None:
    assert holidays_in(country, "", date(2027, 1, 1), date(2027, 12, 31)) == {}
