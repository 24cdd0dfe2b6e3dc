"""The number series of a hotel, those to come among them, for the set-up."""

from dataclasses import dataclass

from hotelpms.hotels.models import Hotel
from invoicing.domain.invoices.series import prefix_for
from invoicing.enums import InvoiceKind
from invoicing.models import Series


@dataclass(frozen=True)
class Numbers:
    """The numbers of one kind of document in one year; `count` documents have one."""

    kind: InvoiceKind
    year: int
    prefix: str
    count: int

    @property
    def next_number(self) -> str:
        """The number that the next document gets."""
        return f"{self.prefix}{self.count + 1:05d}"

    @property
    def has_begun(self) -> bool:
        """A document has a number, so the prefix stays."""
        return self.count > 0


def series_of(*, hotel: Hotel, year: int) -> list[Numbers]:
    """Return the numbers of this year, the next and all that have begun, the latest year first."""
    there = {(row.fiscal_year, row.kind): row for row in Series.objects.filter(hotel=hotel)}
    years = {year, year + 1, *(fiscal_year for fiscal_year, _kind in there)}
    return [
        numbers(hotel=hotel, kind=kind, year=one)
        if (one, kind.value) not in there
        else _of(there[one, kind.value])
        for one in sorted(years, reverse=True)
        for kind in InvoiceKind
        if one >= year or (one, kind.value) in there
    ]


def numbers(*, hotel: Hotel, kind: InvoiceKind, year: int) -> Numbers:
    """Return the numbers of one kind in one year as they stand or will begin."""
    there = Series.objects.filter(hotel=hotel, kind=kind, fiscal_year=year).first()
    if there is not None:
        return _of(there)
    return Numbers(kind, year, prefix_for(hotel=hotel, kind=kind, year=year), 0)


def _of(series: Series) -> Numbers:
    return Numbers(InvoiceKind(series.kind), series.fiscal_year, series.prefix, series.last_number)
