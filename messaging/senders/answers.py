"""How the answers of a mail server are read: whose fault is it, and what follows?

One table for all phases of the talk. An answer is a code of RFC 5321 and, at its start only, a
status of RFC 3463; a number further on may be an address of the internet. Servers say at RCPT
what is wrong with the account (Postfix by default says everything there), so that phase is read
with care: the account is accused by a status or by words that speak of it, the recipient's
address by a status alone. What nobody foresaw counts as the message's own fault, until many in
a row say the same (messaging.domain.delivery.refusals).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from messaging.senders.base import Trouble


class Phase(StrEnum):
    """What the server answers to; END is the dot behind the mail."""

    GREETING = "greeting"
    STARTTLS = "starttls"
    LOGIN = "login"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    END = "end"


class Fault(StrEnum):
    """Whose fault a refusal is, or whether it will pass."""

    RECIPIENT = "recipient"
    MESSAGE = "message"
    ACCOUNT = "account"
    LATER = "later"


@dataclass(frozen=True)
class Reading:
    """What an answer means. `trouble` is set for an account's fault alone.

    kind: code and status without the words, the same for refusals of one kind: "550 5.7.1".
    is_unknown: the address does not exist and will not; it may be blocked.
    """

    fault: Fault
    kind: str
    trouble: Trouble | None = None
    is_unknown: bool = False


STATUS = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?![.\d])")

# No such mailbox; it has moved and left nothing; its domain takes no mail (RFC 7505). 5.1.0 is
# used for senders, 5.1.2 for a name server's bad hour, 5.2.1 for a mailbox that is full of mail.
UNKNOWN = frozenset({"5.1.1", "5.1.6", "5.1.10"})
ABOUT_THE_RECIPIENT = UNKNOWN | {"5.1.2", "5.1.3", "5.2.1", "5.2.2"}

# What a status says of the account in any phase: x.1.7 and x.1.8 are the sender's address
# (RFC 3463), 5.7.57 and 5.7.60, 5.2.252 are Exchange's, 5.4.5 is Gmail's daily limit, the
# other x.7 are rules about the sender's domain and server (RFC 7372, RFC 7505).
STATUSES = {
    "5.1.7": Trouble.SENDER_REFUSED,
    "5.1.8": Trouble.SENDER_REFUSED,
    "4.1.7": Trouble.SENDER_REFUSED,
    "4.1.8": Trouble.SENDER_REFUSED,
    "5.2.252": Trouble.SENDER_REFUSED,
    "5.7.60": Trouble.SENDER_REFUSED,
    "5.7.23": Trouble.SENDER_REFUSED,
    "5.7.26": Trouble.SENDER_REFUSED,
    "5.7.27": Trouble.SENDER_REFUSED,
    "5.7.25": Trouble.CLIENT_REFUSED,
    "5.7.57": Trouble.LOGIN_NEEDED,
    "5.7.11": Trouble.TLS_NEEDED,
    "5.4.5": Trouble.LIMIT_REACHED,
    "4.7.28": Trouble.BUSY,
    "4.4.5": Trouble.BUSY,
}

# Words of Postfix, Exim, Sendmail, qmail, Exchange, Amazon SES and others, in this order.
WORDS = (
    (re.compile(r"starttls|encryption (is )?required|tls (is )?required"), Trouble.TLS_NEEDED),
    (
        re.compile(
            r"authentication (is )?required|not authenticated|must (first )?(authenticate|log ?in)"
            r"|(authenticate|log ?in|auth) (first|required)|smtp auth"
        ),
        Trouble.LOGIN_NEEDED,
    ),
    (
        re.compile(
            r"sender address rejected|sender rejected|sender verify failed|sendasdenied"
            r"|not owned by (the )?user|not allowed to send (as|from)|send as this sender"
            r"|address (is )?not verified|invalid sender|sender (is )?not (allowed|authorized)"
        ),
        Trouble.SENDER_REFUSED,
    ),
    (
        re.compile(
            r"relay access denied|relaying (is )?(denied|not (allowed|permitted))|unable to relay"
            r"|cannot relay|relay not permitted|not permitted to relay|we do not relay"
        ),
        Trouble.RELAY_DENIED,
    ),
    (
        re.compile(
            r"client host|client (was )?rejected|helo command rejected|helo rejected"
            r"|blocked using|block ?list|blacklist|spamhaus|spamcop|your ip|reverse (dns|hostname)"
        ),
        Trouble.CLIENT_REFUSED,
    ),
    (
        re.compile(
            r"(daily|hourly|sending|outgoing)( \w+)* (limit|quota)( \w+)* (exceeded|reached)"
        ),
        Trouble.LIMIT_REACHED,
    ),
)
WANTS_TLS, REFUSES_SENDER = WORDS[0][0], WORDS[2][0]
DENIED = re.compile(r"access denied|not (permitted|authori[sz]ed)|permission denied")
# A server that wants to be asked twice may give any reason.
GREY = re.compile(r"gr[ea]y-?list")
SLOW_DOWN = re.compile(r"too (much|many) (mail|message|connection|recipient)|rate limit|throttl")


def read(
    phase: Phase,
    code: int,
    text: str,
    *,
    recipient: str = "",
    sender: str = "",
    logged_in: bool = True,
) -> Reading:
    """Say what a refusal means; `text` is the answer without its code.

    recipient, sender: the addresses of the envelope. logged_in: False when the account has no
    user; a server that says no more than "access denied" means the missing log-in then.
    """
    found = STATUS.match(text)
    status = found.group(1) if found else ""
    kind = f"{code} {status}".strip()
    words = text.lower()
    if phase in (Phase.GREETING, Phase.STARTTLS, Phase.LOGIN):
        return Reading(Fault.ACCOUNT, kind, _opening(phase, code, words))
    trouble = _account(phase, code, status, _said(words, recipient), logged_in)
    if trouble is not None:
        return Reading(Fault.ACCOUNT, kind, trouble)
    if code < 500:
        return Reading(Fault.LATER, kind)
    names_sender = bool(sender) and sender.lower() in words and recipient.lower() not in words
    # The recipient was not named to the server yet when it answers to MAIL.
    if phase != Phase.MAIL and status in ABOUT_THE_RECIPIENT and not names_sender:
        return Reading(Fault.RECIPIENT, kind, is_unknown=status in UNKNOWN)
    return Reading(Fault.MESSAGE, kind)


def _opening(phase: Phase, code: int, words: str) -> Trouble:
    """What is wrong before the first mail; the code of a greeting may be smtplib's -1."""
    if phase == Phase.GREETING:
        if 400 <= code < 500:
            return Trouble.BUSY
        return Trouble.CLIENT_REFUSED if code >= 500 else Trouble.NO_SMTP
    if phase == Phase.STARTTLS:
        return Trouble.BUSY if 400 <= code < 500 else Trouble.NO_TLS
    if WANTS_TLS.search(words) or code == 538:
        return Trouble.TLS_NEEDED
    return Trouble.LOGIN_REFUSED if code >= 500 else Trouble.BUSY


