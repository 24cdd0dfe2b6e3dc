import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains
from structlog.stdlib import ProcessorFormatter

from invoicing.domain.online import paylinks
from invoicing.gateways.embedded import DECLINES, PAYS
from invoicing.models import GatewaySession, Payment, PaymentLink, PaymentSolution, Receivable
from messaging.models import Message
from tests.factories.invoicing import AT, CLERK
from tests.factories.paylinks import GUEST_ADDRESS, PDF, Sent, paid_event, sent_link, take

pytestmark = pytest.mark.django_db

DAY = timedelta(hours=24)
HOSTILE = '<img src=x onerror=alert(1)>"><script>alert(2)</script>'


@pytest.fixture(autouse=True)
def no_misses_yet() -> None:
    cache.clear()


@pytest.fixture
def guest() -> Client:
    # As strict as a browser is asked for: a form that needed a token would fail here.
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def sent() -> Sent:
    return sent_link()


def page(sent: Sent, name: str = "guest_pay") -> str:
    return reverse(f"guest:{name}", args=[sent.token])


@time_machine.travel(AT + timedelta(minutes=48), tick=False)
def test_the_page_shows_hotel_invoice_amount_and_time_left(guest: Client, sent: Sent) -> None:
    response = guest.get(page(sent))
    text = response.content.decode()

    assert response.status_code == 200

    for shown in (sent.house.hotel.name, "2027-00001", "€100.00", "23 h 12 min"):
        assert shown in text

    assert 'data-countdown="83520"' in text


@time_machine.travel(AT, tick=False)
def test_looking_leaks_and_changes_nothing(guest: Client, sent: Sent) -> None:
    before = list(PaymentLink.objects.values())
    for method in (guest.get, guest.head):
        response = method(page(sent))
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.cookies == {}

    assert b'name="referrer" content="no-referrer"' in guest.get(page(sent)).content
    assert list(PaymentLink.objects.values()) == before
    assert (GatewaySession.objects.count(), Payment.objects.count()) == (0, 0)


def test_a_guest_pays_with_the_test_card(guest: Client, sent: Sent) -> None:
    with time_machine.travel(AT, tick=False):
        at_provider = guest.post(page(sent))
        assert at_provider.status_code == 303
        back = guest.post(at_provider.url, {"number": "4242 4242 4242 4242"})
        assert (back.status_code, back.url) == (303, page(sent, "guest_return"))
        thanks = guest.get(back.url, follow=True)

    assert thanks.redirect_chain == [(page(sent), 302)]
    assert "Thank you" in thanks.content.decode()
    assert "€100.00" in thanks.content.decode()
    assert Receivable.objects.get().open_amount == Decimal("0.00")
    assert Payment.objects.get().method.code == "ONLINE"


@time_machine.travel(AT, tick=False)
def test_a_declined_card_pays_nothing_and_another_may_follow(guest: Client, sent: Sent) -> None:
    at_provider = guest.post(page(sent)).url

    assert guest.post(at_provider, {"number": DECLINES}).status_code == 402
    assert guest.post(at_provider, {"number": "5555 5555"}).status_code == 422
    assert Payment.objects.count() == 0
    assert guest.post(at_provider, {"number": PAYS}).status_code == 303
    assert Payment.objects.count() == 1


@time_machine.travel(AT, tick=False)
def test_paying_later_leads_back_and_can_begin_again(guest: Client, sent: Sent) -> None:
    at_provider = guest.post(page(sent)).url
    later = guest.post(at_provider, {"later": "1"})

    assert (later.status_code, later.url) == (303, page(sent))
    assert "This payment is over" in guest.get(at_provider).content.decode()
    assert guest.post(page(sent)).url != at_provider


@time_machine.travel(AT, tick=False)
def test_the_card_form_says_that_it_is_a_test(guest: Client, sent: Sent) -> None:
    text = guest.get(guest.post(page(sent)).url).content.decode()

    assert "No card is charged and no money moves." in text


