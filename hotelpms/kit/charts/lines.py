"""Lines, and areas that lie on top of each other."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hotelpms.kit.charts.frame import Chart, colour, framed, together
from hotelpms.kit.charts.scale import HEIGHT, Scale, centres
from hotelpms.kit.charts.series import Series, Value, lines_of, numbers

Point = tuple[float, float]
# The second line is broken, the third dotted: they differ without colour too.
DASHES = {2: "5 4", 3: "1 4", 4: "8 3 1 3"}


def line_chart(
    series: Sequence[Series],
    *,
    labels: Sequence[str],
    title: str,
    unit: str = "",
    top: float | None = None,
    height: int = HEIGHT,
    axis: Sequence[str] | None = None,
) -> Chart:
    """Return a line for each series over the labels; the first is filled to the axis.

    `unit` stands at the axis, such as "%" or "EUR"; `top` is what the axis reaches at least,
    and `axis` replaces the labels below the drawing, in one line or two.
    """
    scale = Scale.around(
        numbers(series), top=top, height=height, label_lines=lines_of(axis or labels)
    )
    drawn = []
    for n, row in enumerate(series, 1):
        runs = _runs(row.values, centres(len(labels)), scale)
        parts = [_line(n, run) for run in runs] + [_dots(n, run) for run in runs]
        if n == 1:
            parts.insert(
                0, together([_area(n, run, _base(run, scale), scale, 0.1) for run in runs])
            )
        drawn.append(together(parts))
    # The first series is the news; it is drawn last, on top of what it is compared with.
    return framed(series, labels, title, unit, scale, together(drawn[::-1]), axis, DASHES)


def area_chart(
    series: Sequence[Series],
    *,
    labels: Sequence[str],
    title: str,
    unit: str = "",
    height: int = HEIGHT,
) -> Chart:
    """Return the series as areas on top of each other, so that the upper edge is their sum.

    A series without a figure adds nothing, and where none has one there is a gap. Below zero
    there is nothing to stack.
    """
    sums = [0.0] * len(labels)
    layers: list[tuple[list[float], list[float]]] = []
    for row in series:
        under = list(sums)
        sums = [a + max(float(v or 0), 0) for a, v in zip(sums, row.values, strict=True)]
        layers.append((under, list(sums)))
    scale = Scale.around(sums, height=height)
    runs = _known(series, len(labels))
    xs = centres(len(labels))
    drawn = []
    for n, (under, over) in enumerate(layers, 1):
        for run in runs:
            upper = [(xs[place], scale.y(over[place])) for place in run]
            lower = [(xs[place], scale.y(under[place])) for place in run]
            drawn += [_area(n, upper, lower, scale, 0.75 if n == 1 else 0.4), _line(n, upper)]
    return framed(series, labels, title, unit, scale, together(drawn))


def _known(series: Sequence[Series], count: int) -> list[list[int]]:
    """Return the places at which any series has a figure, in unbroken rows."""
    runs: list[list[int]] = [[]]
    for place in range(count):
        if any(row.values[place] is not None for row in series):
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def segments(points: Sequence[Point], attributes: SafeString) -> SafeString:
    """Return the line through the points, part by part: only single lines know per cent."""
    return format_html_join(
        "",
        '<line x1="{}%" y1="{}" x2="{}%" y2="{}"{}/>',
        ((*a, *b, attributes) for a, b in pairwise(points)),
    )


def _line(n: int, run: Sequence[Point]) -> SafeString:
    dash = format_html(' stroke-dasharray="{}"', DASHES[n]) if n in DASHES else ""
    return format_html(
        '<g class="line series-{}" stroke="{}" stroke-width="{}" stroke-linecap="round"{}>{}</g>',
        n,
        colour(n),
        2 if n == 1 else 1.5,
        dash,
        segments(run, SafeString("")),
    )


def _dots(n: int, run: Sequence[Point]) -> SafeString:
    # A line through many points needs no dots; a single point is nothing but a dot.
    if len(run) > 1 and n > 1:
        return SafeString("")
    return format_html_join(
        "",
        '<circle class="dot series-{}" cx="{}%" cy="{}" r="2" fill="{}"/>',
        ((n, *point, colour(n)) for point in run),
    )


def _area(
    n: int, upper: Sequence[Point], lower: Sequence[Point], scale: Scale, opacity: float
) -> SafeString:
    """Return the area between two lines; a drawing of its own stretches it to the width."""
    edge = " ".join(f"{x},{y}" for x, y in [*upper, *reversed(lower)])
    return format_html(
        '<svg x="0" y="0" width="100%" height="{}" viewBox="0 0 100 {}" '
        'preserveAspectRatio="none"><polygon class="area series-{}" points="{}" fill="{}" '
        'fill-opacity="{}"/></svg>',
        scale.height,
        scale.height,
        n,
        edge,
        colour(n),
        opacity,
    )


def _base(run: Sequence[Point], scale: Scale) -> list[Point]:
    return [(x, scale.y(0)) for x, _y in run]


def _runs(values: Sequence[Value], xs: Sequence[float], scale: Scale) -> list[list[Point]]:
    """Return the points in unbroken rows; a gap parts two of them."""
    runs: list[list[Point]] = [[]]
    for x, value in zip(xs, values, strict=True):
        if value is not None:
            runs[-1].append((x, scale.y(float(value))))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
