"""Charts as SVG text, drawn on the server: the same in a page, on paper and for a screen reader.

Colours stand as presentation attributes, so that paper needs no style sheet; in pages the
classes (chart, grid, series-1, ...) let the style sheet override them. There is no script,
no inline style and no id, and the same figures give the same text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from babel.numbers import format_decimal
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

Value = Decimal | int | float | None

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 14, 30
COLOURS = ("#4450c8", "#8f95a3", "#1f8f6b", "#b7791f")
INK, LINE = "#5b6070", "#e3e5ea"
FEWEST_PIXELS_PER_LABEL = 58


@dataclass(frozen=True)
class Series:
    """One named row of values; None leaves a gap."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Scale:
    """The vertical axis in round steps; it always contains zero."""

    low: float
    high: float
    step: float

    @classmethod
    def around(cls, values: Sequence[float]) -> "Scale":
        low, high = min([0.0, *values]), max([0.0, *values])
        step = _round_step((high - low) / 4 or 1)
        top = max(ceil(high / step), 1 if low == 0 else 0) * step
        return cls(floor(low / step) * step, top, step)

    @property
    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + n * self.step for n in range(count + 1)]

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM), 1)


def line_chart(
    series: Sequence[Series], *, labels: Sequence[str], title: str, unit: str = ""
) -> SafeString:
    """Return a line for each series over the labels; the first is filled to the axis.

    `unit` follows each figure that is read out, such as "%" or "EUR".
    """
    scale = Scale.around(_numbers(series))
    xs = _centres(len(labels))
    lines = [_line(row, n, xs, labels, scale, unit) for n, row in enumerate(series, 1)]
    # The first series is the news; it is drawn last, on top of what it is compared with.
    return _frame(series, labels, title, unit, scale, _together(lines[::-1]))


def bar_chart(
    series: Sequence[Series], *, labels: Sequence[str], title: str, unit: str = ""
) -> SafeString:
    """Return bars for each series, side by side at each label; negative values hang down."""
    scale = Scale.around(_numbers(series))
    slot = _slot(len(labels))
    width = round(min(slot * 0.7 / max(len(series), 1), 36), 1)
    bars = []
    for n, row in enumerate(series, 1):
        shift = (n - 1 - len(series) / 2) * width
        for x, label, value in zip(_centres(len(labels)), labels, row.values, strict=True):
            if value is not None:
                name = _reading(row, label, value, unit)
                bars.append(_bar(n, round(x + shift, 1), width, float(value), scale, name))
    return _frame(series, labels, title, unit, scale, _together(bars))


def sparkline(values: Sequence[Value], title: str) -> SafeString:
    """Return a small line without axes, in the colour of the text around it."""
    numbers = [float(v) for v in values if v is not None]
    low, high = min(numbers, default=0.0), max(numbers, default=0.0)
    span = (high - low) or 1.0
    step = 116 / max(len(values) - 1, 1)
    points = [
        None if v is None else (round(2 + n * step, 1), round(26 - (float(v) - low) / span * 22, 1))
        for n, v in enumerate(values)
    ]
    last = next((point for point in reversed(points) if point), None)
    # Stretched to its box, so the pen must not scale with it; the end is a dot of the pen.
    return format_html(
        '<svg class="sparkline" viewBox="0 0 120 30" role="img" preserveAspectRatio="none" '
        'xmlns="http://www.w3.org/2000/svg" color="{}" fill="none" stroke="currentColor" '
        'stroke-linejoin="round" stroke-linecap="round"><title>{}</title>'
        '<path d="{}" stroke-width="1.5" vector-effect="non-scaling-stroke"/>'
        '<path d="{}" stroke-width="5" vector-effect="non-scaling-stroke"/></svg>',
        _colour(1),
        title,
        _path(points),
        "M{} {}h0".format(*last) if last else "",
    )


def _line(
    row: Series, n: int, xs: list[float], labels: Sequence[str], scale: Scale, unit: str
) -> SafeString:
    points = [
        None if v is None else (x, scale.y(float(v))) for x, v in zip(xs, row.values, strict=True)
    ]
    path = format_html(
        '<path class="line series-{}" d="{}" fill="none" stroke="{}" stroke-width="{}" '
        'stroke-linejoin="round" stroke-linecap="round"{}/>',
        n,
        _path(points),
        _colour(n),
        2 if n == 1 else 1.5,
        "" if n == 1 else SafeString(' stroke-dasharray="4 4"'),
    )
    dots = format_html_join(
        "",
        '<circle class="dot series-{}" cx="{}" cy="{}" r="{}" fill="{}"><title>{}</title></circle>',
        (
            (n, *point, 2.5 if n == 1 else 1.5, _colour(n), _reading(row, label, value, unit))
            for point, label, value in zip(points, labels, row.values, strict=True)
            if point and value is not None
        ),
    )
    return _together([_area(points, scale) if n == 1 else SafeString(""), path, dots])