@time_machine.travel(AT, tick=False)
def test_coming_back_unpaid_says_so(guest: Client, sent: Sent) -> None:
    sent.begin()
    response = guest.get(page(sent, "guest_return"))

    assert "Your payment is not confirmed yet" in response.content.decode()


@time_machine.travel(AT, tick=False)
def test_coming_back_before_the_event_finds_the_payment(guest: Client, sent: Sent) -> None:
    sent.begin()
    GatewaySession.objects.update(state="paid")

    assert guest.get(page(sent, "guest_return")).url == page(sent)
    assert Receivable.objects.get().open_amount == Decimal("0.00")


@pytest.mark.parametrize(
    ("after", "status"),
    [
        (DAY - timedelta(seconds=1), 200),
        (DAY, 410),
        (DAY + timedelta(seconds=1), 410),
    ],
)
def test_after_24_hours_the_page_is_gone(
    guest: Client, sent: Sent, after: timedelta, status: int
) -> None:
    with time_machine.travel(AT + after, tick=False):
        assert guest.get(page(sent)).status_code == status
        assert guest.get(page(sent, "guest_invoice")).status_code == status


@time_machine.travel(AT + DAY, tick=False)
def test_an_expired_link_is_exchanged_once_for_one_to_the_same_address(
    guest: Client, sent: Sent
) -> None:
    gone = guest.get(page(sent)).content.decode()

    assert "Send me a new link" in gone
    assert "a•••@guest.example.com" in gone
    assert GUEST_ADDRESS not in gone

    response = guest.post(page(sent, "guest_renew"), {"to_address": "thief@example.com"})

    assert "A new link is on its way" in response.content.decode()

    message = Message.objects.get(kind="payment_link")

    assert message.to_address == GUEST_ADDRESS
    assert guest.post(page(sent, "guest_renew")).status_code == 410
    assert Message.objects.filter(kind="payment_link").count() == 1
    assert guest.get(message.action_url.partition("8000")[2]).status_code == 200


@time_machine.travel(AT, tick=False)
def test_a_live_link_is_not_renewed(guest: Client, sent: Sent) -> None:
    assert guest.post(page(sent, "guest_renew")).status_code == 200
    assert Message.objects.count() == 0


@time_machine.travel(AT, tick=False)
def test_a_revoked_link_is_gone(guest: Client, sent: Sent) -> None:
    paylinks.revoke(link_id=sent.link_id, actor=CLERK, now=AT)

    assert guest.get(page(sent)).status_code == 410
    assert guest.post(page(sent)).status_code == 410
    assert guest.get(page(sent, "guest_invoice")).status_code == 410


@time_machine.travel(AT + DAY, tick=False)
def test_who_paid_late_is_not_asked_again(guest: Client, sent: Sent) -> None:
    take(sent, paid_event(sent.begin(now=AT), happened_at=AT + DAY), now=AT + DAY)
    response = guest.get(page(sent))

    assert response.status_code == 200
    assert "Please do not pay again" in response.content.decode()


@time_machine.travel(AT, tick=False)
def test_the_invoice_is_downloaded_as_issued(guest: Client, sent: Sent) -> None:
    response = guest.get(page(sent, "guest_invoice"))

    assert response.content == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="2027-00001.pdf"'


@time_machine.travel(AT, tick=False)
def test_without_a_solution_the_page_says_so_and_stays(guest: Client, sent: Sent) -> None:
    PaymentSolution.objects.update(is_active=False)
    response = guest.post(page(sent))

    assert response.status_code == 409
    assert "no payment solution" in response.content.decode()


@pytest.mark.parametrize("token", ["x" * 32, "x", "a" * 500, "..", "%00"])
def test_an_unknown_link_is_a_404_that_tells_nothing(guest: Client, token: str) -> None:
    response = guest.get(f"/g/pay/{token}/")

    assert response.status_code == 404


def test_unknown_links_get_one_body(guest: Client) -> None:
    assert guest.get(f"/g/pay/{'x' * 32}/").content == guest.get(f"/g/pay/{'y' * 32}/").content


