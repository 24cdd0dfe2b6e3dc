"""Charts as SVG text, drawn on the server: the same in a page, on paper and for a screen reader.

Across, everything stands in per cent of the drawing; upwards in pixels. So a chart fills the
width it is given, from a phone to a sheet of paper, while its height, its lines and its letters
keep their size. Axis figures hang out to the left of the drawing: whoever shows a chart leaves
room for them (`.chart` in the style sheets of pages and papers).

Colours stand as presentation attributes, so that paper needs no style sheet; in pages the
classes (chart, grid, series-1, ...) let the style sheet override them. Series are told apart by
their form as well: filled and outlined bars, whole and broken lines. There is no script, no
inline style and no id, and the same figures give the same text.
"""

from hotelpms.kit.charts.bars import bar_chart
from hotelpms.kit.charts.frame import Chart
from hotelpms.kit.charts.lines import area_chart, line_chart
from hotelpms.kit.charts.scale import Scale
from hotelpms.kit.charts.series import Series, day_labels, weekday_marks
from hotelpms.kit.charts.spark import sparkline

__all__ = [
    "Chart",
    "Scale",
    "Series",
    "area_chart",
    "bar_chart",
    "day_labels",
    "line_chart",
    "sparkline",
    "weekday_marks",
]