def _account(phase: Phase, code: int, status: str, words: str, logged_in: bool) -> Trouble | None:
    if code in (530, 534, 535, 538):
        return Trouble.TLS_NEEDED if WANTS_TLS.search(words) else Trouble.LOGIN_NEEDED
    if status in STATUSES:
        return STATUSES[status]
    if code < 500 and SLOW_DOWN.search(words):
        return Trouble.BUSY
    if phase == Phase.END:
        # A content filter quotes what it likes; only what it says of the sender's address counts.
        return Trouble.SENDER_REFUSED if REFUSES_SENDER.search(words) else None
    about_the_recipient = f"5{status[1:]}" in ABOUT_THE_RECIPIENT
    if not about_the_recipient and not GREY.search(words):
        for pattern, trouble in WORDS:
            if pattern.search(words):
                return trouble
    if phase == Phase.MAIL and code >= 500 and code != 552 and not status.startswith("5.3."):
        return Trouble.SENDER_REFUSED
    if phase == Phase.RCPT and code >= 500 and not logged_in and DENIED.search(words):
        return Trouble.LOGIN_NEEDED
    return None


def _said(words: str, recipient: str) -> str:
    """The words without the guest's address, which may hold any of them."""
    return words.replace(recipient.lower(), "") if recipient else words
