import io
import logging
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from structlog.stdlib import ProcessorFormatter

from cardex.domain.consent import consent
from cardex.enums import ConsentAct, ConsentSource, Purpose
from cardex.models import ConsentEvent, Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from messaging.domain.preferences import preferences
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import NOW

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def hotel() -> Hotel:
    return HotelFactory(name="Hotel Miramar")


@pytest.fixture
def guest() -> Profile:
    guest = ProfileFactory(email="ana@example.com")
    consent.record(
        profile_id=guest.pk,
        purpose=Purpose.MARKETING_EMAIL,
        act=ConsentAct.GRANTED,
        source=ConsentSource.CARDEX,
        clause="",
        actor=SYSTEM,
        now=NOW,
    )
    return guest


@pytest.fixture
def mail_program() -> Client:
    # No cookie and no token: what a mail provider sends has neither.
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def token(hotel: Hotel, guest: Profile) -> str:
    return preferences.token_for(hotel_id=hotel.pk, profile_id=guest.pk, address=guest.email)


def page(token: str, name: str = "unsubscribe") -> str:
    return reverse(f"guest_mail:{name}", args=[token])


def written() -> list[tuple[str, str, str, str]]:
    rows = ConsentEvent.objects.order_by("pk")[1:]
    return [(row.purpose, row.act, row.source, row.clause) for row in rows]


def test_one_click_withdraws_once_however_often_it_comes(mail_program: Client, token: str) -> None:
    for _time in range(2):
        response = mail_program.post(page(token), ONE_CLICK)
        assert response.status_code == 200
        assert "You are unsubscribed" in response.content.decode()
        assert response.cookies == {}

    assert written() == [("marketing_email", "withdrawn", "unsubscribe", "")]


def test_one_click_may_come_as_a_plain_form(mail_program: Client, token: str) -> None:
    body = "List-Unsubscribe=One-Click"
    response = mail_program.post(page(token), body, "application/x-www-form-urlencoded")

    assert response.status_code == 200
    assert written() == [("marketing_email", "withdrawn", "unsubscribe", "")]


def test_the_button_keeps_what_the_guest_read(mail_program: Client, token: str) -> None:
    shown = mail_program.get(page(token)).content.decode()
    mail_program.post(page(token))
    [(_purpose, _act, _source, clause)] = written()

    assert clause == "Send me no more offers and news by e-mail."
    assert clause in shown


@pytest.mark.parametrize("name", ["unsubscribe", "preferences"])
def test_looking_changes_and_leaks_nothing(mail_program: Client, token: str, name: str) -> None:
    for method in (mail_program.get, mail_program.head):
        response = method(page(token, name))
        assert response.status_code == 200
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.cookies == {}
    text = mail_program.get(page(token, name)).content.decode()

    assert "Hotel Miramar" in text
    assert "a•••@example.com" in text
    assert "ana@example.com" not in text
    assert "Ruiz" not in text
    assert written() == []


@pytest.mark.parametrize("name", ["unsubscribe", "preferences"])
@pytest.mark.parametrize("change", ["x", "", "tail"])
def test_a_forged_key_is_a_404(mail_program: Client, token: str, name: str, change: str) -> None:
    forged = {"x": "x" * 60, "": "1.1", "tail": token[:-2] + "zz"}[change]

    assert mail_program.get(page(forged, name)).status_code == 404
    assert mail_program.post(page(forged, name), ONE_CLICK).status_code == 404
    assert written() == []


def test_dead_links_shut_nobody_out(mail_program: Client, token: str) -> None:
    for number in range(25):
        assert mail_program.post(page(f"guess{number}"), ONE_CLICK).status_code == 404

    assert mail_program.post(page(token), ONE_CLICK).status_code == 200


def test_other_methods_are_refused(mail_program: Client, token: str) -> None:
    assert mail_program.put(page(token)).status_code == 405
    assert mail_program.delete(page(token, "preferences")).status_code == 405


def test_the_guest_switches_purposes(mail_program: Client, token: str) -> None:
    text = mail_program.get(page(token, "preferences")).content.decode()

    assert text.count(" checked") == 1
    assert '<input type="hidden" name="shown" value="marketing_email">' in text

    answer = mail_program.post(
        page(token, "preferences"), {"shown": "marketing_email", "wanted": "data_processing"}
    )

    assert "Your choice is saved." in answer.content.decode()
    assert '<input type="hidden" name="shown" value="data_processing">' in answer.content.decode()
    assert [line[:3] for line in written()] == [
        ("marketing_email", "withdrawn", "preferences"),
        ("data_processing", "granted", "preferences"),
    ]


@pytest.mark.parametrize("name", ["unsubscribe", "preferences"])
def test_after_an_erasure_there_is_nothing_left(
    mail_program: Client, guest: Profile, token: str, name: str
) -> None:
    guest.anonymised_at = NOW
    guest.save()
    for response in (mail_program.get(page(token, name)), mail_program.post(page(token, name))):
        assert response.status_code == 200
        assert "There is nothing left to unsubscribe" in response.content.decode()

    assert written() == []


def test_the_page_speaks_the_language_of_the_guest(
    mail_program: Client, guest: Profile, token: str
) -> None:
    guest.language = "tr"
    guest.save()
    response = mail_program.get(page(token), headers={"Accept-Language": "cs"})

    assert response.headers["Content-Language"] == "tr"
    assert '<html lang="tr">' in response.content.decode()


def test_a_hostile_name_makes_no_element(mail_program: Client, hotel: Hotel, token: str) -> None:
    hotel.name = "<script>alert(1)</script>"
    hotel.save()
    for name in ("unsubscribe", "preferences"):
        text = mail_program.get(page(token, name)).content.decode()
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the configured formatter writes while the test runs."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handlers = logging.getLogger().handlers
    [ours] = [one for one in handlers if isinstance(one.formatter, ProcessorFormatter)]
    handler.setFormatter(ours.formatter)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lines
    root.setLevel(level)
    root.removeHandler(handler)


def test_the_key_reaches_no_log(mail_program: Client, token: str, log: io.StringIO) -> None:
    for name in ("unsubscribe", "preferences"):
        mail_program.get(page(token, name))
        mail_program.put(page(token, name))
        mail_program.get(page(token[:-1] + "_", name))

    assert "/g/unsubscribe/..." in log.getvalue()
    assert "/g/preferences/..." in log.getvalue()
    assert token.partition(":")[2][:40] not in log.getvalue()
