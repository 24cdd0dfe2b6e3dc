"""Every kind of mail in every language, as its reader gets it.

What is asserted here is the frame that all kinds share: facts, one button, small print, and that
nothing in the mail is fetched from anywhere or lost by a mail program.
"""

import email
import email.policy
import re
from base64 import b64encode
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from hotelpms.hotels.domain import brand
from hotelpms.hotels.models import Hotel
from hotelpms.kit.files.colour import contrast
from hotelpms.kit.models import Document
from messaging.domain.mail import mime
from messaging.domain.pages import queries
from messaging.domain.wording import compile, keywords, render
from messaging.domain.wording.cleaning import clean
from messaging.domain.wording.render import Rendered
from messaging.domain.wording.texts import TEXTS, text_of
from messaging.enums import COMMERCIAL_KINDS, MessageKind
from messaging.models import Message

HOUSE = Hotel(
    pk=7,
    code="miramar",
    name="Hotel Miramar",
    street="Paseo de la Concha 12",
    postal_code="20007",
    city="San Sebastián",
    phone="+34 943 000 000",
    email="desk@example.com",
)
FACTS = [["Reservation", "7K4M2Q"], ["Total", "€435.00"]]
LINK = "https://hotel.example/g/pay/secret"
WAY_OUT = "https://hotel.example/g/unsubscribe/secret"
LOGO = b"\x89PNG logo"
GMAIL_CUTS_AT = 102 * 1024
# What Gmail, Outlook and Apple Mail keep of an inline style, and two words for Outlook alone.
STYLES = set(
    re.findall(
        r"\S+",
        """background-color border border-bottom border-collapse border-radius color display
        font-family font-size font-weight height letter-spacing line-height margin max-height
        max-width opacity overflow padding padding-bottom padding-top text-align text-decoration
        vertical-align width word-break -webkit-text-size-adjust mso-hide mso-padding-alt""",
    )
)
every_mail = pytest.mark.parametrize(
    ("kind", "code"), [(kind, code) for code in TEXTS for kind in MessageKind]
)


