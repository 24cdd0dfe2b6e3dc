"""Template language, keywords, standard texts, rendering and the bytes of a mail."""

import email
import email.policy
from datetime import datetime
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hotelpms.hotels.models import Hotel
from hotelpms.kit import languages
from hotelpms.kit.actor import Actor
from messaging.domain.mail import mime
from messaging.domain.mail.mime import Attachment
from messaging.domain.wording import compile, keywords, language, render, standards
from messaging.domain.wording.cleaning import clean
from messaging.domain.wording.render import Rendered
from messaging.domain.wording.templates import EmptyText, save_version
from messaging.domain.wording.texts import TEXTS, text_of
from messaging.domain.wording.texts.base import Text
from messaging.enums import MessageKind
from messaging.models import Template, TemplateVersion
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import NOW, TemplateFactory

ADA = Actor(1, "Ada")
LANGUAGES = languages.codes()
HOUSE = Hotel(pk=7, code="miramar", name="Miramar & Söhne", city="Málaga", phone="+34 951")


def mail_of(
    body: str,
    words: dict[Any, Any] | dict[str, str],
    subject: str = "Hello @NAME",
    **options: object,
) -> Rendered:
    compiled = compile.of_text(
        kind="payment_link", code="en", subject=subject, body=clean(body), hotel=HOUSE
    )
    return render.words_into(compiled, words, **options)


def said(text: str, **values: object) -> str:
    return language.render(language.parse(text), values)


# --- the language ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Dear @NAME,", "Dear Ana,"),
        ("@NAME@SURNAME", "Ana@SURNAME"),
        ("write to info@NAME.com", "write to info@NAME.com"),
        ("a.b+c@NAME", "a.b+c@NAME"),
        ("(@NAME)", "(Ana)"),
        ("@name @Name", "@name @Name"),
        ("@NAMES", ""),
        ("{{ NAME }} {% NAME %} {NAME}", "{{ NAME }} {% NAME %} {NAME}"),
        ("{if @NAME}yes{else}no{end}", "yes"),
        ("{if @ROOM}yes{else}no{end}", "no"),
        ("{ if @NAME }a{if @ROOM}b{end}c{ end }", "ac"),
    ],
)
def test_keywords_and_conditions(text: str, result: str) -> None:
    assert said(text, NAME="Ana") == result


def test_a_value_is_never_read_as_a_template() -> None:
    assert said("@NAME", NAME="@CODE {if @CODE}x{end}", CODE="secret") == "@CODE {if @CODE}x{end}"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{if @NAME}x", "{if @NAME} has no {end}."),
        ("x{end}", "{end} stands without its {if}."),
        ("{else}", "{else} stands without its {if}."),
        ("{if NAME}x{end}", "{if NAME} is not understood. Write {if @KEYWORD} ... {end}."),
        (
            '<a href="https://x/@NAME">x</a>',
            "@NAME stands inside a tag. Keywords belong into the text or a link's target.",
        ),
        (
            '<a href="@NAME">x</a>',
            "@NAME stands inside a tag. Keywords belong into the text or a link's target.",
        ),
    ],
)
def test_mistakes_are_explained(text: str, complaint: str) -> None:
    with pytest.raises(language.Mistake) as mistake:
        language.parse(text)

    assert str(mistake.value) == complaint


def test_a_very_deep_text_is_refused() -> None:
    with pytest.raises(language.Mistake, match="Too many"):
        language.parse("{if @A}" * 200 + "{end}" * 200)


def test_unknown_keywords_are_named_with_what_was_meant() -> None:
    with pytest.raises(keywords.UnknownKeyword) as error:
        keywords.check("@NMAE", "@PASSWORD", MessageKind.CONFIRMATION)

    assert str(error.value) == (
        "@NMAE is not a keyword here. Did you mean @NAME? "
        "@PASSWORD is not a keyword of this kind of message."
    )


# --- cleaning and saving -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "cleaned"),
    [
        ("<p onclick='x()'>Hi</p><script>x()</script>", "<p>Hi</p>"),
        ("<img src=x onerror=alert(1)>", '<img src="x">'),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<p style="color: red; position: fixed">x</p>', '<p style="color: red">x</p>'),
        ('<iframe src="https://evil"></iframe><form><input></form>', ""),
        ("<!--facts--><p>x</p><!--/facts-->", "<p>x</p>"),
        ("One\n\nTwo & three", "<p>One</p>\n\n<p>Two &amp; three</p>"),
        ('<a href="@LINK">pay</a>', '<a href="@LINK">pay</a>'),
    ],
)
def test_only_harmless_html_is_kept(body: str, cleaned: str) -> None:
    assert clean(body).replace("color:red", "color: red") == cleaned


