"""SMTP over one kept connection.

Time-outs per phase: 10 s per address to connect, 60 s per command, and never more than a mail's
whole budget, which ends before the lease of its row does (see timed). A server may hang up
between mails (421, end of file): the connection is opened again and the same mail goes on.
After the final dot nothing is repeated, because only the server knows whether it took the mail.
"""

import logging
import re
import smtplib
import ssl
import time
from contextlib import suppress

from django.conf import settings

from hotelpms.kit.keys.secrets import SecretUnreadable
from messaging.models import SenderAccount
from messaging.senders import answers
from messaging.senders.answers import Fault, Phase
from messaging.senders.base import (
    AccountFailure,
    Envelope,
    HungUp,
    Permanent,
    SendFailure,
    Temporary,
    Trouble,
    UnknownOutcome,
)
from messaging.senders.opening import explained, opening_failure, said, words
from messaging.senders.timed import TimedSMTP, TimedSMTPS

CONNECT_SECONDS = 10
COMMAND_SECONDS = 60
# The first contact: connection, greeting, encryption and log-in together. RFC 5321 gives a
# greeting five minutes; a server that takes so long for it serves nobody.
OPEN_SECONDS = 20
# Opening, both attempts and the answer to the final dot together.
MAIL_SECONDS = 45
# RFC 5321, 4.5.3.2.6: for that answer alone, where nobody waits meanwhile.
ANSWER_SECONDS = 600
GOODBYE_SECONDS = 2
IDLE_SECONDS = 15
IMPLICIT_TLS_PORT = 465
# The server has agreed to the sender by then: silence or a cut line is about this one mail.
ABOUT_ONE_MAIL = ("RCPT", "DATA")
LEADING_DOT = re.compile(rb"(?m)^\.")
SERVICE_CLOSING = 421


logger = logging.getLogger(__name__)


class _Closed(Exception):
    """The server closed the connection before it got the mail, instead of answering `at`."""

    def __init__(self, detail: str, *, at: str) -> None:
        super().__init__(detail)
        self.at = at

    def failure(self) -> SendFailure:
        """Return what it means when it happens on a new connection as well."""
        if self.at in ABOUT_ONE_MAIL:
            return HungUp(str(self))
        return AccountFailure(Trouble.BUSY, str(self))


