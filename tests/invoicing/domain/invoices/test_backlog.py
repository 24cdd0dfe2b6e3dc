"""Papers that nobody has printed: all of them, and never before a mail."""

from datetime import timedelta

import pytest

from hotelpms.kit.files.pdf import PdfUnavailable
from invoicing.domain.invoices import backlog, documents
from messaging.domain.worker import dispatch
from tests.factories.invoicing import AT, House, issued_invoice

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(minutes=1)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The invoices that were printed, in order; nothing waits for them."""
    done: list[int] = []
    monkeypatch.setattr(documents, "invoice_pdf", done.append)
    monkeypatch.setattr(backlog, "BATCH", 2)
    return done


def test_one_that_cannot_be_printed_does_not_stop_those_behind_it(
    house: House, printed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, *sound = (issued_invoice(house) for _ in range(4))

    def print_pdf(invoice_id: int) -> None:
        if invoice_id == broken.pk:
            raise ValueError
        printed.append(invoice_id)

    monkeypatch.setattr(documents, "invoice_pdf", print_pdf)

    assert backlog.print_missing(after=0, seconds=60, now=LATER) is None
    assert printed == [invoice.pk for invoice in sound]


def test_when_time_is_up_it_says_where_to_go_on(house: House, printed: list[int]) -> None:
    first, second, third = (issued_invoice(house) for _ in range(3))

    assert backlog.print_missing(after=first.pk, seconds=-1, now=LATER) == first.pk
    assert printed == []
    assert backlog.print_missing(after=first.pk, seconds=60, now=LATER) is None
    assert printed == [second.pk, third.pk]


def test_what_was_issued_a_moment_ago_is_left_to_the_task_that_was_rung(
    house: House, printed: list[int]
) -> None:
    issued_invoice(house)

    backlog.print_missing(after=0, seconds=60, now=AT + timedelta(seconds=59))

    assert printed == []


def test_where_nothing_can_be_printed_it_ends(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def unavailable(invoice_id: int) -> None:
        tried.append(invoice_id)
        raise PdfUnavailable

    issued_invoice(house)
    issued_invoice(house)
    monkeypatch.setattr(documents, "invoice_pdf", unavailable)

    assert backlog.print_missing(after=0, seconds=60, now=LATER) is None
    assert len(tried) == 1


def test_mails_that_can_leave_go_first(
    house: House, printed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    mails = [True, True, False]
    seen: list[int] = []

    def has_due(now: object) -> bool:
        seen.append(len(printed))
        return mails.pop(0) if mails else False

    monkeypatch.setattr(dispatch, "has_due", has_due)
    issued_invoice(house)
    backlog.print_missing(after=0, seconds=60, now=LATER)

    assert seen == [0, 0, 0]
    assert len(printed) == 1
