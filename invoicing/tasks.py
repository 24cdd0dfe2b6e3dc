"""Bells of the money side: print an invoice, and every minute whatever was left lying."""

import logging

from celery import shared_task

from hotelpms.kit import clock
from hotelpms.kit.pdf import PdfUnavailable
from invoicing.domain import closing, closing_sweep, documents

logger = logging.getLogger(__name__)

# Invoices printed in one sweep; the next minute takes the next ones.
PRINTED_AT_ONCE = 20


@shared_task(ignore_result=True)
def render_invoice(invoice_id: int) -> None:
    """Print an invoice and keep its PDF; a printed one is left as it is."""
    try:
        documents.invoice_pdf(invoice_id)
    except PdfUnavailable:
        # The page says so when somebody asks for the PDF; the sweep tries again.
        return


@shared_task(ignore_result=True)
def close_day(closing_id: int) -> None:
    """Run a started night closing, or print and mail what is left of one."""
    try:
        closing.run(closing_id=closing_id, now=clock.now)
    except (closing.ClosingAlreadyRunning, closing.ClosingNotStarted, PdfUnavailable):
        # Rung twice, or stopped for a person; the row says so. PDFs are tried again later.
        return


@shared_task(ignore_result=True)
def sweep() -> None:
    """Do what a lost bell left undone. Finds nothing when it runs twice."""
    closing_sweep.sweep(now=clock.now())
    print_missing()


def print_missing() -> None:
    """Print invoices whose PDF is missing, oldest first; one that fails stops no other."""
    for invoice_id in documents.missing_pdfs(limit=PRINTED_AT_ONCE):
        try:
            render_invoice(invoice_id)
        except Exception:
            logger.exception("invoice_not_printed invoice=%s", invoice_id)
