"""A real mail server in the test process, whose answers a test can script.

`smtp_server` keeps what it took in `mails`; replace its `on_...` functions to refuse, stall
or hang up. Fixtures of this module are imported by tests/conftest.py.
"""

import email
import email.policy
import ssl
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from tests.ports import free_port

USER, PASSWORD = "reception", "kept-secret-9"


class HangUp(Exception):
    """Raised by a script: the server drops the connection without a word."""


class MailServer:
    """What the server took and how it answers. An `on_...` returns a reply or None for OK."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.connection_count = 0
        self.lock = threading.Lock()
        self.on_connect: Callable[[], str | None] = lambda: None
        self.on_mail: Callable[[str], str | None] = lambda address: None
        self.on_recipient: Callable[[str], str | None] = lambda address: None
        self.on_data: Callable[[EmailMessage], str | None] = lambda mail: None
        self.after_data: Callable[[EmailMessage], None] = lambda mail: None
        self.host = "127.0.0.1"
        self.port = 0

    @property
    def message_ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]

    @property
    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails]

    def to(self, address: str) -> list[EmailMessage]:
        """Return the mails that arrived for an address."""
        pairs = zip(self.recipients, self.mails, strict=True)
        return [mail for recipient, mail in pairs if recipient == address]


class _Handler:
    def __init__(self, box: MailServer) -> None:
        self.box = box

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        answer = self._ask(server, self.box.on_mail, address)
        if answer:
            return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        answer = self._ask(server, self.box.on_recipient, address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        answer = self._ask(server, self.box.on_data, mail)
        if answer:
            return answer
        with self.box.lock:
            self.box.mails.append(mail)
            self.box.recipients.append(envelope.rcpt_tos[0])
        return self._ask(server, self.box.after_data, mail) or "250 2.0.0 Taken"

    def _ask(self, server: Any, script: Callable[[Any], str | None], about: Any) -> str | None:
        try:
            return script(about)
        except HangUp:
            server.transport.abort()
            return "421 gone"


class _Protocol(SMTP):
    def connection_made(self, transport: Any) -> None:
        if self.transport is None:  # the second time is the same connection, now encrypted
            self.event_handler.box.connection_count += 1
        super().connection_made(transport)

    async def push(self, status: Any) -> None:
        if isinstance(status, str) and status.startswith("220 mail.test"):
            status = self.event_handler.box.on_connect() or status
        await super().push(status)


class _Controller(Controller):
    def __init__(self, box: MailServer, **options: Any) -> None:
        self.box = box
        self.smtp_options = options
        super().__init__(_Handler(box), hostname="127.0.0.1", port=free_port())

    def factory(self) -> SMTP:
        return _Protocol(self.handler, hostname="mail.test", **self.smtp_options)


def serve(**options: Any) -> Iterator[MailServer]:
    """Run a server until the test ends; `options` are aiosmtpd's."""
    box = MailServer()
    controller = _Controller(box, **options)
    controller.start()
    box.connection_count = 0  # starting tries the door once
    box.port = controller.port
    yield box
    controller.stop(no_assert=True)


def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    """Let in one user only."""
    known = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == known, handled=False)


@pytest.fixture
def smtp_server() -> Iterator[MailServer]:
    """A mail server without encryption and log-in."""
    yield from serve()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls_smtp_server(
    authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MailServer]:
    """A mail server that wants STARTTLS and a log-in; its certificate is trusted."""
    trusted = tmp_path_factory.mktemp("authority") / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    yield from serve(
        tls_context=context,
        require_starttls=True,
        authenticator=authenticate,
        auth_required=True,
    )
