"""A night closing in a process of its own that stops at a chosen point, for tests that kill it.

`python -m tests.faults.closing_runner CLOSING_ID POINT`: POINT is a step, or "reports" for the
moment when one report is kept and the next is being printed. Says "here" when it is there.
"""

import sys
import time

import django

django.setup()

from hotelpms.closing.domain import runner  # noqa: E402
from hotelpms.closing.domain.steps import registry  # noqa: E402
from hotelpms.kit import clock  # noqa: E402 - apps must be loaded first
from hotelpms.reports.domain import printing  # noqa: E402
from hotelpms.reports.domain.report import Report  # noqa: E402
from tests.closing.stand_ins import then  # noqa: E402
from tests.printer import Printer  # noqa: E402


def stop_here() -> None:
    sys.stdout.write("here\n")
    sys.stdout.flush()
    time.sleep(60)


def stop_at_the_second_report() -> None:
    printer = Printer()

    def print_one(*, report: Report, language: str) -> bytes:
        if printer.printed:
            stop_here()
        return printer.print_report(report=report, language=language)

    printing.print_report = print_one


def main(closing_id: int, point: str) -> None:
    if point == "reports":
        stop_at_the_second_report()
    else:
        # It hangs once the step has done its work, before the commit.
        registry.STEPS = then(point, stop_here)
    runner.run(closing_id=closing_id, now=clock.now)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