class Reader(HTMLParser):
    """Collects what is of interest in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[Any] | list[tuple[str, str]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str, name: str) -> list[str]:
        return [str(attrs[name]) for found, attrs in self.tags if found == tag and name in attrs]


def mail_of(kind: MessageKind, code: str, *, url: str = LINK, hotel: Hotel = HOUSE) -> Rendered:
    text = text_of(kind, code)
    compiled = compile.of_text(
        kind=kind, code=code, subject=text.subject, body=clean(text.body), hotel=hotel
    )
    words = keywords.samples(kind, code)
    way_out = WAY_OUT if kind in COMMERCIAL_KINDS else ""
    return render.words_into(compiled, words, facts=FACTS, url=url, unsubscribe=way_out)


def stripped(page: str) -> str:
    return re.sub(r"<style.*?</style>|<!--.*?-->", "", page, flags=re.DOTALL)


@every_mail
def test_facts_link_and_small_print_stand_in_both_twins(kind: MessageKind, code: str) -> None:
    mail, text = mail_of(kind, code), text_of(kind, code)

    for twin in (mail.html, mail.text):
        assert "7K4M2Q" in twin
        assert "€435.00" in twin
        # A button that leads nowhere stands in no mail and in no preview (D13).
        assert (LINK in twin) == bool(text.button)
        assert text.button in twin
        assert text.footer in twin
        assert "Paseo de la Concha 12, 20007 San Sebastián" in twin
        assert "+34 943 000 000" in twin
        assert (WAY_OUT in twin) == (kind in COMMERCIAL_KINDS)

    assert mail.text.startswith(mail.subject)


@every_mail
def test_no_word_of_the_template_language_and_no_slot_is_left(kind: MessageKind, code: str) -> None:
    mail = mail_of(kind, code)

    for twin in (mail.subject, stripped(mail.html), mail.text):
        assert re.search(r"(?<![\w.+-])@[A-Z]{2}|\{(if|else|end)|slot|None|#title", twin) is None


@every_mail
def test_nothing_is_fetched_and_nothing_runs(kind: MessageKind, code: str) -> None:
    page = Reader(mail_of(kind, code).html)

    assert {tag for tag, _attrs in page.tags}.isdisjoint({"link", "script", "iframe", "img"})
    assert "url(" not in mail_of(kind, code).html

    for address in page.all("a", "href"):
        assert address in (LINK, WAY_OUT) or address.startswith(("mailto:", "tel:"))


@every_mail
def test_only_styles_that_mail_programs_keep_are_used(kind: MessageKind, code: str) -> None:
    page = Reader(mail_of(kind, code).html)

    used = {
        rule.partition(":")[0].strip()
        for style in (str(attrs.get("style") or "") for _tag, attrs in page.tags)
        for rule in style.split(";")
        if rule.strip()
    }

    assert used - STYLES == set()
    assert all(attrs.get("role") == "presentation" for tag, attrs in page.tags if tag == "table")


@every_mail
def test_language_and_both_themes_are_declared_and_gmail_shows_it_whole(
    kind: MessageKind, code: str
) -> None:
    mail = mail_of(kind, code)

    assert f'<html lang="{code}"' in mail.html
    assert '<meta name="color-scheme" content="light dark">' in mail.html
    assert "@media (prefers-color-scheme: dark)" in mail.html
    assert len(mail.html.encode()) < GMAIL_CUTS_AT / 5


def test_the_list_of_mails_shows_the_facts_behind_the_subject() -> None:
    mail = mail_of(MessageKind.CONFIRMATION, "en")

    shown = mail.html.index("Reservation: 7K4M2Q · Total: €435.00")

    assert mail.html.index("<body") < shown < mail.html.index("<h1")


def test_a_long_preheader_ends_in_time() -> None:
    facts = [["Arrival", "x" * 300]]
    compiled = compile.of_text(kind="arrival", code="en", subject="s", body="<p>b</p>", hotel=HOUSE)

    html = render.words_into(compiled, {}, facts=facts).html

    assert "Arrival: " + "x" * 130 + "…" in html


def test_without_a_link_there_is_no_button_and_no_empty_frame() -> None:
    mail = mail_of(MessageKind.CONFIRMATION, "en", url="")

    assert "View your booking" not in mail.html
    assert "button-cell" not in stripped(mail.html)
    assert "copy this address" not in mail.html


@pytest.mark.parametrize("colour", ["#ffffff", "#000000", "#ffe14a", "#7f7f7f", "#00ff00"])
def test_any_brand_colour_gives_a_readable_button(colour: str) -> None:
    hotel = Hotel(pk=8, code="x", name="X", brand_colour=colour)

    styles = Reader(mail_of(MessageKind.PAYMENT_LINK, "en", hotel=hotel).html).all("a", "style")
    cells = Reader(mail_of(MessageKind.PAYMENT_LINK, "en", hotel=hotel).html).all("td", "bgcolor")

    ink = re.search(r"(?<!-)color: ?(#\w{6})", styles[0])

    assert ink is not None
    assert contrast(ink[1], cells[-1]) >= 4.5


def test_the_logo_travels_in_the_mail_and_its_alternative_is_the_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compile, "logo_bytes", lambda _hotel: LOGO)
    mail = mail_of(MessageKind.CONFIRMATION, "es")
    heading = mime.Heading(
        "Desk", "desk@example.com", "Ana", "ana@example.com", "", "<1@example.com>",
        datetime(2027, 5, 14, tzinfo=UTC), "es",
    )  # fmt: skip

    source = mime.build(heading, mail, [mime.Attachment("a.pdf", "application/pdf", b"%PDF")])

    read = email.message_from_bytes(source, policy=email.policy.default)
    parts = {part.get_content_type(): part for part in read.walk()}

    assert parts["image/png"]["Content-ID"] == "<logo@hotel>"
    assert parts["image/png"].get_content() == LOGO
    assert parts["image/png"].get_content_disposition() == "inline"

    html = read.get_body(("html",)).get_content()

    assert Reader(html).all("img", "src") == ["cid:logo@hotel"]
    assert Reader(html).all("img", "alt") == ["Hotel Miramar"]
    assert [part.get_filename() for part in read.iter_attachments()] == ["a.pdf"]
    assert "7K4M2Q" in read.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    "name", ["a.pdf", "Rechnung Müller.pdf", "发票" * 60 + ".pdf", "x" * 300 + ".pdf", "50% ü.pdf"]
)
def test_a_files_name_of_any_length_stays_on_short_lines_and_whole(name: str) -> None:
    heading = mime.Heading(
        "Desk", "desk@example.com", "Ana", "ana@example.com", "", "<1@example.com>",
        datetime(2027, 5, 14, tzinfo=UTC), "es",
    )  # fmt: skip
    mail = mail_of(MessageKind.CONFIRMATION, "es")

    source = mime.build(heading, mail, [mime.Attachment(name, "application/pdf", b"%PDF")])

    [file] = email.message_from_bytes(source, policy=email.policy.default).iter_attachments()
    head = source[source.index(b"Content-Disposition: attachment") :].split(b"\r\n\r\n")[0]

    assert file.get_filename() == name
    assert max(map(len, head.split(b"\r\n"))) <= 78


def test_what_stands_below_the_text_is_known_as_a_signature() -> None:
    """RFC 3676, 4.3: mail programs cut at two hyphens and a blank."""
    assert "\n-- \nHotel Miramar\n" in mail_of(MessageKind.CONFIRMATION, "en").text


def test_a_frame_of_our_pages_shows_the_logo_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compile, "logo_data", lambda _hotel: "data:image/png;base64,eA==")

    assert compile.with_logo('<img src="cid:logo@hotel">', HOUSE) == (
        '<img src="data:image/png;base64,eA==">'
    )
    assert compile.with_logo("<p>none</p>", HOUSE) == "<p>none</p>"
    assert brand.logo_data(HOUSE) == ""


def test_a_mail_that_was_kept_shows_the_logo_it_was_sent_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compile, "logo_bytes", lambda _hotel: LOGO)
    mail = mail_of(MessageKind.INVOICE, "en")
    heading = mime.Heading(
        "Desk", "desk@example.com", "Ana", "ana@example.com", "", "<1@example.com>",
        datetime(2027, 5, 14, tzinfo=UTC), "en",
    )  # fmt: skip
    monkeypatch.setattr(queries.documents, "read", lambda _source: mime.build(heading, mail))

    body = queries.body_of(Message(source=Document()), HOUSE)

    assert body is not None

    shown = f"data:image/png;base64,{b64encode(LOGO).decode()}"

    assert Reader(body.html).all("img", "src") == [shown]
