"""What dispatching relies on, held against every sender with the same cases."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from messaging import senders
from messaging.enums import Transport
from messaging.models import SenderAccount
from messaging.senders.base import AccountFailure, Envelope, Sender
from messaging.senders.caught import CaughtSender
from messaging.senders.smtp import SmtpSender
from tests.factories.messaging import SenderAccountFactory
from tests.smtp import MailServer

BODY = b"Subject: Hello\r\n\r\nFirst line\r\n.hidden dot\r\nlast\r\n"


def envelope(number: int = 1, source: bytes = BODY) -> Any:
    return Envelope("desk@example.com", "ana@example.com", f"<{number}@example.com>", source)


def smtp_account(server: MailServer, **changes: object) -> SenderAccount:
    values = {"host": "127.0.0.1", "port": server.port}
    return SenderAccountFactory.build(hotel=None, **{**values, **changes})


@pytest.fixture(params=["smtp", "caught"])
def door(
    request: pytest.FixtureRequest, smtp_server: MailServer, tmp_path: Path
) -> tuple[Sender, Callable[[], list[str]]]:
    """A sender and a function that returns the texts that arrived through it."""
    if request.param == "smtp":
        sender: Sender = SmtpSender(smtp_account(smtp_server))
        return sender, lambda: [mail.get_content() for mail in smtp_server.mails]
    folder = tmp_path / "mails"

    def kept() -> list[str]:
        files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [path.read_bytes().split(b"\r\n\r\n", 1)[1].decode() for path in files]

    return CaughtSender(folder), kept


def test_a_mail_arrives_byte_for_byte(
    door: tuple[CaughtSender, Callable[..., Any]] | tuple[SmtpSender, Callable[..., Any]],
) -> None:
    sender, arrived = door
    answer = sender.send(envelope())
    sender.close()

    assert answer

    text = arrived()[0].replace("\r\n", "\n")

    assert text == "First line\n.hidden dot\nlast\n"


def test_several_mails_arrive_in_order(
    door: tuple[CaughtSender, Callable[..., Any]] | tuple[SmtpSender, Callable[..., Any]],
) -> None:
    sender, arrived = door
    for number in range(3):
        source = f"Subject: {number}\r\n\r\nmail {number}\r\n".encode()
        sender.send(envelope(number, source))
    sender.close()

    assert [text.strip() for text in arrived()] == ["mail 0", "mail 1", "mail 2"]


def test_closing_twice_and_unused_is_harmless(
    door: tuple[CaughtSender, Callable[..., Any]] | tuple[SmtpSender, Callable[..., Any]],
) -> None:
    sender, _arrived = door
    sender.close()
    sender.send(envelope())
    sender.close()
    sender.close()


def test_a_failure_is_one_of_the_four_kinds(tmp_path: Path, free_port: Callable[[], int]) -> None:
    nowhere = SenderAccount(host="127.0.0.1", port=free_port(), does_not_use_tls=True)
    (tmp_path / "file").write_text("no folder")
    for sender in (SmtpSender(nowhere), CaughtSender(tmp_path / "file")):
        with pytest.raises(AccountFailure):
            sender.send(envelope())


def test_an_account_opens_the_sender_of_its_transport() -> None:
    assert isinstance(senders.opened(SenderAccount(transport=Transport.SMTP)), SmtpSender)
    assert isinstance(senders.opened(SenderAccount(transport=Transport.CAUGHT)), CaughtSender)
