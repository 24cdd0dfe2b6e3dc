"""What the law says about a day, as sources in the packs' docstrings name it."""

from datetime import date

import pytest

from hotelpms.countries.registry import find


@pytest.mark.parametrize(
    ("country", "zone", "code", "day", "row"),
    [
        ("ES", "", "ROOM", "2027-05-10", "IVA10"),
        ("ES", "", "PARKING", "2027-05-10", "IVA21"),
        ("ES", "Atlantic/Canary", "ROOM", "2027-05-10", "IGIC7"),
        ("TR", "", "ROOM", "2023-07-09", "KDV8"),
        ("TR", "", "ROOM", "2023-07-10", "KDV10"),
        ("TR", "", "ALCOHOL", "2027-05-10", "KDV20"),
        ("CZ", "", "ROOM", "2023-12-31", "DPH10"),
        ("CZ", "", "RESTAURANT", "2024-01-01", "DPH12"),
        ("CZ", "", "BAR", "2024-01-01", "DPH21"),
        ("DE", "", "ROOM", "2020-12-31", "UST5"),
        ("DE", "", "RESTAURANT", "2025-12-31", "UST19"),
        ("DE", "", "RESTAURANT", "2026-01-01", "UST7"),
        ("DE", "", "BAR", "2026-01-01", "UST19"),
        ("PT", "", "ROOM", "2027-05-10", "IVA6"),
        ("PT", "Atlantic/Azores", "RESTAURANT", "2027-05-10", "IVA9"),
        ("PT", "Atlantic/Madeira", "ROOM", "2024-09-30", "IVA5"),
        ("PT", "Atlantic/Madeira", "ROOM", "2024-10-01", "IVA4"),
        ("PT", "Atlantic/Madeira", "ALCOHOL", "1999-01-01", "IVA22"),
    ],
)
def test_a_code_is_taxed_as_on_the_day(
    country: str, zone: str, code: str, day: str, row: str
) -> None:
    taxes = [tax for tax in find(country, zone=zone).taxes if code in tax.charges]

    assert [tax.code_on(date.fromisoformat(day)) for tax in taxes] == [row]
