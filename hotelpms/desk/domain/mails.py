"""The mails that the embedded edition keeps instead of sending: files of the data folder.

Whatever a file holds is foreign text. Parsing must not fail on it, and only rows of the
outbox tell which hotel a mail belongs to.
"""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from hotelpms.hotels.models import Hotel
from messaging.models import Message

KEY = re.compile(r"[0-9a-f]{32}\Z")
PAGE_SIZE = 50
INLINE_IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
# Links of a framed mail would open inside the frame, where our own pages refuse to be shown.
NEW_TAB = '<base target="_blank">'


@dataclass(frozen=True)
class Head:
    """A line of the list."""

    key: str
    subject: str
    sender: str
    recipient: str
    kept_at: datetime


@dataclass(frozen=True)
class Part:
    """A file that came with a mail; `number` names it in its address."""

    number: int
    name: str
    content_type: str
    size: int


@dataclass(frozen=True)
class Mail:
    """A mail as it would have left."""

    head: Head
    text: str
    has_html: bool
    parts: list[Part]


def heads(hotels: QuerySet[Hotel], *, page: int = 1) -> tuple[list[Head], bool]:
    """Return one page of these hotels' mails, newest first, and whether older ones follow.

    One query. A page is cut before foreign mails are left out, so it may be shorter.
    """
    files = sorted(_folder().glob("*.eml"), key=_age, reverse=True)
    start = (max(page, 1) - 1) * PAGE_SIZE
    read = {path: _read(path, headers_only=True) for path in files[start : start + PAGE_SIZE]}
    own = _own(hotels, (_message_id(mail) for mail in read.values()))
    listed = [_head(path, mail) for path, mail in read.items() if _message_id(mail) in own]
    return listed, start + PAGE_SIZE < len(files)


def find(key: str, hotels: QuerySet[Hotel]) -> EmailMessage | None:
    """Return the parsed mail when one of these hotels sent it, else None."""
    path = _path(key)
    if path is None:
        return None
    mail = _read(path)
    return mail if _own(hotels, [_message_id(mail)]) else None


def opened(key: str, mail: EmailMessage) -> Mail:
    """Return what the page of a mail shows."""
    path = _folder() / f"{key}.eml"
    return Mail(
        head=_head(path, mail),
        text=_text(mail, "plain"),
        has_html=mail.get_body(("html",)) is not None,
        parts=[
            Part(number, _file_name(part, number), part.get_content_type(), len(_bytes(part)))
            for number, part in enumerate(mail.iter_attachments())
        ],
    )


def source(key: str) -> bytes:
    """Return the mail as it lies on the disk; ask `find` first whether it may be read."""
    return (_folder() / f"{key}.eml").read_bytes()


def html(mail: EmailMessage) -> str:
    """Return the HTML of a mail with its own pictures set in, ready for a sandboxed frame."""
    body = _text(mail, "html")
    for part in mail.walk():
        name = str(part.get("Content-ID", "")).strip("<> ")
        if name and part.get_content_type() in INLINE_IMAGES:
            data = base64.b64encode(_bytes(part)).decode("ascii")
            body = body.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{data}")
    with_base, count = re.subn(r"(?i)(<head[^>]*>)", rf"\1{NEW_TAB}", body, count=1)
    return with_base if count else NEW_TAB + body


def attachment(mail: EmailMessage, number: int) -> tuple[str, bytes] | None:
    """Return name and content of a file that came with the mail."""
    for place, part in enumerate(mail.iter_attachments()):
        if place == number:
            return _file_name(part, number), _bytes(part)
    return None


def _folder() -> Path:
    return Path(settings.CAUGHT_MAIL_DIR)


def _path(key: str) -> Path | None:
    """Only a name of our own making becomes a path: nothing leads out of the folder."""
    path = _folder() / f"{key}.eml"
    return path if KEY.match(key) and path.is_file() else None


def _age(path: Path) -> tuple[float, str]:
    return path.stat().st_mtime, path.name


def _read(path: Path, *, headers_only: bool = False) -> EmailMessage:
    with path.open("rb") as file:
        parser = BytesParser(EmailMessage, policy=policy.default)
        return parser.parse(file, headersonly=headers_only)


def _message_id(mail: EmailMessage) -> str:
    return str(mail.get("Message-ID", "")).strip()


def _own(hotels: QuerySet[Hotel], message_ids: Iterable[str]) -> set[str]:
    wanted = [message_id for message_id in message_ids if message_id]
    rows = Message.objects.filter(hotel__in=hotels, message_id__in=wanted)
    return set(rows.values_list("message_id", flat=True))


def _head(path: Path, mail: EmailMessage) -> Head:
    return Head(
        key=path.stem,
        subject=str(mail.get("Subject", "")),
        sender=str(mail.get("From", "")),
        recipient=str(mail.get("To", "")),
        kept_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
    )


def _text(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    return _bytes(body).decode(_charset(body), "replace") if body is not None else ""


def _charset(part: MIMEPart) -> str:
    charset = part.get_content_charset("utf-8")
    try:
        "".encode(charset)
    except LookupError:
        return "utf-8"
    return charset


def _bytes(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _file_name(part: MIMEPart, number: int) -> str:
    return Path(part.get_filename() or "").name or f"part-{number}"
