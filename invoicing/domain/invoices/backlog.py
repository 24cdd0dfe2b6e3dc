"""Papers of invoices that nobody has printed: as fast as it goes, and never before a mail."""

import datetime
import logging
import time

from hotelpms.kit import clock
from hotelpms.kit.files.pdf import PdfUnavailable
from invoicing.domain.invoices import documents
from messaging.domain.worker import dispatch

logger = logging.getLogger(__name__)

BATCH = 20
# Who has just issued one has started a task that prints it.
FRESH_FOR = datetime.timedelta(minutes=1)
# How long one paper waits for mails; then it is printed beside them, by a thread of its own.
GIVES_WAY_SECONDS = 2.0


def print_missing(*, after: int, seconds: float, now: datetime.datetime) -> int | None:
    """Print what is missing behind the invoice `after`, oldest first, for so many seconds.

    Return the last invoice that was tried, None when there is none behind it. One that fails
    stops no other, and is tried again from the beginning. Not in a transaction.
    """
    end = time.monotonic() + seconds
    while missing := documents.missing_pdfs(limit=BATCH, after=after, before=now - FRESH_FOR):
        for invoice_id in missing:
            if time.monotonic() > end:
                return after
            _give_way()
            if not _print(invoice_id):
                return None
            after = invoice_id
    return None


def _print(invoice_id: int) -> bool:
    """Print one; False when this computer prints none at all."""
    try:
        documents.invoice_pdf(invoice_id)
    except PdfUnavailable:
        return False
    except Exception:
        logger.exception("invoice_not_printed invoice=%s", invoice_id)
    return True


def _give_way() -> None:
    until = time.monotonic() + GIVES_WAY_SECONDS
    while time.monotonic() < until and dispatch.has_due(clock.now()):
        time.sleep(0.1)
