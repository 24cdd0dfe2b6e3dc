"""The vertical axis, and the places along the horizontal one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

HEIGHT = 168
# Above stands the unit of the axis, below stand the labels.
TOP, BOTTOM, LINE_OF_LABELS = 20, 10, 13


@dataclass(frozen=True)
class Scale:
    """The vertical axis in round steps; it always contains zero. `height` is in pixels."""

    low: float
    high: float
    step: float
    height: int = HEIGHT
    label_lines: int = 1

    @classmethod
    def around(
        cls,
        values: Sequence[float],
        *,
        top: float | None = None,
        height: int = HEIGHT,
        label_lines: int = 1,
    ) -> "Scale":
        """Return the scale for the values; `top` is what the axis reaches at least, such as 100."""
        low, high = min([0.0, *values]), max([top or 0.0, *values])
        step = round_step((high - low) / (4 if height >= 120 else 2) or 1)
        reach = max(ceil(high / step - 1e-9), 1 if low == 0 else 0) * step
        return cls(floor(low / step) * step, reach, step, height, label_lines)

    @property
    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + n * self.step for n in range(count + 1)]

    def y(self, value: float) -> float:
        """Return how many pixels from the top a value stands."""
        share = (value - self.low) / (self.high - self.low)
        return round(TOP + (1 - share) * self.depth, 1)

    @property
    def depth(self) -> int:
        """The pixels between the highest grid line and the lowest."""
        return self.height - TOP - BOTTOM - LINE_OF_LABELS * self.label_lines


def round_step(rough: float) -> float:
    """Return the next larger of 1, 2, 2.5, 5 and 10 in the order of magnitude of the number."""
    magnitude = 10.0 ** floor(log10(rough))
    return next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= rough * (1 - 1e-9))


def slot(count: int) -> float:
    """Return the width of one place in per cent of the drawing."""
    return 100 / max(count, 1)


def centres(count: int) -> list[float]:
    """Return the middle of each place in per cent of the drawing."""
    return [round((n + 0.5) * slot(count), 2) for n in range(count)]