@pytest.mark.django_db
def test_a_saved_wording_is_a_new_version_and_the_same_again_is_not() -> None:
    text = TemplateFactory()
    wording = {"subject": "  Hello\r\nBcc: x ", "body": "<p>@NAME<script>x</script></p>"}

    version = save_version(template_id=text.pk, **wording, actor=ADA, now=NOW)
    again = save_version(template_id=text.pk, **wording, actor=ADA, now=NOW)

    assert (version.number, version.subject, version.body) == (2, "Hello Bcc: x", "<p>@NAME</p>")
    assert version.created_by == "Ada"
    assert again.pk == version.pk
    assert Template.objects.get(pk=text.pk).current_id == version.pk
    assert TemplateVersion.objects.filter(template=text).count() == 2


@pytest.mark.django_db
def test_an_empty_text_is_refused() -> None:
    text = TemplateFactory()
    with pytest.raises(EmptyText):
        save_version(
            template_id=text.pk, subject="x", body="<script>x</script>", actor=ADA, now=NOW
        )


# --- the standard texts ------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", MessageKind)
def test_every_kind_has_a_standard_text_that_its_own_check_accepts(
    kind: MessageKind, code: str
) -> None:
    text = text_of(kind, code)

    keywords.check(text.subject, clean(text.body), kind)

    assert text.subject
    assert text.footer
    assert bool(text.button) == ("LINK" in {word.name for word in keywords.of_kind(kind)})
    assert bool(text.button) == bool(text_of(kind, "en").button)

    compiled = compile.of_text(
        kind=kind, code=code, subject=text.subject, body=clean(text.body), hotel=HOUSE
    )
    mail = render.words_into(compiled, keywords.samples(kind, code))
    bare = render.words_into(compiled, {})

    assert "@" not in mail.subject
    assert "{" not in mail.text + bare.text
    assert "@NAME" not in mail.html + bare.html


