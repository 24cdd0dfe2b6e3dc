"""Tasks of the night closing: run a started one, and every minute go on with what stopped."""

from celery import shared_task

from hotelpms.closing.domain import runner
from hotelpms.closing.domain import sweep as closing_sweep
from hotelpms.kit import clock
from hotelpms.kit.files.pdf import PdfUnavailable


@shared_task(ignore_result=True)
def close_day(closing_id: int) -> None:
    """Run a started night closing, or print and mail what is left of one."""
    try:
        runner.run(closing_id=closing_id, now=clock.shared())
    except (runner.ClosingAlreadyRunning, runner.ClosingNotStarted, PdfUnavailable):
        # Started twice, or stopped for a person; the row says so. PDFs are tried again later.
        return


@shared_task(ignore_result=True)
def sweep() -> None:
    """Do what a lost task left undone. Finds nothing when it runs twice."""
    closing_sweep.sweep(now=clock.shared()())
