"""How the numbers of a hotel's documents begin, year by year.

A hotel writes its own beginning before the first document of a year; the next year carries it on.
Nobody has to: a hotel that wrote none begins as is usual in its country. Two hotels of one tax
number are one seller, so their numbers must differ: the younger one's begin with its code.
"""

import datetime
import re
from collections.abc import Collection
from itertools import count

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.countries.registry import find
from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from invoicing.enums import InvoiceKind
from invoicing.models import Series

LONGEST_PREFIX = 20
LONGEST_HOUSE = 8


class DatesGoBack(Refused):
    """The series already holds a document of a later date."""

    def __init__(self, last_date: datetime.date) -> None:
        super().__init__(
            _("The last document of this series is dated %(date)s; an earlier one cannot follow.")
            % {"date": format_day(last_date)}
        )


class SeriesHasBegun(Refused):
    """A number that was given out keeps its beginning, and so do those behind it."""

    def __init__(self, series: Series) -> None:
        super().__init__(
            _(
                "%(kind)s numbers of %(year)d have begun with %(prefix)s and go on like that. "
                "Set how those of the next year begin."
            )
            % {
                "kind": InvoiceKind(series.kind).label,
                "year": series.fiscal_year,
                "prefix": series.prefix,
            }
        )


class PrefixTaken(Refused):
    """Another series of the same seller begins like that; `suggestion` is free."""

    def __init__(self, prefix: str, suggestion: str) -> None:
        self.suggestion = suggestion
        super().__init__(
            _(
                "Other documents under the same tax number begin with %(prefix)s. Take another "
                "beginning, such as %(suggestion)s."
            )
            % {"prefix": prefix, "suggestion": suggestion}
        )


class PrefixUnfit(Refused):
    """A beginning can be printed and read."""

    def __init__(self) -> None:
        super().__init__(
            _("Write from 1 to %(most)d letters, digits or signs.") % {"most": LONGEST_PREFIX}
        )


def lock_series(*, hotel: Hotel, kind: InvoiceKind, date: datetime.date) -> Series:
    """Return the series of the date's year, begun if there is none, locked until the end.

    Needs a transaction. Raises DatesGoBack when its last document is of a later date.
    """
    rows = Series.objects.filter(hotel=hotel, kind=kind, fiscal_year=date.year)
    series = locked(rows).first()
    if series is None:
        _begin(hotel, kind, date.year)
        series = locked(rows).get()
    if series.last_date and date < series.last_date:
        raise DatesGoBack(series.last_date)
    return series


def prefix_for(*, hotel: Hotel, kind: InvoiceKind, year: int) -> str:
    """Return how the numbers of the year begin: as it was set, or as it will be by itself."""
    rows = Series.objects.filter(hotel=hotel, kind=kind)
    there = rows.filter(fiscal_year=year).first()
    if there is not None:
        return there.prefix
    last = rows.filter(fiscal_year__lt=year).order_by("-fiscal_year").first()
    wished = carried_on(last.prefix, last.fiscal_year, year) if last else _usual(hotel, kind, year)
    return _free(wished, hotel, _taken(hotel))


@transaction.atomic
def set_prefix(
    *,
    hotel: Hotel,
    kind: InvoiceKind,
    year: int,
    prefix: str,
    actor: Actor,
    now: datetime.datetime,
) -> Series:
    """Let the numbers of a year begin with `prefix`, up to the first document of that year.

    The five digits follow it at once, so it ends with a sign: 2027-. Raises PrefixUnfit,
    SeriesHasBegun, PrefixTaken (which names a free one).
    """
    prefix = prefix.strip()
    if not 0 < len(prefix) <= LONGEST_PREFIX or not prefix.isprintable():
        raise PrefixUnfit
    rows = Series.objects.filter(hotel=hotel, kind=kind, fiscal_year=year)
    series = locked(rows).first() or Series(hotel=hotel, kind=kind, fiscal_year=year)
    if series.last_number:
        raise SeriesHasBegun(series)
    taken = _taken(hotel, but=series)
    if prefix in taken:
        raise PrefixTaken(prefix, _free(prefix, hotel, taken))
    before, series.prefix, series.tax_id = series.prefix, prefix, seller_of(hotel)
    try:
        with transaction.atomic():
            series.save()
    except IntegrityError as error:
        # Somebody else has taken it since we looked.
        raise PrefixTaken(prefix, _free(prefix, hotel, {*taken, prefix})) from error
    audit.record(
        hotel_id=hotel.pk,
        actor=actor,
        action="series.prefix_set",
        subject=series,
        at=now,
        data={"kind": kind, "year": year, "prefix": [before, prefix]},
    )
    return series


