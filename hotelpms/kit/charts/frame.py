"""What all charts share: the drawing's frame, the grid, the labels, the key and the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hotelpms.kit.charts.scale import LINE_OF_LABELS, TOP, Scale, centres, slot
from hotelpms.kit.charts.series import Series, on_axis, reading, summary, with_unit

COLOURS = ("#4450c8", "#7d8496", "#1f8f6b", "#b7791f")
INK, LINE = "#5b6070", "#e3e5ea"
# The narrowest drawing on a sheet of paper or a screen, that of a phone, and a letter's width.
NARROW, PHONE, LETTER = 500, 300, 6.2


@dataclass(frozen=True)
class Chart:
    """A drawing with its key and its figures as a table; in a page it shows all three.

    On paper take `legend` and `svg`; where no picture may stand, as in a mail, take `table`.
    """

    svg: SafeString
    legend: SafeString
    table: SafeString

    def __str__(self) -> str:
        return format_html(
            '<figure class="chart-figure">{}<div class="chart-frame">{}</div>'
            '<details class="chart-table"><summary>{}</summary>'
            '<div class="table-wrap" tabindex="0" role="region" aria-label="{}">{}</div>'
            "</details></figure>",
            self.legend,
            self.svg,
            _("Show as table"),
            _("Figures of the chart"),
            self.table,
        )


def framed(
    series: Sequence[Series],
    labels: Sequence[str],
    title: str,
    unit: str,
    scale: Scale,
    marks: SafeString,
    axis: Sequence[str] | None = None,
    dashes: Mapping[int, str] | None = None,
) -> Chart:
    """Return the chart around its marks.

    `axis` is what stands below in place of the labels; `dashes`, by the number of the series,
    make the key show lines instead of boxes.
    """
    svg = format_html(
        '<svg class="chart" width="100%" height="{}" role="img" '
        'xmlns="http://www.w3.org/2000/svg" '
        'font-family="Inter, DejaVu Sans, sans-serif" font-size="11">'
        "<title>{}</title><desc>{}</desc>{}{}{}{}</svg>",
        scale.height,
        title,
        " ".join(summary(row, labels, unit) for row in series),
        _grid(scale, unit),
        marks,
        _label_row(axis or labels, scale),
        _readings(series, labels, unit, scale),
    )
    return Chart(svg, _legend(series, dashes), _table(series, labels, title, unit))


def colour(n: int) -> str:
    """Return the colour of the n-th series on paper, counted from 1."""
    return COLOURS[(n - 1) % len(COLOURS)]


def together(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _grid(scale: Scale, unit: str) -> SafeString:
    lines = format_html_join(
        "",
        '<line class="{}" x1="0%" x2="100%" y1="{}" y2="{}" stroke="{}" stroke-width="1"/>'
        '<text x="-8" y="{}" text-anchor="end" fill="{}">{}</text>',
        (
            (
                "axis" if tick == 0 else "grid",
                scale.y(tick),
                scale.y(tick),
                LINE,
                round(scale.y(tick) + 3.5, 1),
                INK,
                on_axis(tick, scale.high),
            )
            for tick in scale.ticks
        ),
    )
    if not unit:
        return lines
    name = '<text x="-8" y="9" text-anchor="end" fill="{}">{}</text>{}'
    return format_html(name, INK, unit, lines)


def _label_row(labels: Sequence[str], scale: Scale) -> SafeString:
    """Return as many labels as fit; of those that don't fit on a phone every other is minor."""
    longest = max((len(line) for label in labels for line in label.splitlines()), default=1)
    needed = len(labels) * (longest * LETTER + 8)
    every = max(ceil(needed / NARROW), 1)
    halves = len(labels) / every * (longest * LETTER + 2) > PHONE
    places = zip(centres(len(labels)), labels, strict=True)
    return format_html_join(
        "",
        '<text{} x="{}%" y="{}" text-anchor="middle" fill="{}">{}</text>',
        (
            (
                SafeString(' class="minor"') if halves and n // every % 2 else "",
                x,
                scale.height - 4 - LINE_OF_LABELS * (scale.label_lines - 1 - line),
                INK,
                text,
            )
            for n, (x, label) in enumerate(places)
            if n % every == 0
            for line, text in enumerate(label.splitlines())
        ),
    )


def _readings(
    series: Sequence[Series], labels: Sequence[str], unit: str, scale: Scale
) -> SafeString:
    """Return a pane over each place that tells its figures to the pointer."""
    width = round(slot(len(labels)), 2)
    return format_html_join(
        "",
        '<rect class="pane" x="{}%" y="{}" width="{}%" height="{}" fill="none" '
        'pointer-events="all"><title>{}</title></rect>',
        (
            (
                round(n * slot(len(labels)), 2),
                TOP,
                width,
                scale.depth,
                reading(series, n, label, unit),
            )
            for n, label in enumerate(labels)
        ),
    )


def _legend(series: Sequence[Series], dashes: Mapping[int, str] | None) -> SafeString:
    if len(series) < 2:
        return SafeString("")
    items = format_html_join(
        "",
        '<li class="series-{}">{}{}</li>',
        (
            (n, _box(n) if dashes is None else _stroke(n, dashes.get(n, "")), row.name)
            for n, row in enumerate(series, 1)
        ),
    )
    return format_html('<ul class="legend" role="list">{}</ul>', items)


def _box(n: int) -> SafeString:
    return format_html(
        '<svg class="swatch" width="14" height="10" aria-hidden="true">'
        '<rect x="1" y="1" width="12" height="8" rx="2" fill="{}" fill-opacity="{}" '
        'stroke="{}" stroke-width="1.5"/></svg>',
        colour(n),
        "0.15" if n == 2 else "1",
        colour(n),
    )


def _stroke(n: int, dash: str) -> SafeString:
    return format_html(
        '<svg class="swatch" width="22" height="10" aria-hidden="true"><line x1="1" y1="5" x2="21" '
        'y2="5" stroke="{}" stroke-width="2" stroke-linecap="round"{}/></svg>',
        colour(n),
        format_html(' stroke-dasharray="{}"', dash) if dash else "",
    )


def _table(series: Sequence[Series], labels: Sequence[str], title: str, unit: str) -> SafeString:
    heads = format_html_join(
        "", '<th scope="col" class="num">{}</th>', ((row.name,) for row in series)
    )
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (
                label,
                format_html_join(
                    "",
                    '<td class="num">{}</td>',
                    (
                        ("–" if row.values[n] is None else with_unit(row.values[n] or 0, unit),)
                        for row in series
                    ),
                ),
            )
            for n, label in enumerate(labels)
        ),
    )
    return format_html(
        '<table class="table compact"><caption class="visually-hidden">{}</caption>'
        '<thead><tr><th scope="col"><span class="visually-hidden">{}</span></th>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        title,
        _("Axis"),
        heads,
        rows,
    )
