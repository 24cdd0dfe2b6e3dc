"""Kept mails: shown to those who may read the hotel's messages, and harmless whatever they hold."""

import os
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from messaging.models import Message
from messaging.senders.base import Envelope
from messaging.senders.caught import CaughtSender
from tests.factories.hotels import HotelFactory, MembershipFactory
from tests.factories.reservations import AT

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"
PIXEL = b"\x89PNG\r\n\x1a\nrest"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.CAUGHT_MAIL_DIR = tmp_path / "mails"
    return settings.CAUGHT_MAIL_DIR


def keep(
    hotel: Hotel, *, subject: str = "Your booking", name: str = "invoice.pdf", key: str = "a"
) -> str:
    """Keep a mail with HTML, text, a picture inside and a file; return its key."""
    mail = EmailMessage()
    mail["Message-ID"] = f"<{key}@example.com>"
    mail["Subject"] = subject
    mail["From"] = "desk@example.com"
    mail["To"] = "Ana Ruiz <ana@example.com>"
    mail.set_content("Dear Ana")
    mail.add_alternative(
        '<html><head></head><body><p>Dear <b>Ana</b></p><img src="cid:logo"></body></html>',
        subtype="html",
    )
    mail.get_payload()[1].add_related(PIXEL, "image", "png", cid="<logo>")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename=name)
    Message.objects.create(
        hotel=hotel,
        kind="confirmation",
        dedupe_key=key,
        to_address="ana@example.com",
        language="en",
        created_at=AT,
        due_at=AT,
        expires_at=AT,
        message_id=f"<{key}@example.com>",
    )
    envelope = Envelope("desk@example.com", "ana@example.com", f"<{key}@example.com>", bytes(mail))
    return CaughtSender().send(envelope).removesuffix(".eml")


def address(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def test_the_list_names_subject_and_recipient(desk: Client, hotel: Hotel) -> None:
    keep(hotel)

    page = desk.get(address("mails"))

    (head,) = page.context["mails"]

    assert (head.subject, head.recipient) == ("Your booking", "Ana Ruiz <ana@example.com>")


def test_the_newest_mail_comes_first(desk: Client, hotel: Hotel, folder: Path) -> None:
    old, new = keep(hotel, key="old"), keep(hotel, key="new")
    os.utime(folder / f"{old}.eml", (1, 1))

    assert [head.key for head in desk.get(address("mails")).context["mails"]] == [new, old]


def test_a_mail_is_shown_with_its_text_and_files(desk: Client, hotel: Hotel) -> None:
    page = desk.get(address("mail", keep(hotel)))

    shown = page.context["mail"]

    assert shown.text.strip() == "Dear Ana"
    assert [(part.name, part.size) for part in shown.parts] == [("invoice.pdf", 8)]
    assert "sandbox=" in page.content.decode()


def test_the_html_comes_under_a_policy_that_runs_nothing(desk: Client, hotel: Hotel) -> None:
    answer = desk.get(address("mail_html", keep(hotel)))

    html = answer.content.decode()

    assert "<p>Dear <b>Ana</b></p>" in html
    assert 'src="data:image/png;base64,' in html
    assert '<base target="_blank">' in html

    policy = answer["Content-Security-Policy"]

    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy
    assert policy.endswith("sandbox allow-popups allow-popups-to-escape-sandbox")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_mail_is_shown_as_other_readers_see_it(desk: Client, hotel: Hotel) -> None:
    """M28: dark, at 320 px, with pictures switched off."""
    key = keep(hotel)
    page = desk.get(address("mail", key), {"dark": 1, "narrow": 1})

    assert [is_on for _label, _address, is_on in page.context["looks"]] == [True, True, False]
    assert f"{address('mail_html', key)}?dark=1&amp;narrow=1" in page.content.decode()
    assert "mail-frame narrow" in page.content.decode()

    bare = desk.get(address("mail_html", key), {"plain": 1})

    assert "img-src 'none'" in bare["Content-Security-Policy"]


def test_the_source_is_text(desk: Client, hotel: Hotel) -> None:
    answer = desk.get(address("mail_source", keep(hotel)))

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert b"Message-ID: <a@example.com>" in answer.content


def test_a_file_is_saved_and_never_opened(desk: Client, hotel: Hotel) -> None:
    key = keep(hotel)
    answer = desk.get(address("mail_file", key, 0))

    assert answer.content == b"%PDF-1.7"
    assert answer["Content-Disposition"] == 'attachment; filename="invoice.pdf"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert desk.get(address("mail_file", key, 7)).status_code == 404


def test_a_file_name_leads_nowhere(desk: Client, hotel: Hotel) -> None:
    key = keep(hotel, name="../../etc/passwd")

    answer = desk.get(address("mail_file", key, 0))

    assert answer["Content-Disposition"] == 'attachment; filename="passwd"'


def test_a_hostile_subject_is_text(desk: Client, hotel: Hotel) -> None:
    key = keep(hotel, subject=HOSTILE)

    for page in (desk.get(address("mails")), desk.get(address("mail", key))):
        assert HOSTILE not in page.content.decode()
        assert "&lt;script&gt;" in page.content.decode()


def test_mails_of_another_hotel_are_not_found(desk: Client) -> None:
    key = keep(HotelFactory(code="other"))

    assert desk.get(address("mails")).context["mails"] == []

    for name in ("mail", "mail_html", "mail_source"):
        assert desk.get(address(name, key)).status_code == 404

    assert desk.get(address("mail_file", key, 0)).status_code == 404


def test_a_mail_that_no_row_knows_is_not_shown(desk: Client, hotel: Hotel) -> None:
    keep(hotel)
    Message.objects.all().delete()

    assert desk.get(address("mails")).context["mails"] == []


def test_housekeeping_reads_no_mails(client: Client, hotel: Hotel) -> None:
    key = keep(hotel)
    client.force_login(MembershipFactory(hotel=hotel, role=Role.HOUSEKEEPING).user)

    assert client.get(address("mails")).context["mails"] == []
    assert client.get(address("mail", key)).status_code == 404


def test_a_name_that_is_not_ours_is_not_looked_up(desk: Client, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "notes.eml").write_text("Subject: x\n\nx")

    assert desk.get(address("mail", "notes")).status_code == 404


def test_production_keeps_no_mails(desk: Client, hotel: Hotel, settings: Settings) -> None:
    key = keep(hotel)
    settings.IS_PRODUCTION = True

    assert desk.get(address("mails")).status_code == 404
    assert desk.get(address("mail", key)).status_code == 404


def test_an_empty_folder_says_so(desk: Client) -> None:
    assert "No mail was kept yet." in desk.get(address("mails")).content.decode()


@pytest.mark.parametrize("source", [b"", b"\xff\xfe\x00", b"Content-Type: multipart/mixed\n\nx"])
def test_a_broken_file_breaks_no_page(
    desk: Client, hotel: Hotel, folder: Path, source: bytes
) -> None:
    key = keep(hotel)
    (folder / f"{key}.eml").write_bytes(b"Message-ID: <a@example.com>\n" + source)

    assert desk.get(address("mails")).status_code == 200
    assert desk.get(address("mail", key)).status_code == 200
    assert desk.get(address("mail_html", key)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three(
    desk: Client, hotel: Hotel, count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(count):
        keep(hotel, key=f"k{number}")

    # session, user, own mails, first hotel, its roles, hotels of the frame
    with django_assert_num_queries(7):
        desk.get(address("mails"))


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(address("mails"))["Location"].startswith(reverse("hotels:login"))
