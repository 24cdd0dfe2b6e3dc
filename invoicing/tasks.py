"""Tasks about invoices: print one, and every minute those that nobody has printed yet."""

from celery import shared_task
from django.core.cache import cache

from hotelpms.kit import clock
from hotelpms.kit.files.pdf import PdfUnavailable
from hotelpms.kit.jobs import ring
from invoicing.domain.invoices import backlog, documents, invoice_mail
from invoicing.domain.online import solutions

# Between two turns of printing the worker's other tasks have theirs.
TURN_SECONDS = 5.0
# Says that somebody prints already: two would print the same papers twice. Forgotten it costs
# nothing else, and a worker that died while printing is followed after this long.
PRINTING = "invoicing.printing"
PRINTING_SECONDS = 60


@shared_task(ignore_result=True)
def render_invoice(invoice_id: int) -> None:
    """Print an invoice and keep its PDF; a printed one is left as it is.

    One whose mail is about to leave is printed with it, and was printed twice before.
    """
    if invoice_mail.is_on_its_way(invoice_id):
        return
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
    if cache.add(PRINTING, True, timeout=PRINTING_SECONDS):
        ring("invoicing.tasks.print_papers", 0)


@shared_task(ignore_result=True)
def print_papers(after: int) -> None:
    """Print invoices behind this one for some seconds, then go on in a task of its own."""
    last = backlog.print_missing(after=after, seconds=TURN_SECONDS, now=clock.now())
    if last is None:
        cache.delete(PRINTING)
    else:
        cache.set(PRINTING, True, timeout=PRINTING_SECONDS)
        ring("invoicing.tasks.print_papers", last)