@time_machine.travel(AT, tick=False)
def test_after_twenty_misses_guesses_from_an_address_are_shut_out(guest: Client) -> None:
    for number in range(20):
        assert guest.get(f"/g/pay/guess{number}/").status_code == 404

    shut = guest.get("/g/pay/guess/")
    forged = guest.get("/g/pay/guess/", headers={"X-Forwarded-For": "203.0.113.10"})
    elsewhere = guest.get("/g/pay/guess/", REMOTE_ADDR="203.0.113.9")

    assert (shut.status_code, shut.headers["Retry-After"]) == (429, "900")
    assert forged.status_code == 429
    assert elsewhere.status_code == 404


@time_machine.travel(AT, tick=False)
def test_who_guesses_keeps_nobody_beside_him_from_paying(guest: Client, sent: Sent) -> None:
    """Trial, security D7: a whole hotel shares one address."""
    for number in range(25):
        guest.get(f"/g/pay/guess{number}/")

    answer = guest.get(page(sent))

    assert answer.status_code == 200


@time_machine.travel(AT, tick=False)
def test_hostile_names_make_no_element(guest: Client, sent: Sent) -> None:
    sent.house.hotel.name = HOSTILE
    sent.house.hotel.save()
    for address in (page(sent), guest.post(page(sent)).url):
        text = guest.get(address).content.decode()
        assert "<img src=x" not in text
        assert "<script>alert" not in text
        assert "&lt;img src=x" in text


@time_machine.travel(AT, tick=False)
def test_no_page_shows_a_secret_of_the_hotel(guest: Client, sent: Sent) -> None:
    for address in (page(sent), guest.post(page(sent)).url):
        text = guest.get(address).content.decode()
        assert "sk_test_reception" not in text
        assert "whsec_reception" not in text


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the configured formatter writes while the test runs."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    (configured,) = [one for one in logging.getLogger().handlers if is_ours(one)]
    handler.setFormatter(configured.formatter)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def is_ours(handler: logging.Handler) -> bool:
    return isinstance(handler.formatter, ProcessorFormatter)


@time_machine.travel(AT + DAY, tick=False)
def test_the_token_reaches_no_log(guest: Client, sent: Sent, log: io.StringIO) -> None:
    guest.get(page(sent))
    guest.get(f"/g/pay/{'z' * 32}/")

    assert "Gone: /g/pay/..." in log.getvalue()
    assert "Not Found: /g/pay/..." in log.getvalue()
    assert sent.token not in log.getvalue()
    assert "z" * 32 not in log.getvalue()


@time_machine.travel(AT, tick=False)
def test_a_gateway_page_without_its_sealed_way_back_is_unknown(guest: Client, sent: Sent) -> None:
    address = guest.post(page(sent)).url.partition("?")[0]

    assert guest.get(address).status_code == 404
    assert guest.get(address, {"back": "https://evil.example.com"}).status_code == 404


@time_machine.travel(AT, tick=False)
def test_a_guest_chooses_another_language_and_keeps_it(guest: Client, sent: Sent) -> None:
    shown = guest.get(page(sent))

    assert shown["Content-Language"] == "en"

    assertContains(shown, '<a href="?lang=es" lang="es" hreflang="es">Español</a>', html=True)

    chosen = guest.get(page(sent), {"lang": "es"})

    assert chosen["Content-Language"] == "es"
    assert "A pagar hoy" in chosen.content.decode()

    cookie = chosen.cookies["guest_language"]

    assert (cookie.value, cookie["path"], cookie["max-age"]) == ("es", "/g/", "")

    assert guest.get(page(sent))["Content-Language"] == "es"


@time_machine.travel(AT, tick=False)
@pytest.mark.parametrize("asked", ["xx", "../..", "en\r\nSet-Cookie: a=b", ""])
def test_a_language_that_we_do_not_speak_changes_nothing(
    guest: Client, sent: Sent, asked: str
) -> None:
    shown = guest.get(page(sent), {"lang": asked})

    assert shown["Content-Language"] == "en"
    assert not shown.cookies
