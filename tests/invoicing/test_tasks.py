from collections.abc import Iterator

import pytest
from django.core.cache import cache

from invoicing import tasks
from invoicing.domain.invoices import backlog, documents, invoice_mail
from messaging.models import Message
from tests.factories.invoicing import AT, CLERK, issued_invoice, open_house

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_prints() -> Iterator[None]:
    cache.delete(tasks.PRINTING)
    yield
    cache.delete(tasks.PRINTING)


def test_one_chain_of_turns_prints_the_backlog(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before, twenty papers were printed a minute, whatever waited; and each sweep began anew."""
    rung: list[tuple[str, int]] = []
    turns = iter([7, None])
    monkeypatch.setattr(tasks, "ring", lambda name, after: rung.append((name, after)))
    monkeypatch.setattr(backlog, "print_missing", lambda **asked: next(turns))

    tasks.sweep()
    tasks.sweep()
    tasks.print_papers(0)
    tasks.sweep()
    tasks.print_papers(7)

    assert rung == [("invoicing.tasks.print_papers", after) for after in (0, 7)]

    tasks.sweep()

    assert len(rung) == 3


@pytest.mark.parametrize(("state", "is_printed"), [("queued", False), ("failed", True)])
def test_an_invoice_whose_mail_is_about_to_leave_is_printed_with_it(
    monkeypatch: pytest.MonkeyPatch, state: str, is_printed: bool
) -> None:
    printed: list[int] = []
    monkeypatch.setattr(documents, "invoice_pdf", printed.append)
    invoice = issued_invoice(open_house())
    mail = invoice_mail.queue_issued(
        invoice=invoice, to_address="ana@example.com", actor=CLERK, now=AT
    )
    Message.objects.filter(pk=mail.pk).update(state=state)

    tasks.render_invoice(invoice.pk)

    assert printed == [invoice.pk] * is_printed
