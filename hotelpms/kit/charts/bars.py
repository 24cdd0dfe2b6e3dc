"""Bars, one or several beside each other."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from hotelpms.kit.charts.frame import INK, Chart, colour, framed, together
from hotelpms.kit.charts.scale import HEIGHT, Scale, centres, slot
from hotelpms.kit.charts.series import Series, above_bar, lines_of, numbers

# A bar is never wider than this share of the drawing, however few there are.
WIDEST = 9.0
# As many places still have room for a figure over their bar.
MOST_WITH_FIGURES = 16


def bar_chart(
    series: Sequence[Series],
    *,
    labels: Sequence[str],
    title: str,
    unit: str = "",
    top: float | None = None,
    height: int = HEIGHT,
    axis: Sequence[str] | None = None,
) -> Chart:
    """Return bars for each series, side by side at each label; negative values hang down.

    The first series is filled and, where there is room, carries its figures; the second is
    outlined. `unit` stands at the axis, such as "%"; `top` is what the axis reaches at least,
    and `axis` replaces the labels below the drawing, in one line or two.
    """
    scale = Scale.around(
        numbers(series), top=top, height=height, label_lines=lines_of(axis or labels)
    )
    width = min(slot(len(labels)) * 0.76 / max(len(series), 1), WIDEST)
    bars, figures = [], []
    for n, row in enumerate(series, 1):
        shift = (n - 1 - len(series) / 2) * width
        for x, value in zip(centres(len(labels)), row.values, strict=True):
            if value is not None:
                bars.append(_bar(n, x + shift, width, float(value), scale))
                if n == 1 and len(labels) <= MOST_WITH_FIGURES:
                    figures.append(_figure(x + shift + width / 2, value, scale))
    # The figures lie on top of the bars beside them.
    marks = together([*bars, *figures])
    return framed(series, labels, title, unit, scale, marks, axis)


def _bar(n: int, x: float, width: float, value: float, scale: Scale) -> SafeString:
    top, bottom = sorted((scale.y(value), scale.y(0)))
    return format_html(
        '<rect class="bar series-{}" x="{}%" y="{}" width="{}%" height="{}" rx="2" fill="{}"{}/>',
        n,
        round(x + width * 0.06, 2),
        top,
        round(width * 0.88, 2),
        round(bottom - top, 1),
        colour(n),
        _outline(n),
    )


def _outline(n: int) -> SafeString:
    if n != 2:
        return SafeString("")
    return format_html(' fill-opacity="0.15" stroke="{}" stroke-width="1"', colour(n))


def _figure(x: float, value: Decimal | float, scale: Scale) -> SafeString:
    y = scale.y(max(float(value), 0)) - 4
    return format_html(
        '<text class="figure" x="{}%" y="{}" text-anchor="middle" fill="{}">{}</text>',
        round(x, 2),
        round(y, 1),
        INK,
        above_bar(value),
    )
