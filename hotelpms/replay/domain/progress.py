"""A bar for a terminal, and plain lines where nobody looks at one."""

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

WIDTH = 30
# How often a line is written where nobody looks: once in each twentieth of the way.
PARTS = 20


@dataclass
class Progress:
    """Shows how far `total` steps have come, the rate and the time that is left."""

    title: str
    total: int
    unit: str
    out: TextIO = sys.stderr
    done: int = 0
    started: float = field(default_factory=time.monotonic)
    first: int = 0
    told: int = 0

    def show(self, done: int, note: str = "") -> None:
        """Draw the state after `done` steps; each call on a terminal replaces the last."""
        self.done = done
        seconds = max(time.monotonic() - self.started, 0.001)
        rate = (done - self.first) / seconds
        left = (self.total - done) / rate if rate else 0
        filled = WIDTH * done // max(self.total, 1)
        line = (
            f"{self.title} [{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{self.total} "
            f"{self.unit}, {rate:.1f}/s, {_clock(left)} left {note}"
        )
        if self.out.isatty():
            self.out.write(f"\r{line:<100}")
        elif (part := PARTS * done // max(self.total, 1)) > self.told:
            self.told = part
            self.out.write(f"{line}\n")
        self.out.flush()

    def end(self) -> None:
        """Leave the line, so that what follows starts on its own."""
        if self.out.isatty():
            self.out.write("\n")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