def carried_on(prefix: str, year: int, to_year: int) -> str:
    """Return last year's beginning for another year: PRG/27/ becomes PRG/28/.

    Numbers start at one each year, so one without a year in it gets the year: PRG/ becomes
    PRG/2028-.
    """
    if str(year) in prefix:
        return prefix.replace(str(year), str(to_year))
    short = re.compile(rf"(?<!\d){year % 100:02d}(?!\d)")
    if short.search(prefix):
        return short.sub(f"{to_year % 100:02d}", prefix)
    return f"{prefix[: LONGEST_PREFIX - 5]}{to_year}-"


def seller_of(hotel: Hotel) -> str:
    """Return the tax number as it is compared: ES B-123 and esb123 are one."""
    return "".join(letter for letter in hotel.tax_id.upper() if letter.isalnum())


def _begin(hotel: Hotel, kind: InvoiceKind, year: int) -> None:
    """Make the series of a year; another desk or hotel may do so at the same moment."""
    rows = Series.objects.filter(hotel=hotel, kind=kind, fiscal_year=year)
    for is_last_try in (False, False, True):
        series = Series(hotel=hotel, kind=kind, fiscal_year=year, tax_id=seller_of(hotel))
        series.prefix = prefix_for(hotel=hotel, kind=kind, year=year)
        try:
            with transaction.atomic():
                series.save(force_insert=True)
        except IntegrityError:
            if is_last_try:
                raise
        if rows.exists():
            return


def _usual(hotel: Hotel, kind: InvoiceKind, year: int) -> str:
    pattern = find(str(hotel.country), zone=hotel.zone).prefixes[kind]
    is_second = any(other.pk < hotel.pk for other in _of_one_seller(hotel))
    return pattern.format(house=f"{_house(hotel)}-" if is_second else "", year=year)


def _of_one_seller(hotel: Hotel) -> list[Hotel]:
    """Return the other hotels with the same tax number; none where there is no number."""
    seller = seller_of(hotel)
    if not seller:
        return []
    others = Hotel.objects.exclude(pk=hotel.pk).order_by("pk")
    return [other for other in others if seller_of(other) == seller]


def _taken(hotel: Hotel, *, but: Series | None = None) -> set[str]:
    """Return the beginnings of all series of the seller, besides one."""
    hotels = [hotel, *_of_one_seller(hotel)]
    rows = Series.objects.filter(hotel__in=hotels)
    if seller := seller_of(hotel):
        rows = rows | Series.objects.filter(tax_id=seller)
    if but is not None and but.pk:
        rows = rows.exclude(pk=but.pk)
    return set(rows.values_list("prefix", flat=True))


def _free(prefix: str, hotel: Hotel, taken: Collection[str]) -> str:
    """Return the beginning, or one with the hotel's code before it that nobody has."""
    if prefix not in taken:
        return prefix
    for number in count(1):
        house = f"{_house(hotel)}{number if number > 1 else ''}-"
        free = f"{house}{prefix[-(LONGEST_PREFIX - len(house)) :]}"
        if free not in taken:
            return free
    raise AssertionError("count() has no end")


def _house(hotel: Hotel) -> str:
    return hotel.code.upper()[:LONGEST_HOUSE].rstrip("-")
