import socket
import ssl
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any, Never

import pytest
import trustme

from messaging.models import SenderAccount
from messaging.senders import smtp
from messaging.senders.base import (
    AccountFailure,
    Envelope,
    Permanent,
    Temporary,
    Trouble,
    UnknownOutcome,
)
from messaging.senders.smtp import SmtpSender
from tests.ports import free_port
from tests.smtp import PASSWORD, USER, HangUp, MailServer, serve

MAIL = Envelope(
    "desk@example.com", "ana@example.com", "<1@example.com>", b"Subject: x\r\n\r\nx\r\n"
)


def account(server: MailServer | SimpleNamespace, **changes: object) -> SenderAccount:
    values = {"host": "127.0.0.1", "port": server.port, "does_not_use_tls": True}
    return SenderAccount(**{**values, **changes})


def trouble(**changes: object) -> Any:
    with pytest.raises(AccountFailure) as failure:
        SmtpSender(SenderAccount(**changes)).send(MAIL)
    return failure.value.trouble


def test_tls_is_demanded_and_a_log_in_made_before_anything_is_sent(
    tls_smtp_server: MailServer,
) -> None:
    sender = SmtpSender(
        account(tls_smtp_server, does_not_use_tls=False, username=USER, password=PASSWORD)
    )

    assert sender.send(MAIL) == "250 2.0.0 Taken"
    assert len(tls_smtp_server.mails) == 1


def test_a_wrong_password_is_a_failure_of_the_account(tls_smtp_server: MailServer) -> None:
    wrong = account(tls_smtp_server, does_not_use_tls=False, username=USER, password="guess")

    with pytest.raises(AccountFailure) as failure:
        SmtpSender(wrong).send(MAIL)

    assert failure.value.trouble == Trouble.LOGIN_REFUSED
    assert "guess" not in failure.value.detail


def test_a_missing_log_in_is_told_apart(tls_smtp_server: MailServer) -> None:
    with pytest.raises(AccountFailure) as failure:
        SmtpSender(account(tls_smtp_server, does_not_use_tls=False)).send(MAIL)

    assert failure.value.trouble == Trouble.LOGIN_NEEDED


