"""What the next document of a folio takes, with the tax that will stand on it (ADR 26).

The tax of a document is its rate on its own base, rounded once. So the charges of a folio that no
document holds carry, at every rate, exactly that tax: a new line carries what its sum still lacks,
and when a line leaves or comes back a rounding makes up the difference.
"""

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import cycle, islice
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext

from hotelpms.kit.actor import Actor
from hotelpms.kit.languages import speaking
from hotelpms.kit.money import quantize, smallest_unit
from invoicing.domain.folios import descriptions
from invoicing.domain.tax.tax import Amounts, tax_owed
from invoicing.models import Charge, Folio, InvoiceLine


def live_lines() -> QuerySet[InvoiceLine]:
    """Return the lines of documents by which a charge is invoiced now.

    Nothing follows them, and they carry the charge and not its opposite: a line of an invoice
    without credit note, or an allowance on a credit note of its own.
    """
    return InvoiceLine.objects.filter(follower__isnull=True, quantity=F("charge__quantity"))


def uninvoiced(folio_ids: Iterable[int]) -> QuerySet[Charge]:
    """Return the charges that the next document of these folios takes, oldest first.

    Left out: what stands on a document that nothing takes back, corrected charges with their
    mirrors, which cancel each other out, and roundings, which go with their line.
    """
    live = live_lines().filter(charge=OuterRef("pk"))
    return Charge.objects.filter(
        ~Exists(live),
        folio_id__in=list(folio_ids),
        reverses__isnull=True,
        reversal__isnull=True,
        rounds__isnull=True,
    ).order_by("business_date", "id")


def rows_of(folio_ids: Iterable[int]) -> QuerySet[Charge]:
    """Return the charges that the next document takes and their roundings, to be added up."""
    lines = uninvoiced(folio_ids).order_by().values("pk")
    return Charge.objects.filter(Q(pk__in=lines) | Q(rounds__in=lines)).order_by()


def so_far(folio_ids: Iterable[int], percent: Decimal) -> dict[int, Amounts]:
    """Return what the next document of each folio has at this rate up to now. One query."""
    return {
        folio_id: amounts
        for (folio_id, rate), amounts in _sums(folio_ids).items()
        if rate == percent
    }


def as_printed(charges: QuerySet[Charge]) -> list[Any]:
    """Return the charges as a document shows them: in memory, each with its roundings added."""
    lines: dict[int, Any] = {charge.pk: charge for charge in charges.select_related("code")}
    for rounding in Charge.objects.filter(rounds__in=list(lines)).order_by("pk"):
        line = lines[rounding.rounds_id or 0]
        line.net += rounding.net
        line.tax += rounding.tax
        line.gross += rounding.gross
    return list(lines.values())


def level(
    *, folio: Folio, business_date: datetime.date, actor: Actor, now: datetime.datetime
) -> None:
    """Make the tax of what is not invoiced right to the smallest unit, at every rate.

    The caller holds the locks of day and folio. One query when nothing is amiss. A difference is
    spread over the largest lines, a unit each: it moves between net and tax where prices include
    tax, else the total follows.
    """
    unit = smallest_unit(folio.currency)
    for (_folio_id, percent), amounts in _sums([folio.pk]).items():
        missing = _tax(folio, amounts, percent) - amounts.tax
        if missing:
            step = unit.copy_sign(missing)
            lines = uninvoiced([folio.pk]).filter(tax_percent=percent)
            largest = sorted(lines, key=lambda line: (-abs(line.gross), line.pk))
            for line in islice(cycle(largest), int(abs(missing) / unit)):
                _rounding(line, step, folio, business_date, actor, now).save(force_insert=True)


def _tax(folio: Folio, amounts: Amounts, percent: Decimal) -> Decimal:
    return tax_owed(
        amounts,
        percent=percent,
        prices_include_tax=folio.hotel.prices_include_tax,
        currency=folio.currency,
    )


def _rounding(
    line: Charge,
    tax: Decimal,
    folio: Folio,
    business_date: datetime.date,
    actor: Actor,
    now: datetime.datetime,
) -> Charge:
    net = -tax if folio.hotel.prices_include_tax else Decimal(0)
    with speaking(folio.hotel.default_language, folio.hotel.country):
        text = gettext(descriptions.ROUNDING)
    return Charge(
        hotel_id=folio.hotel_id,
        folio=folio,
        business_date=business_date,
        posted_at=now,
        posted_by=actor.name,
        code_id=line.code_id,
        description=text,
        quantity=Decimal(0),
        tax_percent=line.tax_percent,
        net=net,
        tax=tax,
        gross=net + tax,
        rounds=line,
    )


def _sums(folio_ids: Iterable[int]) -> dict[tuple[int, Decimal], Amounts]:
    """Return what the next document of each folio comes to at each rate."""
    return dict(_summed(rows_of(folio_ids)))


def _summed(rows: QuerySet[Charge]) -> Iterator[tuple[tuple[int, Decimal], Amounts]]:
    found = rows.values_list("folio_id", "folio__currency", "tax_percent").annotate(
        nets=Sum("net"), taxes=Sum("tax"), grosses=Sum("gross")
    )
    for folio_id, currency, percent, *parts in found:
        yield (folio_id, percent), Amounts(*(quantize(part, currency) for part in parts))
