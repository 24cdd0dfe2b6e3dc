"""The codes that a hotel starts with, by the pack of its country, and those that come later.

The hotel changes them in the set-up. One that it renamed or deleted is not given again. A hotel
that opened with one rate for all that is taxed keeps it: what comes later is taxed by that rate.
"""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel.numbers import format_percent
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from hotelpms.countries.country import Country
from hotelpms.countries.registry import find
from hotelpms.hotels.domain import standards
from hotelpms.hotels.models import GivenStandard, Hotel
from hotelpms.kit import languages
from hotelpms.kit.errors import Refused
from invoicing.models import ChargeCode, PaymentMethod, TaxRate

STANDARD, EXEMPT = "STANDARD", "EXEMPT"
ONE_RATE, NO_TAX = gettext_noop("Standard tax rate"), gettext_noop("No tax")
TAXES = "tax:"


class TaxRateNeeded(Refused):
    """The product doesn't know the taxes of the country."""

    def __init__(self) -> None:
        super().__init__(
            _("The taxes of this country are not known here. Say its standard rate in per cent.")
        )


def pack_of(hotel: Hotel) -> type[Country]:
    """Return the pack of the hotel's country, or of the part of it that the hotel lies in."""
    return find(str(hotel.country), zone=hotel.zone)


@transaction.atomic
def install_codes(*, hotel: Hotel, on: datetime.date, tax_percent: Decimal | None = None) -> None:
    """Give a new hotel taxes, charge codes and payment methods as its country has them on a date.

    `tax_percent`, such as Decimal("21"), is one rate for all that is taxed, whatever the country.
    Running again changes nothing. Raises TaxRateNeeded without it in a country without a pack.
    """
    pack = pack_of(hotel)
    if not GivenStandard.objects.filter(hotel=hotel).exists():
        if tax_percent is not None:
            _give_rates(hotel, {STANDARD: (ONE_RATE, tax_percent)})
        elif pack.taxes:
            _give(hotel, _taxes(hotel, pack, on))
        else:
            raise TaxRateNeeded
        _give_rates(hotel, {EXEMPT: (NO_TAX, Decimal(0))})
    add_codes(hotel=hotel, on=on)


@transaction.atomic
def add_codes(*, hotel: Hotel, on: datetime.date) -> list[str]:
    """Give the hotel the standard codes that it was never given; return their names.

    Names are in the hotel's first language and in the others of the product. A code whose tax
    rate the hotel has taken away waits until there is one. A row of the hotel's own with the same
    code stays as it is. A new rate of the country, of the date `on`, comes as a new row: no code
    is moved to it.
    """
    pack = pack_of(hotel)
    given: list[str] = []
    if _goes_by_country(hotel):
        given += _give(hotel, _taxes(hotel, pack, on))
        taxed = {code: tax.code_on(on) for tax in pack.taxes for code in tax.charges}
    else:
        taxed = {charge.code: STANDARD for charge in pack.charges if charge.is_taxed}
    return given + _give(hotel, _charge_codes(hotel, pack, taxed) | _methods(hotel, pack))


def _goes_by_country(hotel: Hotel) -> bool:
    return GivenStandard.objects.filter(hotel=hotel, name__startswith=TAXES).exists()


def _give(hotel: Hotel, rows: Mapping[str, Any]) -> list[str]:
    """Store the rows, by name, of which the hotel was never given one; return their names."""
    new = standards.never_given(hotel_id=hotel.pk, names=list(rows))
    for model in (TaxRate, ChargeCode, PaymentMethod):
        made: list[Any] = [rows[name] for name in new if isinstance(rows[name], model)]
        model._default_manager.bulk_create(made, ignore_conflicts=True)
    standards.note_given(hotel_id=hotel.pk, names=new)
    return new


def _give_rates(hotel: Hotel, rates: Mapping[str, tuple[str, Decimal]]) -> None:
    """Store rates of no country by code, each with name and per cent."""
    TaxRate.objects.bulk_create(
        [
            TaxRate(hotel=hotel, code=code, percent=percent, **_names(hotel, name))
            for code, (name, percent) in rates.items()
        ],
        ignore_conflicts=True,
    )


def _taxes(hotel: Hotel, pack: type[Country], on: datetime.date) -> dict[str, TaxRate]:
    return {
        f"{TAXES}{tax.code_on(on)}": TaxRate(
            hotel=hotel,
            code=tax.code_on(on),
            percent=tax.percent_on(on),
            **_names(hotel, tax.name, percent=tax.percent_on(on)),
        )
        for tax in pack.taxes
    }


def _charge_codes(
    hotel: Hotel, pack: type[Country], taxed: Mapping[str, str]
) -> dict[str, ChargeCode]:
    taxes = {tax.code: tax for tax in TaxRate.objects.filter(hotel=hotel)}
    return {
        f"charge_code:{charge.code}": ChargeCode(
            hotel=hotel,
            code=charge.code,
            kind=charge.kind,
            tax=taxes[taxed.get(charge.code, EXEMPT)],
            **_names(hotel, charge.name),
        )
        for charge in pack.charges
        if taxed.get(charge.code, EXEMPT) in taxes
    }


def _methods(hotel: Hotel, pack: type[Country]) -> dict[str, PaymentMethod]:
    return {
        f"payment_method:{method.code}": PaymentMethod(
            hotel=hotel,
            code=method.code,
            kind=method.kind,
            is_online=method.is_online,
            **_names(hotel, method.name),
        )
        for method in pack.methods
    }


def _names(hotel: Hotel, name: str, *, percent: Decimal | None = None) -> dict[str, Any]:
    """Return what a row is called in the hotel's first language and in the others."""
    first = hotel.default_language
    told = {code: name_in(code, name, percent=percent) for code in languages.codes()}
    return {
        "name": told[first],
        "names": {code: text for code, text in told.items() if code != first},
    }


def name_in(language: str, name: str, *, percent: Decimal | None = None) -> str:
    """Return an English name of a pack in a language, a tax with its per cent: IVA 10 %."""
    with translation.override(language):
        words = gettext(name)
    if percent is None:
        return words
    share = format_percent(
        percent / 100, locale=translation.to_locale(language), decimal_quantization=False
    )
    return f"{words} {share}"
