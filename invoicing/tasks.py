"""Tasks about invoices: print one, and every minute those that nobody has printed yet."""

import logging

from celery import shared_task

from hotelpms.kit.files.pdf import PdfUnavailable
from invoicing.domain.invoices import documents
from invoicing.domain.online import solutions

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
def stop_other_amounts(invoice_id: int) -> None:
    """Close at the provider what was begun over an amount that is owed no more."""
    solutions.close_other_amounts(invoice_id)


@shared_task(ignore_result=True)
def sweep() -> None:
    """Do what a lost task left undone. Finds nothing when it runs twice."""
    print_missing()


def print_missing() -> None:
    """Print invoices whose PDF is missing, oldest first; one that fails stops no other."""
    for invoice_id in documents.missing_pdfs(limit=PRINTED_AT_ONCE):
        try:
            render_invoice(invoice_id)
        except Exception:
            logger.exception("invoice_not_printed invoice=%s", invoice_id)