def test_no_language_repeats_the_words_of_another() -> None:
    for kind in MessageKind:
        assert len({TEXTS[code][kind].body for code in LANGUAGES}) == len(LANGUAGES)
        assert len({TEXTS[code][kind].subject for code in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.django_db
def test_the_standard_texts_are_installed_once_and_keep_what_was_changed() -> None:
    hotel = HotelFactory()
    changed = TemplateFactory(hotel=hotel, wording=("Ours", "<p>Ours</p>"))

    count = standards.install_standard(hotel=hotel, now=NOW)

    assert count == len(MessageKind) * len(LANGUAGES) - 1
    assert standards.install_standard(hotel=hotel, now=NOW) == 0
    assert Template.objects.filter(hotel=hotel, current=None).count() == 0

    changed.refresh_from_db()

    assert changed.current.subject == "Ours"


@pytest.mark.django_db
def test_a_corrected_standard_text_reaches_those_who_never_changed_theirs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Letters that were sent keep their version."""
    hotel = HotelFactory()
    standards.install_standard(hotel=hotel, now=NOW)
    kind, corrected = MessageKind.CONFIRMATION, Text("Booked: @CODE", "<p>Hello.</p>", "Why")
    monkeypatch.setitem(TEXTS, "es", {**TEXTS["es"], kind: corrected})

    assert standards.install_standard(hotel=hotel, now=NOW) == 1
    assert standards.install_standard(hotel=hotel, now=NOW) == 0

    text = Template.objects.get(hotel=hotel, kind=kind, language="es")

    assert (text.current.number, text.current.subject) == (2, "Booked: @CODE")
    assert text.versions.get(number=1).subject != "Booked: @CODE"


# --- rendering ---------------------------------------------------------------------------------


def test_values_are_escaped_in_html_and_plain_in_text() -> None:
    mail = mail_of("<p>Dear @NAME</p>", {"NAME": "<b>&Ana</b>"})

    assert "Dear &lt;b&gt;&amp;Ana&lt;/b&gt;" in mail.html
    assert "Dear <b>&Ana</b>" in mail.text
    assert mail.subject == "Hello <b>&Ana</b>"


@pytest.mark.parametrize(
    "hostile",
    ["{{ settings.SECRET_KEY }}", "{% load x %}", "{0.__class__}", "<!--/title-->", "slot-text"],
)
def test_no_template_engine_ever_reads_a_value(hostile: str) -> None:
    mail = mail_of("<p>@NAME</p>", {"NAME": hostile})

    assert hostile in mail.text
    assert hostile in mail.subject


def test_facts_and_button_appear_only_when_there_are_some() -> None:
    bare = mail_of("<p>x</p>", {})
    full = mail_of(
        "<p>x</p>",
        {},
        facts=[["Arrival", "14 May"], ["<i>", "a & b"]],
        url="https://hotel.example/g/?a=1&b=2",
    )

    assert "fact-label" not in bare.html.split("<body")[1]
    assert "button-link" not in bare.html.split("<body")[1]
    assert "slot" not in bare.html + full.html
    assert "14 May" in full.html
    assert "&lt;i&gt;" in full.html
    assert 'href="https://hotel.example/g/?a=1&amp;b=2"' in full.html
    assert "Arrival: 14 May" in full.text
    assert "https://hotel.example/g/?a=1&b=2" in full.text


def test_a_button_leads_to_the_web_or_is_not_there() -> None:
    mail = mail_of('<p><a href="@LINK">pay</a></p>', {}, url="javascript:alert(1)")

    assert "javascript" not in mail.html
    assert "button-link" not in mail.html.split("<body")[1]


def test_the_hotel_fills_its_own_keywords() -> None:
    mail = mail_of("<p>@HOTEL, @HOTEL_CITY, @HOTEL_PHONE</p>", {})

    assert "Miramar &amp; Söhne, Málaga, +34 951" in mail.html
    assert "Miramar & Söhne, Málaga, +34 951" in mail.text


# --- the bytes ---------------------------------------------------------------------------------


def parsed(
    mail: Rendered, attachments: list[Attachment] | tuple[Any, ...] = (), **changes: object
) -> EmailMessage:
    values = {
        "from_name": "Hotel Söhne",
        "from_address": "desk@example.com",
        "to_name": "Ana Ruiz",
        "to_address": "ana@exämple.com",
        "reply_to": "hotel@example.com",
        "message_id": "<abc@example.com>",
        "at": datetime(2027, 5, 10, 11, 0, tzinfo=ZoneInfo("Europe/Madrid")),
        "language": "en",
    }
    source = mime.build(mime.Heading(**{**values, **changes}), mail, attachments)
    assert max(len(line) for line in source.split(b"\r\n")) < 998
    assert b"\n" not in source.replace(b"\r\n", b"")
    return email.message_from_bytes(source, policy=email.policy.default)


def test_a_mail_reads_back_as_it_was_written() -> None:
    mail = mail_of("<p>Žluťoučký @NAME</p>", {"NAME": "Ana 🏨 " * 30})
    read = parsed(mail, [mime.Attachment("faktura č.pdf", "application/pdf", b"\x00\xff" * 99)])

    assert read.defects == []
    assert read["Subject"] == mail.subject
    assert read["From"] == "Hotel Söhne <desk@example.com>"
    assert read["To"] == "Ana Ruiz <ana@xn--exmple-cua.com>"
    assert read["Reply-To"] == "hotel@example.com"
    assert read["Message-ID"] == "<abc@example.com>"
    assert read["Date"].datetime.isoformat() == "2027-05-10T11:00:00+02:00"

    for subtype, written in (("plain", mail.text), ("html", mail.html)):
        assert read.get_body((subtype,)).get_content().split() == written.split()
    [file] = read.iter_attachments()

    assert file.get_filename() == "faktura č.pdf"
    assert file.get_content() == b"\x00\xff" * 99


@pytest.mark.parametrize("field", ["from_name", "to_name", "message_id", "language"])
def test_no_value_can_add_a_header(field: str) -> None:
    evil = "A\r\nBcc: evil@example.com\r\n\r\nbody\u2028x\x85y"
    read = parsed(mail_of("<p>x</p>", {}), **{field: evil})

    assert read["Bcc"] is None
    assert read["To"].addresses[0].addr_spec == "ana@xn--exmple-cua.com"


def test_a_subject_and_a_file_name_cannot_add_a_header() -> None:
    mail = mail_of("<p>x</p>", {"NAME": "A\r\nBcc: evil@example.com"})
    name = '../a"\r\nBcc: evil@example.com\r\n.pdf'
    read = parsed(mail, [mime.Attachment(name, "text/html\r\nBcc: x", b"x")])

    assert read["Bcc"] is None
    assert read["Subject"] == "Hello A Bcc: evil@example.com"

    [file] = read.iter_attachments()

    assert file["Bcc"] is None
    assert file.get_content_type() == "application/octet-stream"
    assert "/" not in file.get_filename()


def test_only_a_commercial_mail_offers_to_unsubscribe() -> None:
    plain = parsed(mail_of("<p>x</p>", {}))
    commercial = parsed(mail_of("<p>x</p>", {}), unsubscribe="hotel@example.com")

    assert plain["List-Unsubscribe"] is None
    assert commercial["List-Unsubscribe"] == "<mailto:hotel@example.com>"


def test_the_one_click_page_stands_before_the_address_and_says_that_a_post_is_enough() -> None:
    read = parsed(
        mail_of("<p>x</p>", {}),
        unsubscribe="hotel@example.com",
        unsubscribe_page="https://hotel.example/g/unsubscribe/7.12:key/",
    )

    assert read["List-Unsubscribe"] == (
        "<https://hotel.example/g/unsubscribe/7.12:key/>, <mailto:hotel@example.com>"
    )
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_small_print_leads_out_when_there_is_a_way_out() -> None:
    page = "https://hotel.example/g/unsubscribe/7.12:key/"
    bare, full = mail_of("<p>x</p>", {}), mail_of("<p>x</p>", {}, unsubscribe=page)

    assert "Unsubscribe" not in bare.html + bare.text
    assert f'href="{page}"' in full.html
    assert f"Unsubscribe: {page}" in full.text
    assert "Unsubscribe" not in mail_of("<p>x</p>", {}, unsubscribe="javascript:x").html