class SmtpSender:
    """Sends through the mail server of one account."""

    def __init__(self, account: SenderAccount, *, is_patient: bool = False) -> None:
        """is_patient: wait for the answer to the final dot as long as RFC 5321 asks for."""
        self._account = account
        self._is_patient = is_patient
        self._client: TimedSMTP | None = None
        self._used_at = 0.0
        self._deadline = 0.0

    def send(self, envelope: Envelope) -> str:
        """Hand the mail over and return the server's last line."""
        self._deadline = time.monotonic() + MAIL_SECONDS
        if self._client is not None and not self._is_alive():
            self.close()
        is_kept = self._client is not None
        try:
            return self._attempt(envelope)
        except _Closed as error:
            self.close()
            if not is_kept:
                raise error.failure() from error
        try:
            return self._attempt(envelope)
        except _Closed as error:
            self.close()
            raise error.failure() from error

    def close(self) -> None:
        """Send QUIT while the server still answers, then let go of the connection."""
        client, self._client = self._client, None
        if client is None:
            return
        with suppress(OSError, smtplib.SMTPException):
            # Outside of the mail's time: its outcome is known by now.
            client.deadline = float("inf")
            client.allow(GOODBYE_SECONDS)
            client.quit()
        client.close()

    def _attempt(self, envelope: Envelope) -> str:
        client = self._client = self._client or self._connected()
        try:
            self._addressed(client, envelope)
            answer = self._hand_over(client, envelope)
        except (Temporary, Permanent):
            self._reset(client)
            raise
        except BaseException:
            # Whatever it was: the next mail must not begin in the middle of this one.
            self.close()
            raise
        self._used_at = time.monotonic()
        return answer

    def _addressed(self, client: TimedSMTP, envelope: Envelope) -> None:
        try:
            self._address(client, envelope)
        except (SendFailure, _Closed):
            raise
        except Exception as error:
            # An address that breaks the command, say: nothing was handed over, nothing ever will.
            logger.exception("mail_not_addressed")
            self.close()
            raise Permanent(type(error).__name__) from error

    def _address(self, client: TimedSMTP, envelope: Envelope) -> None:
        size = f" size={len(envelope.source)}" if client.has_extn("size") else ""
        code, text = self._command(client, f"MAIL FROM:<{envelope.from_address}>{size}")
        if code != 250:
            raise self._refused(Phase.MAIL, code, text, envelope)
        code, text = self._command(client, f"RCPT TO:<{envelope.to_address}>")
        if code not in (250, 251):
            raise self._refused(Phase.RCPT, code, text, envelope)
        code, text = self._command(client, "DATA")
        if code != 354:
            raise self._refused(Phase.DATA, code, text, envelope)

    def _hand_over(self, client: TimedSMTP, envelope: Envelope) -> str:
        quoted = LEADING_DOT.sub(b"..", envelope.source)
        end = b".\r\n" if quoted.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            self._limit(client, COMMAND_SECONDS)
            client.send(quoted + end)
            if self._is_patient:
                # It looks for viruses, say; to give up now would be a second copy.
                self._deadline = time.monotonic() + ANSWER_SECONDS
                self._limit(client, ANSWER_SECONDS)
            code, text = client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise UnknownOutcome(words(error)) from error
        answer = f"{code} {said(text)}"
        if code == 250:
            return answer
        if code == SERVICE_CLOSING:
            # It refused and hangs up; the mail was not taken.
            self.close()
            raise Temporary(answer)
        raise self._refused(Phase.END, code, said(text), envelope)

    def _command(self, client: TimedSMTP, line: str) -> tuple[int, str]:
        word = line.partition(" ")[0]
        try:
            self._limit(client, COMMAND_SECONDS)
            client.putcmd(line)
            code, text = client.getreply()
        except TimeoutError as error:
            self.close()
            if word in ABOUT_ONE_MAIL:
                raise HungUp(word) from error
            raise AccountFailure(Trouble.TIMED_OUT, word) from error
        except (OSError, smtplib.SMTPException) as error:
            raise _Closed(words(error), at=word) from error
        if code == SERVICE_CLOSING:
            raise _Closed(f"{code} {said(text)}", at=word)
        return code, said(text)

    def _refused(self, phase: Phase, code: int, text: str, envelope: Envelope) -> SendFailure:
        """Return the failure that an answer means."""
        reading = answers.read(
            phase,
            code,
            text,
            recipient=envelope.to_address,
            sender=envelope.from_address,
            logged_in=bool(self._account.username),
        )
        answer = f"{code} {text}"
        if reading.trouble is not None:
            return AccountFailure(reading.trouble, answer, at_mail=True)
        if reading.fault == Fault.LATER:
            return Temporary(answer)
        return Permanent(answer, is_bad_address=reading.is_unknown, kind=reading.kind)

    def _reset(self, client: TimedSMTP) -> None:
        """Clear a refused mail away so that the next one starts on clean ground."""
        if self._client is None:
            return
        try:
            self._limit(client, COMMAND_SECONDS)
            client.rset()
        except (OSError, smtplib.SMTPException):
            self.close()

    def _is_alive(self) -> bool:
        if time.monotonic() - self._used_at < IDLE_SECONDS:
            return True
        try:
            assert self._client is not None
            self._limit(self._client, CONNECT_SECONDS)
            return self._client.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    def _limit(self, client: TimedSMTP, seconds: float) -> None:
        if client.sock is None:
            raise smtplib.SMTPServerDisconnected("The connection is closed.")
        client.deadline = self._deadline
        client.allow(seconds)

    # --- opening -------------------------------------------------------------------------------

    def _connected(self) -> TimedSMTP:
        whole, first = self._deadline, time.monotonic() + OPEN_SECONDS
        self._deadline = min(whole, first)
        client = self._reached()
        try:
            self._limit(client, COMMAND_SECONDS)
            explained(client.ehlo_or_helo_if_needed)
            self._encrypt(client)
            self._log_in(client)
        except AccountFailure:
            client.close()
            raise
        self._deadline = whole
        return client

    def _reached(self) -> TimedSMTP:
        account = self._account
        client = _client(account)
        client.deadline = self._deadline
        client.allow(COMMAND_SECONDS)
        code, text = explained(lambda: client.connect(account.host, account.port))
        if code != 220:
            client.close()
            raise opening_failure(Phase.GREETING, code, text)
        return client

    def _encrypt(self, client: TimedSMTP) -> None:
        if self._account.does_not_use_tls or isinstance(client, TimedSMTPS):
            return
        if not client.has_extn("starttls"):
            raise AccountFailure(Trouble.NO_TLS)
        client._host = self._account.host  # type: ignore[attr-defined] # as connect() set it
        code, text = explained(
            lambda: client.starttls(context=ssl.create_default_context()), Phase.STARTTLS
        )
        if code != 220:
            raise opening_failure(Phase.STARTTLS, code, text)
        explained(client.ehlo_or_helo_if_needed)

    def _log_in(self, client: TimedSMTP) -> None:
        if not self._account.username:
            return
        try:
            password = self._account.password
        except SecretUnreadable as error:
            raise AccountFailure(Trouble.SECRET_UNREADABLE) from error
        explained(lambda: client.login(self._account.username, password), Phase.LOGIN)


def _client(account: SenderAccount) -> TimedSMTP:
    if account.port != IMPLICIT_TLS_PORT or account.does_not_use_tls:
        return TimedSMTP(local_hostname=_own_name(), timeout=CONNECT_SECONDS)
    context = ssl.create_default_context()
    return TimedSMTPS(context=context, local_hostname=_own_name(), timeout=CONNECT_SECONDS)


def _own_name() -> str:
    # smtplib would ask the name server for this machine's name, which can take many seconds.
    host = settings.PUBLIC_HOST or "localhost"
    return f"[{host}]" if host.replace(".", "").isdigit() else host
