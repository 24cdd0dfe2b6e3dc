"""What every country pack says. A pack that leaves something unsaid stops the program's start.

What no page, paper or verb reads yet is not here: it comes with what reads it.
"""

from abc import ABC
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from hotelpms.countries.codes import Charge, Method
from hotelpms.countries.taxes import Tax
from hotelpms.kit.declared import Declared

# {house} is empty, or the hotel's code where another hotel issues under the same tax number.
USUAL_PREFIXES = {"invoice": "{house}{year}-", "credit_note": "{house}{year}-CN-"}


class Country(Declared, ABC):
    """A country, or a part of it with taxes of its own, which its time zones tell apart."""

    # ISO 3166, two capital letters; empty for the pack of all countries that have none.
    code: ClassVar[str]
    # IANA names, the usual one first. The first pack of a country has all zones that no other has.
    zones: ClassVar[tuple[str, ...]]
    # ISO 3166-2 without the country's code, of the part whose public holidays are kept there; empty
    # for those of the whole country.
    subdivision: ClassVar[str]
    # ISO 4217; empty where it depends on the country.
    currency: ClassVar[str]
    # Languages of the product in which a hotel there usually writes, its own first.
    languages: ClassVar[tuple[str, ...]]
    # When the daily guest mails leave: a value of SendRegion.
    send_region: ClassVar[str]
    # Empty where we don't know them: then the hotel says its one rate.
    taxes: ClassVar[tuple[Tax, ...]]
    charges: ClassVar[tuple[Charge, ...]]
    methods: ClassVar[tuple[Method, ...]]
    # The smallest coin of the currency, where it is more than its smallest unit: a bill that is
    # paid in cash is rounded to it, by the charge code ROUNDING.
    cash_unit: ClassVar[Decimal | None]
    # What the seller's tax number is called on an invoice; empty where we don't know.
    tax_id_label: ClassVar[str]
    # How the numbers of a kind of document (InvoiceKind) begin in a year; each year counts anew.
    prefixes: ClassVar[Mapping[str, str]]
