"""What every sender does, and the four ways in which handing over can fail.

The kinds of failure are the whole contract: who dispatches decides by them alone.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True)
class Envelope:
    """A finished mail. Addresses are ASCII; `source` has CRLF line ends."""

    from_address: str
    to_address: str
    message_id: str
    source: bytes


class Sender(Protocol):
    """Hands mails over, one after the other, over a connection that it keeps."""

    def send(self, envelope: Envelope) -> str:
        """Hand the mail over and return the other side's answer. Raises SendFailure only."""
        ...

    def close(self) -> None:
        """Let go of the connection; never raises."""
        ...


class SendFailure(Exception):
    """Base of the four failures; `detail` is what the other side said."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class Temporary(SendFailure):
    """This mail was not taken now; the same mail may be taken later."""


class HungUp(Temporary):
    """The server closed the connection in the middle of this mail, also at the second try."""


class Permanent(SendFailure):
    """This mail will never be taken. `is_bad_address`: the recipient does not exist.

    kind: code and status of the answer without its words, "550 5.7.1": many of one kind in a
    row are the account's fault.
    """

    def __init__(self, detail: str = "", *, is_bad_address: bool = False, kind: str = "") -> None:
        super().__init__(detail)
        self.is_bad_address = is_bad_address
        self.kind = kind


class UnknownOutcome(SendFailure):
    """The mail was handed over, but nobody said whether it was taken."""


class Trouble(StrEnum):
    """What is wrong with an account or its server."""

    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    BUSY = "busy"
    SILENT = "silent"
    NO_SMTP = "no_smtp"
    NO_TLS = "no_tls"
    TLS_NEEDED = "tls_needed"
    TLS_CERTIFICATE = "tls_certificate"
    TLS_SELF_SIGNED = "tls_self_signed"
    TLS_EXPIRED = "tls_expired"
    TLS_OTHER_NAME = "tls_other_name"
    TLS_MISMATCH = "tls_mismatch"
    LOGIN_REFUSED = "login_refused"
    LOGIN_NOT_OFFERED = "login_not_offered"
    LOGIN_NEEDED = "login_needed"
    SENDER_REFUSED = "sender_refused"
    RELAY_DENIED = "relay_denied"
    CLIENT_REFUSED = "client_refused"
    LIMIT_REACHED = "limit_reached"
    ALL_REFUSED = "all_refused"
    SECRET_UNREADABLE = "secret_unreadable"
    FOLDER = "folder"


# These heal by themselves; the others need a person.
PASSING = frozenset(
    {
        Trouble.UNREACHABLE,
        Trouble.TIMED_OUT,
        Trouble.BUSY,
        Trouble.SILENT,
        Trouble.LIMIT_REACHED,
    }
)


class AccountFailure(SendFailure):
    """No mail can go through this account now; the mail in hand was not taken.

    at_mail: it was said about the mail in hand, so another mail is tried next time.
    """

    def __init__(self, trouble: Trouble, detail: str = "", *, at_mail: bool = False) -> None:
        super().__init__(detail)
        self.trouble = trouble
        self.at_mail = at_mail
