"""How the page of prices says what a night has, what would change, and what is missing."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from hotelpms.countries.holidays import holidays_in
from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_day, format_span
from hotelpms.kit.money import Money, format_money
from hotelpms.kit.web.parts import Alert, Badge
from reservations.domain.pages.rate_month import Gap, RateMonth
from reservations.domain.rates.filling import Trial
from reservations.models import RateNight, RoomType

# A gap that begins later than this is no worry yet.
SOON = datetime.timedelta(days=180)
LABELS: Mapping[str, str | Promise] = {
    "price": gettext_lazy("Price"),
    "is_closed": gettext_lazy("Stop sale"),
    "closed_to_arrival": gettext_lazy("Closed to arrival"),
    "closed_to_departure": gettext_lazy("Closed to departure"),
    "min_nights": gettext_lazy("Minimum stay"),
    "max_nights": gettext_lazy("Maximum stay"),
}


@dataclass(frozen=True)
class ShownNight:
    """Price and restrictions of a night; without a price it can't be sold."""

    price: Money | None
    marks: tuple[Badge, ...]


class Holiday(NamedTuple):
    """A public holiday and its name."""

    date: datetime.date
    name: str


@dataclass(frozen=True)
class DateLine:
    """A date of the month with its nights, one for each room type."""

    date: datetime.date
    is_weekend: bool
    is_over: bool
    # The name of the public holiday, empty on other dates.
    holiday: str
    nights: tuple[ShownNight, ...]


@dataclass(frozen=True)
class SpanLine:
    """Dates in a row that are alike."""

    first: datetime.date
    last: datetime.date
    night: ShownNight
    holidays: tuple[Holiday, ...]


@dataclass(frozen=True)
class Sheet:
    """A month as the page draws it: by date, and by room type for a narrow screen."""

    types: tuple[RoomType, ...]
    dates: tuple[DateLine, ...]
    spans: tuple[tuple[RoomType, tuple[SpanLine, ...]], ...]


@dataclass(frozen=True)
class Change:
    """What a field has now and would get."""

    label: str | Promise
    old: str
    new: str


@dataclass(frozen=True)
class Told:
    """What a fill would do, in words."""

    sentence: str
    changes: tuple[Change, ...]


def sheet(found: RateMonth, start: datetime.date, hotel: Hotel) -> Sheet:
    """Return the month in words; dates before `start` are over."""
    currency = hotel.currency
    holidays = holidays_in(
        str(hotel.country), hotel.zone, found.dates[0].date, found.dates[-1].date
    )
    return Sheet(
        types=found.types,
        dates=tuple(
            DateLine(
                date=one.date,
                is_weekend=one.is_weekend,
                is_over=one.date < start,
                holiday=holidays.get(one.date, ""),
                nights=tuple(_shown(night, currency) for night in one.nights),
            )
            for one in found.dates
        ),
        spans=tuple(
            (
                room_type,
                tuple(
                    SpanLine(
                        x.first,
                        x.last,
                        _shown(x.night, currency),
                        tuple(
                            Holiday(day, name)
                            for day, name in holidays.items()
                            if x.first <= day <= x.last
                        ),
                    )
                    for x in spans
                ),
            )
            for room_type, spans in found.spans
        ),
    )


def told(trial: Trial, currency: str) -> Told:
    """Return in words what a fill would do."""
    parts = [
        (trial.changed, ngettext("%(n)d night changes", "%(n)d nights change", trial.changed)),
        (trial.made, ngettext("%(n)d is new", "%(n)d are new", trial.made)),
        (
            trial.same,
            ngettext("%(n)d is like that already", "%(n)d are like that already", trial.same),
        ),
    ]
    sentence = ", ".join(text % {"n": count} for count, text in parts if count)
    return Told(
        sentence=sentence,
        changes=tuple(
            Change(LABELS[name], _range(trial.old[name], currency), _value(new, currency))
            for name, new in trial.new.items()
        ),
    )


def gap_alert(gap: Gap, types: Sequence[RoomType], start: datetime.date) -> Alert:
    """Return the sentence that names dates without a price."""
    names = ", ".join(room_type.name for room_type in gap.room_types)
    whose = _("All room types") if len(gap.room_types) == len(types) else names
    if gap.last is None:
        text = _("%(types)s: no price from %(date)s.") % {
            "types": whose,
            "date": format_day(gap.first),
        }
    else:
        text = _("%(types)s: no price on %(dates)s.") % {
            "types": whose,
            "dates": format_span(gap.first, gap.last),
        }
    return Alert(tone="warn" if gap.first - start < SOON else "info", text=text)


def _shown(night: RateNight | None, currency: str) -> ShownNight:
    if night is None:
        return ShownNight(None, ())
    marks = []
    if night.is_closed:
        marks.append(Badge("bad", _("Stop sale")))
    if night.closed_to_arrival:
        marks.append(Badge("warn", _("No arrival")))
    if night.closed_to_departure:
        marks.append(Badge("warn", _("No departure")))
    if night.min_nights > 1:
        marks.append(Badge("info", _least(night.min_nights)))
    if night.max_nights is not None:
        marks.append(Badge("info", _most(night.max_nights)))
    return ShownNight(Money(night.price, currency), tuple(marks))


def _least(nights: int) -> str:
    return ngettext("min. %(n)d night", "min. %(n)d nights", nights) % {"n": nights}


def _most(nights: int) -> str:
    return ngettext("max. %(n)d night", "max. %(n)d nights", nights) % {"n": nights}


def _range(values: Sequence[Any], currency: str) -> str:
    """Return what is there now: one value, or the least and the greatest."""
    said = list(dict.fromkeys(_value(value, currency) for value in values))
    return " – ".join(said)


def _value(value: Any, currency: str) -> str:
    if isinstance(value, Decimal):
        return format_money(Money(value, currency), get_language() or "en")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return _("none") if value is None else str(value)
