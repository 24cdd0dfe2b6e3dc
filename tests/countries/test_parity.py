"""What every country pack must say, so that a new one is data and nothing else."""

from datetime import date
from string import Formatter
from zoneinfo import available_timezones

import pytest
from django.conf import settings
from django.utils.translation.trans_real import translation as catalogue

from hotelpms.countries.codes import ROUNDING
from hotelpms.countries.country import Country
from hotelpms.countries.general.pack import General
from hotelpms.countries.holidays import holidays_in
from hotelpms.countries.registry import PACKS, find, zones_of
from hotelpms.hotels.enums import SendRegion
from hotelpms.kit.currencies import CURRENCIES
from invoicing.domain.pages.setup import EXEMPT, STANDARD
from invoicing.enums import ChargeKind, InvoiceKind, MethodKind
from invoicing.models import ChargeCode, PaymentMethod, Series, TaxRate

# Every change of a rate that a pack knows, and the days around it.
DAYS = sorted(
    {date(2024, 1, 1), date(2030, 1, 1)}
    | {rate.since for pack in PACKS for tax in pack.taxes for rate in tax.rates}
)
# What is called alike in every language.
NAMES_OF_THE_WORLD = {"Bizum", "Multibanco", "MB WAY", "IGIC"}

each = pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.__name__)


@each
def test_places_and_money_exist(pack: type[Country]) -> None:
    assert set(pack.zones) <= available_timezones()
    assert pack.currency in (*CURRENCIES, "")
    assert bool(pack.currency) == bool(pack.zones) == bool(pack.code)
    assert pack.languages
    assert set(pack.languages) <= set(dict(settings.LANGUAGES))
    assert pack.send_region in SendRegion.values


@each
def test_the_country_and_each_of_its_zones_lead_to_the_pack(pack: type[Country]) -> None:
    assert [find(pack.code, zone=zone) for zone in pack.zones] == [pack] * len(pack.zones)
    assert issubclass(pack, find(pack.code))
    assert list(pack.zones) == [zone for zone in zones_of(pack.code) if zone in pack.zones]


@each
def test_on_every_day_each_taxed_code_has_one_tax_and_the_others_none(pack: type[Country]) -> None:
    taxed = [code for tax in pack.taxes for code in tax.charges]

    assert len(taxed) == len(set(taxed))
    if pack is not General:
        assert set(taxed) == {charge.code for charge in pack.charges if charge.is_taxed}
    rows = {(tax.code_on(day), tax.percent_on(day)) for tax in pack.taxes for day in DAYS}
    assert len(dict(rows)) == len(rows)
    assert all(0 < percent < 100 for _code, percent in rows)
    assert all(len(code) <= TaxRate._meta.get_field("code").max_length for code, _ in rows)
    assert not {EXEMPT, STANDARD} & set(dict(rows))


@each
def test_rates_stand_in_the_order_of_their_dates(pack: type[Country]) -> None:
    for tax in pack.taxes:
        dates = [rate.since for rate in tax.rates]
        assert dates == sorted(set(dates))


@each
def test_codes_fit_their_tables(pack: type[Country]) -> None:
    charges = [charge.code for charge in pack.charges]
    methods = [method.code for method in pack.methods]

    assert len(charges) == len(set(charges))
    assert len(methods) == len(set(methods))
    assert all(len(c) <= ChargeCode._meta.get_field("code").max_length for c in charges)
    assert all(len(c) <= PaymentMethod._meta.get_field("code").max_length for c in methods)
    assert {charge.kind for charge in pack.charges} <= set(ChargeKind.values)
    assert {method.kind for method in pack.methods} == set(MethodKind.values)
    assert [charge.code for charge in pack.charges if charge.kind == ChargeKind.ROOM] == ["ROOM"]
    assert [method.code for method in pack.methods if method.is_online] == ["ONLINE"]
    rounds = [charge.is_taxed for charge in pack.charges if charge.code == ROUNDING]
    assert rounds == ([False] if pack.cash_unit else [])


@each
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code != "en"])
def test_names_are_translated(pack: type[Country], language: str) -> None:
    names = {row.name for row in (*pack.charges, *pack.methods, *pack.taxes)} - NAMES_OF_THE_WORLD

    assert {name for name in names if name not in catalogue(language)._catalog} == set()


@each
def test_each_kind_of_document_has_a_prefix_of_its_own_with_year_and_house(
    pack: type[Country],
) -> None:
    assert set(pack.prefixes) == set(InvoiceKind.values)
    assert len(set(pack.prefixes.values())) == len(pack.prefixes)
    for pattern in pack.prefixes.values():
        assert sorted(name for _, name, _, _ in Formatter().parse(pattern) if name) == [
            "house",
            "year",
        ]
        made = pattern.format(house="TWELVE12-", year=2027)
        assert len(made) <= Series._meta.get_field("prefix").max_length


@each
def test_the_public_holidays_are_known(pack: type[Country]) -> None:
    for zone in pack.zones:
        assert date(2027, 1, 1) in holidays_in(pack.code, zone, date(2027, 1, 1), DAYS[-1])
    assert bool(pack.subdivision) == (bool(pack.code) and find(pack.code) is not pack)


def test_a_pack_that_leaves_something_unsaid_stops_the_start() -> None:
    with pytest.raises(TypeError, match="does not say its code, zones"):
        type("Nowhere", (Country,), {})