def _area(points: Sequence[tuple[float, float] | None], scale: Scale) -> SafeString:
    base = scale.y(0)
    runs = []
    for run in _runs(points):
        along = " ".join(f"L{x} {y}" for x, y in run)
        runs.append(f"M{run[0][0]} {base} {along} L{run[-1][0]} {base} Z")
    return format_html(
        '<path class="area" d="{}" fill="{}" fill-opacity="0.1" stroke="none"/>',
        " ".join(runs),
        _colour(1),
    )


def _bar(n: int, x: float, width: float, value: float, scale: Scale, name: str) -> SafeString:
    top, bottom = sorted((scale.y(value), scale.y(0)))
    return format_html(
        '<rect class="bar series-{}" x="{}" y="{}" width="{}" height="{}" rx="2" fill="{}">'
        "<title>{}</title></rect>",
        n,
        x,
        top,
        max(round(width - 1.5, 1), 1),
        round(bottom - top, 1),
        _colour(n),
        name,
    )


def _frame(
    series: Sequence[Series],
    labels: Sequence[str],
    title: str,
    unit: str,
    scale: Scale,
    marks: SafeString,
) -> SafeString:
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" width="100%" role="img" '
        'xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="11">'
        "<title>{}</title><desc>{}</desc>{}{}{}</svg>",
        WIDTH,
        HEIGHT,
        title,
        " ".join(_summary(row, labels, unit) for row in series),
        _grid(scale),
        marks,
        _label_row(labels),
    )


def _grid(scale: Scale) -> SafeString:
    rows = (
        ("axis" if tick == 0 else "grid", LEFT, WIDTH - RIGHT, scale.y(tick), LINE, tick)
        for tick in scale.ticks
    )
    return format_html_join(
        "",
        '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="1"/>'
        '<text x="{}" y="{}" text-anchor="end" fill="{}">{}</text>',
        (
            (kind, left, right, y, y, colour, left - 8, round(y + 3.5, 1), INK, _number(tick))
            for kind, left, right, y, colour, tick in rows
        ),
    )


def _label_row(labels: Sequence[str]) -> SafeString:
    # As many labels as fit without touching; the first is always there.
    every = max(ceil(FEWEST_PIXELS_PER_LABEL / _slot(len(labels))), 1)
    return format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>',
        (
            (x, HEIGHT - 9, INK, label)
            for n, (x, label) in enumerate(zip(_centres(len(labels)), labels, strict=True))
            if n % every == 0
        ),
    )


def _summary(row: Series, labels: Sequence[str], unit: str) -> str:
    known = [
        (float(v), label) for v, label in zip(row.values, labels, strict=True) if v is not None
    ]
    if not known:
        return _("%(name)s: no figures.") % {"name": row.name}
    (low, low_label), (high, high_label) = min(known), max(known)
    return _("%(name)s: lowest %(low)s (%(low_label)s), highest %(high)s (%(high_label)s).") % {
        "name": row.name,
        "low": _with_unit(low, unit),
        "low_label": low_label,
        "high": _with_unit(high, unit),
        "high_label": high_label,
    }


def _reading(row: Series, label: str, value: Decimal | float, unit: str) -> str:
    return f"{row.name}, {label}: {_with_unit(value, unit)}"


def _with_unit(value: Decimal | float, unit: str) -> str:
    return f"{_number(value)} {unit}".strip()


def _number(value: Decimal | float) -> str:
    return format_decimal(value, format="#,##0.##", locale=to_locale(get_language() or "en"))


def _numbers(series: Sequence[Series]) -> list[float]:
    return [float(value) for row in series for value in row.values if value is not None]


def _slot(count: int) -> float:
    return (WIDTH - LEFT - RIGHT) / max(count, 1)


def _centres(count: int) -> list[float]:
    return [round(LEFT + (n + 0.5) * _slot(count), 1) for n in range(count)]


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    runs = ("L".join(f"{x} {y}" for x, y in run) for run in _runs(points))
    return " ".join(f"M{run}" for run in runs)


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _round_step(rough: float) -> float:
    magnitude = 10.0 ** floor(log10(rough))
    return next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= rough)


def _colour(n: int) -> str:
    return COLOURS[(n - 1) % len(COLOURS)]


def _together(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