def test_a_certificate_nobody_vouches_for_is_refused(
    tls_smtp_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(AccountFailure) as failure:
        SmtpSender(account(tls_smtp_server, does_not_use_tls=False)).send(MAIL)

    assert failure.value.trouble == Trouble.TLS_SELF_SIGNED
    assert tls_smtp_server.mails == []


@pytest.mark.parametrize(
    ("host", "valid_for", "trouble"),
    [
        ("127.0.0.1", timedelta(days=-1), Trouble.TLS_EXPIRED),
        ("other.example", timedelta(days=1), Trouble.TLS_OTHER_NAME),
    ],
)
def test_what_is_wrong_with_a_certificate_is_told_apart(
    authority: trustme.CA,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    valid_for: timedelta,
    trouble: Trouble,
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    until = datetime.now(UTC) + valid_for
    issued = authority.issue_cert(host, not_before=until - timedelta(days=9), not_after=until)
    issued.configure_cert(context)
    server = serve(tls_context=context)
    with pytest.raises(AccountFailure) as failure:
        SmtpSender(account(next(server), does_not_use_tls=False)).send(MAIL)
    next(server, None)

    assert failure.value.trouble == trouble


def test_a_fault_of_ours_in_the_middle_leaves_no_half_mail_behind(smtp_server: MailServer) -> None:
    """A hostile address breaks the command; the next mail begins on a connection of its own."""
    sender = SmtpSender(account(smtp_server))
    hostile = Envelope("desk@example.com", "ana\r\nDATA@example.com", "<2@example.com>", b"x")
    with pytest.raises(Permanent):
        sender.send(hostile)

    sender.send(MAIL)

    assert smtp_server.recipients == ["ana@example.com"]


def test_without_tls_on_the_server_nothing_is_sent_unless_the_account_says_so(
    smtp_server: MailServer,
) -> None:
    """S0-05."""
    with pytest.raises(AccountFailure) as failure:
        SmtpSender(account(smtp_server, does_not_use_tls=False)).send(MAIL)

    assert failure.value.trouble == Trouble.NO_TLS
    assert smtp_server.mails == []


def test_a_log_in_that_the_server_does_not_know_is_explained(smtp_server: MailServer) -> None:
    with pytest.raises(AccountFailure) as failure:
        SmtpSender(account(smtp_server, username="reception", password="x")).send(MAIL)

    assert failure.value.trouble == Trouble.LOGIN_NOT_OFFERED


def test_a_port_without_a_server_is_unreachable() -> None:
    assert trouble(host="127.0.0.1", port=free_port()) == Trouble.UNREACHABLE


def test_a_host_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args, **kwargs) -> Never:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert trouble(host="mail.nowhere.example", port=587) == Trouble.UNKNOWN_HOST


@pytest.mark.parametrize(
    ("answer", "kind", "is_bad_address"),
    [
        ("451 4.7.1 Later", Temporary, None),
        ("452 4.2.2 Mailbox full", Temporary, None),
        ("550 5.1.1 No such user", Permanent, True),
        ("550 5.1.10 Null MX", Permanent, True),
        ("550 5.7.1 Not you", Permanent, False),
        ("550 No", Permanent, False),
    ],
)
def test_answers_to_the_recipient_are_sorted(
    smtp_server: MailServer, answer: str, kind: type[Any], is_bad_address: bool | None
) -> None:
    smtp_server.on_recipient = lambda address: answer
    with pytest.raises(kind) as failure:
        SmtpSender(account(smtp_server)).send(MAIL)

    assert failure.value.detail == answer

    if is_bad_address is not None:
        assert failure.value.is_bad_address is is_bad_address


def test_after_a_refusal_the_same_connection_takes_the_next_mail(smtp_server: MailServer) -> None:
    smtp_server.on_recipient = lambda address: "550 5.7.1 No"
    sender = SmtpSender(account(smtp_server))
    with pytest.raises(Permanent):
        sender.send(MAIL)
    smtp_server.on_recipient = lambda address: None

    sender.send(MAIL)

    assert smtp_server.connection_count == 1


def test_a_line_cut_before_the_mail_is_opened_again(smtp_server: MailServer) -> None:
    sender = SmtpSender(account(smtp_server))
    sender.send(MAIL)
    cuts = iter([True, False])

    def cut(address: Any) -> None:
        if next(cuts):
            raise HangUp

    smtp_server.on_mail = cut
    sender.send(MAIL)

    assert (len(smtp_server.mails), smtp_server.connection_count) == (2, 2)


def test_a_line_cut_after_the_mail_leaves_the_outcome_open(smtp_server: MailServer) -> None:
    def cut(mail: Any) -> Never:
        raise HangUp

    smtp_server.after_data = cut
    with pytest.raises(UnknownOutcome):
        SmtpSender(account(smtp_server)).send(MAIL)


def test_a_server_that_falls_silent_after_the_mail_is_left_in_time(
    smtp_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The budget of a mail ends before its lease; here it is cut to a second."""
    released = threading.Event()
    monkeypatch.setattr(smtp, "MAIL_SECONDS", 1)
    smtp_server.on_data = lambda mail: released.wait(4) and None
    began = time.monotonic()

    with pytest.raises(UnknownOutcome):
        SmtpSender(account(smtp_server)).send(MAIL)
    released.set()

    assert time.monotonic() - began < 3


def test_a_worker_waits_longer_for_the_last_answer_than_for_the_rest_of_the_mail(
    smtp_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RFC 5321, 4.5.3.2.6: a server that looks for viruses needs minutes; here it is a second."""
    monkeypatch.setattr(smtp, "MAIL_SECONDS", 0.5)
    smtp_server.on_data = lambda mail: threading.Event().wait(1) and None

    assert SmtpSender(account(smtp_server), is_patient=True).send(MAIL) == "250 2.0.0 Taken"
    with pytest.raises(UnknownOutcome):
        SmtpSender(account(smtp_server)).send(MAIL)


@pytest.mark.parametrize("greeting", [b"220-", b"\x16\x03\x03\x3f\xff\x02\x00"])
def test_a_server_that_drips_bytes_for_ever_is_left_in_time(
    monkeypatch: pytest.MonkeyPatch, greeting: bytes
) -> None:
    """Every byte comes before a time-out per read would end; only a deadline ends this."""
    monkeypatch.setattr(smtp, "MAIL_SECONDS", 0.5)
    server, is_left = dripping_server(greeting)
    port, is_plain = server.getsockname()[1], greeting.startswith(b"220")
    monkeypatch.setattr(smtp, "IMPLICIT_TLS_PORT", port)
    slow = SenderAccount(host="127.0.0.1", port=port, does_not_use_tls=is_plain)

    with server, pytest.raises(AccountFailure) as failure:
        SmtpSender(slow).send(MAIL)

    assert failure.value.trouble == Trouble.TIMED_OUT
    assert is_left.wait(5)


def test_a_server_that_greets_nobody_is_left_long_before_a_mails_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(smtp, "OPEN_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        silent = account(SimpleNamespace(port=server.getsockname()[1]))
        began = time.monotonic()
        with pytest.raises(AccountFailure) as failure:
            SmtpSender(silent).send(MAIL)

    assert failure.value.trouble == Trouble.TIMED_OUT
    assert time.monotonic() - began < smtp.MAIL_SECONDS / 4


def test_a_server_that_stops_reading_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large mail fills the buffers between; then writing blocks."""
    monkeypatch.setattr(smtp, "MAIL_SECONDS", 0.5)
    server, may_leave = deaf_server()
    large = Envelope("desk@example.com", "ana@example.com", "<1@x>", b"x" * 30_000_000)

    with server, pytest.raises(UnknownOutcome):
        SmtpSender(account(SimpleNamespace(port=server.getsockname()[1]))).send(large)
    may_leave.set()


def dripping_server(greeting: bytes) -> tuple[socket, Event]:
    """Return a listening socket whose greeting never ends, and when the client has gone."""
    server, is_left = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def serve() -> None:
        client, _address = server.accept()
        with client, suppress(OSError):
            client.sendall(greeting)
            while True:
                client.sendall(b"x")
                is_left.wait(0.05)
        is_left.set()

    threading.Thread(target=serve, daemon=True).start()
    return server, is_left


def deaf_server() -> tuple[socket, Event]:
    """Return a listening socket that answers up to DATA and then only waits for the event."""
    server, may_leave = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def serve() -> None:
        client, _address = server.accept()
        with client:
            client.sendall(b"220 here\r\n")
            for answer in (b"250 here\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
                client.recv(1000)
                client.sendall(answer)
            may_leave.wait(5)

    threading.Thread(target=serve, daemon=True).start()
    return server, may_leave


def test_a_budget_ends_before_the_lease_does() -> None:
    from messaging.domain.delivery import batches

    assert batches.IN_HAND.total_seconds() > smtp.MAIL_SECONDS
