"""The small line beside a key figure."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from hotelpms.kit.charts.frame import colour, together
from hotelpms.kit.charts.lines import Point, segments
from hotelpms.kit.charts.series import Value

HEIGHT = 28
EDGE = 3


def sparkline(values: Sequence[Value], title: str) -> SafeString:
    """Return a small line without axes, in the colour of the text around it; its end is a dot.

    It runs between the lowest and the highest value, so it shows the course, not the size.
    """
    runs = _runs(values)
    last = runs[-1][-1] if runs else None
    dot = (
        format_html('<circle cx="{}%" cy="{}" r="2.5" fill="currentColor"/>', *last) if last else ""
    )
    return format_html(
        '<svg class="sparkline" width="100%" height="{}" role="img" '
        'xmlns="http://www.w3.org/2000/svg" color="{}" stroke="currentColor" '
        'stroke-width="1.5" stroke-linecap="round"><title>{}</title>{}{}</svg>',
        HEIGHT,
        colour(1),
        title,
        together([segments(run, SafeString("")) for run in runs]),
        dot,
    )


def _runs(values: Sequence[Value]) -> list[list[Point]]:
    known = [float(value) for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    step = 96 / max(len(values) - 1, 1)
    runs: list[list[Point]] = [[]]
    for n, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            share = (float(value) - low) / (high - low) if high > low else 0.5
            y = HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)
            runs[-1].append((round(1 + n * step, 2), round(y, 1)))
    return [run for run in runs if run]
