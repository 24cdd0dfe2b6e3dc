"""Put a message's own words into its compiled wording."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from messaging.domain.wording import greetings, language
from messaging.domain.wording.compile import (
    FACTS,
    PREHEADER,
    TITLE,
    UNSUBSCRIBE,
    URL,
    Compiled,
    Page,
)
from messaging.models import Message

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
SUBJECT_LENGTH = 300
PREHEADER_LENGTH = 140


@dataclass(frozen=True)
class Rendered:
    """What the reader will see; `logo` is the picture that goes with the HTML, or empty."""

    subject: str
    html: str
    text: str
    logo: bytes = b""


def message(row: Message, compiled: Compiled, *, unsubscribe: str = "") -> Rendered:
    """Return the mail of one outbox row; `unsubscribe` is where its small print leads."""
    # A letter that was queued by a former version brings no greeting of its own.
    greeting = greetings.for_name(row.to_name, row.language)
    words = {"GREETING": greeting, "NAME": row.to_name, **row.context}
    return words_into(compiled, words, facts=row.facts, url=row.action_url, unsubscribe=unsubscribe)


def words_into(
    compiled: Compiled,
    words: Mapping[str, str],
    *,
    facts: Iterable[list[str]] = (),
    url: str = "",
    unsubscribe: str = "",
) -> Rendered:
    """Return the mail with these words, lines of facts and targets of button and small print.

    Values are escaped here and never read as a template again. A target that is no web
    address leaves its link out.
    """
    links = {URL: _web_address(url), UNSUBSCRIBE: _web_address(unsubscribe)}
    rows = [(str(label), str(value)) for label, value in facts]
    plain = {**compiled.words, **words, "LINK": links[URL], **links, PREHEADER: _preheader(rows)}
    subject = one_line(language.render(compiled.subject, plain))[:SUBJECT_LENGTH]
    escaped = {name: _escaped(value) for name, value in plain.items()}
    escaped_rows = [(_escaped(label), _escaped(value)) for label, value in rows]
    return Rendered(
        subject,
        _page(compiled.html, escaped, escape(subject), escaped_rows),
        BLANK_LINES.sub("\n\n", _page(compiled.text, plain, subject, rows)).strip() + "\n",
        compiled.logo,
    )


def one_line(text: str) -> str:
    """Return the text fit for a header: no line breaks or other controls, single blanks."""
    return " ".join(CONTROLS.sub(" ", text).split())


def _page(page: Page, words: dict[str, str], title: str, facts: list[tuple[str, str]]) -> str:
    rows = [page.row] * (len(facts) - 1) + [page.last_row]
    lines = "".join(row.filled(*fact) for row, fact in zip(rows, facts, strict=False))
    return language.render(page.program, {**words, TITLE: title, FACTS: lines})


def _preheader(facts: list[tuple[str, str]]) -> str:
    """Return the line that a list of mails shows behind the subject: the first facts."""
    line = one_line(" · ".join(f"{label}: {value}" for label, value in facts))
    return line if len(line) <= PREHEADER_LENGTH else line[: PREHEADER_LENGTH - 1] + "…"


def _web_address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) else ""


def _escaped(text: str) -> str:
    return escape(str(text)).replace("\n", "<br>\n")
