"""The invoice mail of a check-out: there with the invoice or not at all, and never without it."""

from decimal import Decimal

import pytest

from hotelpms.hotels.models import Hotel
from hotelpms.kit.files.pdf import PdfUnavailable
from invoicing.domain.check_out import checkout
from invoicing.domain.invoices import documents, invoice_mail
from invoicing.models import Folio, Invoice, InvoiceDocument
from messaging.domain.outbox import outbox
from messaging.domain.wording.standards import install_standard
from messaging.domain.worker import dispatch
from messaging.enums import MessageState
from messaging.models import Message
from reservations.enums import StayState
from reservations.models import Stay
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    charge,
    guest_in_house,
    open_house,
    pay,
)
from tests.factories.messaging import SenderAccountFactory
from tests.smtp import MailServer

pytestmark = pytest.mark.django_db

GUEST = "ana@guest.example.com"


@pytest.fixture
def hotel(house: House, smtp_server: MailServer) -> Hotel:
    SenderAccountFactory(hotel=house.hotel, port=smtp_server.port)
    install_standard(hotel=house.hotel, now=AT)
    return house.hotel


@pytest.fixture
def house() -> House:
    return open_house()


@pytest.fixture
def leaving(house: House, hotel: Hotel) -> tuple[Stay, Folio]:
    """A guest whose folio of 40.00 is paid and not invoiced yet."""
    stay, folio = guest_in_house(house, price=Decimal(0))
    charge(house, folio, "40.00")
    pay(house, folio, "40.00")
    return stay, folio


def leave(leaving: tuple[Stay, Folio], address: str = GUEST) -> checkout.CheckOut:
    stay, folio = leaving
    return checkout.check_out(
        stay_id=stay.pk,
        actor=CLERK,
        now=AT,
        business_date=TODAY,
        addresses={folio.pk: address},
    )


def send() -> Message:
    dispatch.run(now=lambda: AT)
    return Message.objects.get(kind="invoice")


@pytest.mark.needs_pango
def test_the_mail_waits_with_the_invoice_and_leaves_with_its_pdf(
    leaving: tuple[Stay, Folio], smtp_server: MailServer
) -> None:
    done = leave(leaving)

    [waiting] = done.mails

    assert (waiting.state, waiting.to_address) == (MessageState.QUEUED, GUEST)
    assert not InvoiceDocument.objects.exists()
    assert send().state == MessageState.SENT

    [mail] = smtp_server.to(GUEST)
    [paper] = mail.iter_attachments()

    assert paper.get_filename() == "2027-00001.pdf"

    kept = documents.invoice_pdf(done.invoices[0].pk)

    assert paper.get_content() == invoice_mail.files.read(kept)


def test_a_mail_that_cannot_be_queued_keeps_the_guest(
    leaving: tuple[Stay, Folio], monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(**_letter: object) -> None:
        raise SystemExit

    monkeypatch.setattr(outbox, "queue", dies)
    with pytest.raises(SystemExit):
        leave(leaving)

    assert Stay.objects.get().state == StayState.IN_HOUSE
    assert (Invoice.objects.count(), Message.objects.count()) == (0, 0)


def test_an_address_that_is_none_stops_before_anything_happens(
    leaving: tuple[Stay, Folio],
) -> None:
    with pytest.raises(invoice_mail.AddressUnusable):
        leave(leaving, "ana@")

    assert Stay.objects.get().state == StayState.IN_HOUSE


def test_the_mail_does_not_leave_without_the_paper_that_it_promises(
    leaving: tuple[Stay, Folio], smtp_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def has_no_pango(*_args: object, **_options: object) -> bytes:
        raise PdfUnavailable

    leave(leaving)
    monkeypatch.setattr(documents, "render_pdf", has_no_pango)
    held = send()

    assert held.state == MessageState.DEFERRED
    assert held.why.startswith("not_printed|This computer cannot print PDFs yet")
    assert smtp_server.mails == []


def test_sent_again_it_carries_the_same_invoice(
    leaving: tuple[Stay, Folio], smtp_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(leaving)
    printed = iter([b"%PDF the first", b"%PDF another"])
    monkeypatch.setattr(documents, "render_pdf", lambda *_args, **_options: next(printed))
    first = send()

    outbox.resend(message_id=first.pk, actor=CLERK, now=AT)
    dispatch.run(now=lambda: AT)

    papers = [next(iter(mail.iter_attachments())) for mail in smtp_server.to(GUEST)]

    assert [paper.get_content() for paper in papers] == [b"%PDF the first"] * 2
