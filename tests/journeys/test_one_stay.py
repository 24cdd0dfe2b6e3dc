"""From the first call to the letter after the stay, as people at the desk and guests live it."""

import io
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from pypdf import PdfReader

from invoicing.domain.invoices.chain import verify_chain
from invoicing.enums import MethodKind
from invoicing.gateways.base import EventKind
from invoicing.gateways.embedded import EmbeddedGateway
from invoicing.models import Charge, GatewaySession, Invoice, Payment, PaymentSolution
from messaging.models import Message
from tests.journeys.browser import Browser, Page
from tests.journeys.house import FIRST, House, Stranger

pytestmark = pytest.mark.needs_pango

ANA, BEN = "ana.ruiz@guest.example.com", "ben.okafor@guest.example.com"
ARRIVAL, DEPARTURE = FIRST + timedelta(days=2), FIRST + timedelta(days=3)


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def attachments(mail: Any) -> dict[str, bytes]:
    return {part.get_filename(): part.get_content() for part in mail.iter_attachments()}


def link_in(mail: Any) -> str:
    """Return the address that the plain text of a payment mail offers."""
    body = mail.get_body(preferencelist=("plain",)).get_content()
    found = re.search(rf"{re.escape(settings.PUBLIC_URL)}(/g/pay/\S+)", body)
    assert found, body
    return found.group(1)


def new_card_with_consent(house: House) -> Page:
    page = house.reception.open(house.at("cardex/new/"))
    named = {"first_name": "Ana", "last_name": "Ruiz", "email": ANA, "language": "en"}
    card = house.reception.press(page, "/cardex/new/", "Save", **named)
    form = card.form("/consent/")
    said = {
        "purpose": form.option("purpose", "Marketing by e-mail"),
        "act": form.option("act", "Granted"),
        "source": form.option("source", "paper"),
        "clause": "I want to hear from Hotel Miramar.",
    }
    card = house.reception.press(card, "/consent/", "Note it", **said)
    assert "I want to hear from Hotel Miramar." in card.text
    return card


def test_a_stay_from_the_card_to_the_letter_after_it(house: House) -> None:
    new_card_with_consent(house)

    # The call: two nights ahead. The confirmation is there before the call is over.
    reservation = house.book(arrival=ARRIVAL, departure=DEPARTURE, guest_text="Ana Ruiz")
    code = reservation.url.split("/")[-2]

    assert code in str(house.mail(ANA, "").get_body(("html",)).get_content())

    house.close_day()

    # The day before: a pre-stay letter, however often the sweep runs.
    house.send_letters()

    assert [message.kind for message in to(ANA)] == ["confirmation", "pre_stay"]

    house.close_day()

    # The day itself: a letter in the morning, the check-in in the afternoon, a drink at night.
    house.send_letters()

    assert [message.kind for message in to(ANA)][2:] == ["arrival"]

    house.clock.turn_to(ARRIVAL, 15)
    house.check_in(house.reception.open(reservation.url))
    reservation = house.reception.open(reservation.url)
    folio = house.reception.open(reservation.link("/folio/"))
    folio = house.post(folio, code="Bar", amount="6.50", description="Two coffees")

    assert "Two coffees" in folio.text

    # The night: closed once, the night charged once, the papers in the departments' mailboxes.
    mailed = len(house.mails.mails)
    closing = house.close_day()

    assert "Done" in closing.text

    nights = Charge.objects.filter(folio__stay__reservation__code=code, code__code="ROOM")

    assert [(night.gross, night.business_date) for night in nights] == [(Decimal("112"), ARRIVAL)]

    papers = papers_of(house, mailed)
    day = ARRIVAL.isoformat()

    assert papers == {
        "direction@example.com": [
            f"{kind}-{day}.pdf" for kind in ("arrivals", "flash", "revenue", "traces")
        ],
        "reception@example.com": [f"arrivals-{day}.pdf", f"traces-{day}.pdf"],
        "restaurant@example.com": [f"arrivals-{day}.pdf", f"traces-{day}.pdf"],
        "accounting@example.com": [f"revenue-{day}.pdf"],
        "housekeeping@example.com": [f"traces-{day}.pdf"],
        "spa@example.com": [f"traces-{day}.pdf"],
    }

    # The way out: a letter, a payment, the invoice.
    house.send_letters()

    assert [message.kind for message in to(ANA)][3:] == ["departure"]

    house.clock.turn_to(DEPARTURE, 10)
    done = pay_and_check_out(house, reservation)
    invoice = Invoice.objects.get()

    assert (invoice.total, invoice.number) == (Decimal("118.50"), 1)

    pdf = house.reception.open(done.link("/pdf/"))

    assert pdf.response.headers["Content-Type"] == "application/pdf"
    assert invoice.full_number in text_of(pdf.content)
    assert "118.50" in text_of(pdf.content)
    assert verify_chain(invoice.series_id) == []

    # One day later, exactly: not before, not after, not twice.
    house.close_day()
    house.send_letters()

    assert [message.kind for message in to(ANA)][4:] == ["invoice", "post_stay"]

    house.close_day()
    house.send_letters()

    assert len(to(ANA)) == 6
    assert len(house.mails.to(ANA)) == 6

    outbox_shows_everything(house)

    assert Stranger.hired().sees_none_of(house) > 25


