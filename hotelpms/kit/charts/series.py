"""Named rows of values, and how their figures are written."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_compact_decimal, format_decimal
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from hotelpms.kit.dates import format_day
from hotelpms.kit.formats.ratios import format_rate

Value = Decimal | int | float | None

# From here on an axis is written short: 12K instead of 12,000.
SHORT_FROM = 10_000


@dataclass(frozen=True)
class Series:
    """One named row of values; None leaves a gap."""

    name: str
    values: Sequence[Value]


def day_labels(days: Iterable[date]) -> list[str]:
    """Return the dates as day and month in the order of the reader's language."""
    return [format_day(day, "brief") for day in days]


def weekday_marks(days: Iterable[date], dotted: Container[date] = ()) -> list[str]:
    """Return for each date its day of the week over its number, for a narrow axis.

    Those that are `dotted` have a dot behind it, such as public holidays.
    """
    return [f"{format_day(day, 'EEEEEE')}\n{day.day}{'•' if day in dotted else ''}" for day in days]


def numbers(series: Sequence[Series]) -> list[float]:
    """Return every value that is there."""
    return [float(value) for row in series for value in row.values if value is not None]


def written(value: Decimal | float) -> str:
    """Return a figure in the reader's language, with the decimals that it has, three at most."""
    return format_decimal(value, format="#,##0.###", locale=_locale())


def lines_of(labels: Sequence[str]) -> int:
    """Return how many lines the tallest label takes."""
    return max((len(label.splitlines()) for label in labels), default=1)


def with_unit(value: Decimal | float, unit: str) -> str:
    """Return a figure with its unit; per cent stands where the language puts it (M4)."""
    if unit == "%":
        return format_rate(value)
    return f"{written(value)} {unit}".strip()


def on_axis(value: float, top: float) -> str:
    """Return the figure of a grid line, short where the highest one is long."""
    if abs(top) >= SHORT_FROM:
        return format_compact_decimal(value, fraction_digits=1, locale=_locale())
    return written(value)


def above_bar(value: Decimal | float) -> str:
    """Return the figure over a bar: whole numbers, or short ones where they are large."""
    exact = Decimal(str(value))
    if abs(exact) >= SHORT_FROM:
        return format_compact_decimal(exact, fraction_digits=1, locale=_locale())
    step = Decimal(1) if abs(exact) >= 10 else Decimal("0.1")
    # Half up as the house counts, where Babel would round half even.
    rounded = exact.quantize(step, rounding=ROUND_HALF_UP)
    return format_decimal(rounded, format="#,##0.#", locale=_locale())


def reading(series: Sequence[Series], position: int, label: str, unit: str) -> str:
    """Return what all series say at one label: "22 Nov: This year 58 %, Last year 61 %"."""
    said = [
        f"{row.name} {with_unit(value, unit)}"
        for row in series
        if (value := row.values[position]) is not None
    ]
    return f"{label}: {', '.join(said) or '–'}"


def summary(row: Series, labels: Sequence[str], unit: str) -> str:
    """Return the lowest and the highest value as a sentence for those who don't see the chart."""
    known = [
        (float(v), label) for v, label in zip(row.values, labels, strict=True) if v is not None
    ]
    if not known:
        return _("%(name)s: no figures.") % {"name": row.name}
    low, low_label = min(known, key=lambda pair: pair[0])
    high, high_label = max(known, key=lambda pair: pair[0])
    return _("%(name)s: lowest %(low)s (%(low_label)s), highest %(high)s (%(high_label)s).") % {
        "name": row.name,
        "low": with_unit(low, unit),
        "low_label": low_label,
        "high": with_unit(high, unit),
        "high_label": high_label,
    }


def _locale() -> str:
    return to_locale(get_language() or "en")