def test_an_invoice_is_paid_by_its_link_after_the_guest_has_left(house: House) -> None:
    new_guest = {"first_name": "Ben", "last_name": "Okafor", "email": BEN, "language": "en"}
    reservation = house.book(arrival=FIRST, departure=FIRST + timedelta(days=1), **new_guest)
    house.clock.turn_to(FIRST, 15)
    house.check_in(reservation)
    house.close_day()
    house.clock.turn_to(FIRST + timedelta(days=1), 9)

    page = house.reception.open(reservation.url)
    page = house.reception.open(page.link("/check-out/"))
    owed = house.reception.open(page.link("/city-ledger/"))
    page = house.reception.press(owed, "/city-ledger/", "Move balance")
    page = house.reception.press(page, "/check-out/finish/", "Invoice and check out")

    assert "Ben Okafor has left." in page.text

    invoice = Invoice.objects.get()

    page = house.reception.open(house.at(f"invoices/{invoice.pk}/"))
    form = house.reception.open(page.link("/send-link/"))
    house.reception.press(form, "/send-link/", "Send payment link")
    letter = house.mail(BEN, f"{invoice.full_number} from Hotel Miramar: pay online")

    assert [
        text_of(pdf).count(invoice.full_number) > 0 for pdf in attachments(letter).values()
    ] == [True]

    house.clock.turn_to(FIRST + timedelta(days=1), 20)
    guest_pays(house, letter)
    told_again(house)

    [payment] = Payment.objects.exclude(method__kind=MethodKind.DEFERRED)

    assert (payment.amount, payment.invoice_id) == (invoice.total, invoice.pk)

    invoice.receivable.refresh_from_db()

    assert invoice.receivable.open_amount == 0
    assert [m.kind for m in to(BEN)] == ["confirmation", "invoice", "payment_link", "receipt"]

    notices = Message.objects.filter(kind="payment_notice")

    assert [(notice.to_address, notice.state) for notice in notices] == [
        ("reception@example.com", "sent")
    ]
    assert invoice.full_number in house.reception.open(house.at(f"invoices/{invoice.pk}/")).text

    # Ben never agreed to marketing: the letter after the stay doesn't leave.
    house.close_day()
    house.send_letters()

    assert [m.state for m in to(BEN) if m.kind == "post_stay"] == ["withheld"]
    assert len(house.mails.to(BEN)) == 4

    outbox_shows_everything(house)

    assert Stranger.hired().sees_none_of(house) > 15


def to(address: str) -> list[Message]:
    return list(Message.objects.filter(to_address=address).order_by("pk"))


def papers_of(house: House, mailed: int) -> dict[str, list[str]]:
    """Return who got which papers with the mails since, after reading each of them."""
    boxes = zip(house.mails.recipients[mailed:], house.mails.mails[mailed:], strict=True)
    papers: dict[str, list[str]] = {}
    for address, mail in boxes:
        files = attachments(mail)
        assert all("Hotel Miramar" in text_of(content) for content in files.values())
        papers[address] = sorted([*papers.get(address, []), *files])
    return papers


def pay_and_check_out(house: House, reservation: Page) -> Page:
    page = house.reception.open(reservation.link("/check-out/"))
    form = house.reception.open(page.link("/payment/"))
    card = form.form("/payment/").option("method", "Card")
    assert ("amount", "118.50") in form.form("/payment/").values
    page = house.reception.press(form, "/payment/", "Take payment", method=card, reference="4711")
    page = house.reception.press(page, "/check-out/finish/", "Invoice and check out")
    assert "Ana Ruiz has left." in page.text
    return page


def guest_pays(house: House, letter: Any) -> None:
    """The guest opens the link of the mail in a browser that nobody signed in with."""
    guest = Browser()
    link = link_in(letter)
    page = guest.open(link)
    assert "€112.00" in page.text
    at_gateway = guest.press(page, link, "Pay €112.00")
    assert "No card is charged" in at_gateway.text
    gateway = at_gateway.url.split("?")[0]
    thanks = guest.press(at_gateway, gateway, "Pay €112.00", number="4242 4242 4242 4242")
    assert "Thank you" in thanks.text
    assert "Thank you" in guest.open(link).text


def told_again(house: House) -> None:
    """The provider delivers its event twice more; both are taken and change nothing."""
    solution = PaymentSolution.objects.get(hotel=house.hotel)
    session = GatewaySession.objects.get()
    told = EmbeddedGateway.of(solution).tell(
        provider_id=session.provider_id, kind=EventKind.PAID, now=house.clock.now()
    )
    hook = reverse("guest:payment_hook", args=["embedded", house.hotel.code])
    for _ in range(2):
        answer = Browser().client.post(
            hook, told.body, content_type="application/json", headers=told.headers
        )
        assert answer.status_code == 200


def outbox_shows_everything(house: House) -> None:
    """Every mail that arrived stands on the page of the outbox, as sent."""
    assert Message.objects.exclude(state__in=("sent", "withheld")).count() == 0
    assert Message.objects.filter(state="sent").count() == len(house.mails.mails)
    shown: set[str] = set()
    page, number = house.reception.open(house.at("messages/")), 1
    while page is not None:
        addresses = [address for address, _text in page.links]
        shown |= {address for address in addresses if re.search(r"/messages/\d+/$", address)}
        number += 1
        more = [address for address in addresses if address.endswith(f"page={number}")]
        page = house.reception.open(more[0]) if more else None
    rows = Message.objects.filter(hotel=house.hotel)
    assert shown == {house.at(f"messages/{row.pk}/") for row in rows}
