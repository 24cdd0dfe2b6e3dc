"""Whose fault an answer of a mail server is. Most are words of real servers."""

import pytest

from messaging.senders.answers import Fault, Phase, Reading, read
from messaging.senders.base import Trouble

GUEST, DESK = "guest@example.com", "desk@hotel.example"


@pytest.mark.parametrize(
    ("answer", "is_unknown"),
    [
        ("550 5.1.1 <guest@example.com>: Recipient address rejected: User unknown", True),
        ("550 5.1.6 Mailbox moved", True),
        ("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", True),
        ("550 5.1.2 <guest@example.com>: Recipient address rejected: Domain not found", False),
        ("550 5.2.1 The user is receiving mail at a rate that prevents more", False),
        ("552 5.2.2 Mailbox full, quota exceeded", False),
    ],
)
def test_only_a_status_at_the_start_that_speaks_of_the_recipient_does_so(
    answer: str, is_unknown: bool
) -> None:
    reading = said(Phase.RCPT, answer)

    assert (reading.fault, reading.is_unknown) == (Fault.RECIPIENT, is_unknown)


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        ("550 5.1.0 <desk@hotel.example>: Sender address rejected: User unknown", "sender_refused"),
        (
            "553 5.7.1 <desk@hotel.example>: Sender address rejected: not logged in",
            "sender_refused",
        ),
        ("450 4.1.8 <desk@hotel.example>: Sender address rejected: Domain not found", None),
        ("550 5.7.60 SMTP; Client does not have permissions to send as this sender", None),
        ("554 5.2.252 SendAsDenied; desk not allowed to send as other", "sender_refused"),
        ("554 5.7.1 <guest@example.com>: Relay access denied", "relay_denied"),
        ("454 4.7.1 <guest@example.com>: Relay access denied", "relay_denied"),
        ("450 4.7.1 Client host rejected: cannot find your reverse hostname", "client_refused"),
        ("550 relay not permitted", "relay_denied"),
        ("550 5.7.1 Unable to relay", "relay_denied"),
        ("554 5.7.1 <unknown[10.0.0.1]>: Client host rejected: Access denied", "client_refused"),
        ("550 5.7.1 Service unavailable; client host [82.5.1.10] blocked", "client_refused"),
        ("504 5.5.2 <x>: Helo command rejected: need fully-qualified hostname", "client_refused"),
        ("530 5.7.0 Must issue a STARTTLS command first", "tls_needed"),
        ("530 Not now", "login_needed"),
        ("534 Too weak", "login_needed"),
        ("535 Bad", "login_needed"),
        ("538 Not so", "login_needed"),
        ("550 Daily user sending limit exceeded", "limit_reached"),
        ("530 5.7.57 Client not authenticated to send mail", "login_needed"),
        ("550 5.7.1 Authentication required", "login_needed"),
        ("503 AUTH first", "login_needed"),
        ("550 5.4.5 Daily user sending quota exceeded", "limit_reached"),
        ("450 4.7.1 Error: too much mail from 10.0.0.1", "busy"),
    ],
)
def test_what_concerns_the_account_is_told_apart_at_the_recipient_too(
    answer: str, trouble: str | None
) -> None:
    reading = said(Phase.RCPT, answer)

    assert reading.fault == Fault.ACCOUNT
    assert reading.trouble == (trouble or Trouble.SENDER_REFUSED)


def test_without_a_log_in_a_refusal_by_policy_means_the_missing_log_in() -> None:
    """Postfix says so on 587 and 465 to who does not log in; the words name the guest."""
    answer = "554 5.7.1 <guest@example.com>: Recipient address rejected: Access denied"

    assert said(Phase.RCPT, answer, logged_in=False).trouble == Trouble.LOGIN_NEEDED
    assert said(Phase.RCPT, answer).fault == Fault.MESSAGE


def test_a_number_inside_the_words_is_no_status() -> None:
    for answer in (
        "550 5.7.1 policy of 5.1.1.4",
        "550 No such thing as 5.1.1",
        "550 5.1.10.4 blocked",
        "550 Try 82.5.1.10",
    ):
        assert said(Phase.RCPT, answer).fault == Fault.MESSAGE


def test_a_guest_with_telling_words_in_the_address_accuses_nobody() -> None:
    answer = "550 5.7.1 <spamhaus@blacklist.example>: Rejected"

    reading = read(Phase.RCPT, 550, answer[4:], recipient="spamhaus@blacklist.example", sender=DESK)

    assert reading.fault == Fault.MESSAGE


def test_an_unknown_user_that_is_the_sender_blocks_no_guest() -> None:
    assert not said(Phase.RCPT, "550 5.1.1 desk@hotel.example unknown").is_unknown


@pytest.mark.parametrize(
    ("phase", "answer", "fault"),
    [
        (Phase.MAIL, "552 5.3.4 Message size exceeds fixed limit", Fault.MESSAGE),
        (Phase.MAIL, "552 5.2.2 Too large for the mailbox", Fault.MESSAGE),
        (Phase.RCPT, "552 Mail quota exceeded", Fault.MESSAGE),
        (Phase.MAIL, "451 4.3.0 Try again", Fault.LATER),
        (Phase.MAIL, "550 Nobody", Fault.ACCOUNT),
        (Phase.RCPT, "450 4.2.0 Greylisted", Fault.LATER),
        (Phase.RCPT, "451 4.7.1 Your IP is greylisted", Fault.LATER),
        (Phase.RCPT, "450 4.1.1 Sender address rejected by nobody: unverified", Fault.LATER),
        (Phase.RCPT, "452 4.2.2 Mailbox full", Fault.LATER),
        (Phase.DATA, "554 5.5.1 No valid recipients", Fault.MESSAGE),
        (Phase.END, "550 5.7.1 Spam; your IP is on a blacklist", Fault.MESSAGE),
        (Phase.END, "554 Message rejected: Email address is not verified.", Fault.ACCOUNT),
        (Phase.END, "550 5.1.1 No such user", Fault.RECIPIENT),
    ],
)
def test_the_phase_says_what_an_answer_is_about(phase: Phase, answer: str, fault: Fault) -> None:
    assert said(phase, answer).fault == fault


@pytest.mark.parametrize(
    ("phase", "code", "text", "trouble"),
    [
        (Phase.GREETING, 554, "5.7.1 Access denied", Trouble.CLIENT_REFUSED),
        (Phase.GREETING, 421, "Too busy", Trouble.BUSY),
        (Phase.GREETING, 400, "Too busy", Trouble.BUSY),
        (Phase.GREETING, 500, "No", Trouble.CLIENT_REFUSED),
        (Phase.STARTTLS, 400, "Later", Trouble.BUSY),
        (Phase.STARTTLS, 500, "Never", Trouble.NO_TLS),
        (Phase.LOGIN, 535, "Must issue a STARTTLS command first", Trouble.TLS_NEEDED),
        (Phase.LOGIN, 538, "Not like this", Trouble.TLS_NEEDED),
        (Phase.GREETING, -1, "[CAPABILITY IMAP4rev1]", Trouble.NO_SMTP),
        (Phase.STARTTLS, 454, "4.7.0 TLS not available", Trouble.BUSY),
        (Phase.STARTTLS, 502, "Never", Trouble.NO_TLS),
        (Phase.LOGIN, 535, "5.7.8 Bad", Trouble.LOGIN_REFUSED),
        (Phase.LOGIN, 454, "4.7.0 Too many tries", Trouble.BUSY),
        (Phase.LOGIN, 538, "5.7.11 Encryption required", Trouble.TLS_NEEDED),
    ],
)
def test_before_the_first_mail_all_is_the_accounts(
    phase: Phase, code: int, text: str, trouble: Trouble
) -> None:
    assert read(phase, code, text).trouble == trouble


def test_without_an_envelope_nothing_is_said_of_a_sender() -> None:
    assert read(Phase.RCPT, 550, "5.1.1 No such user").is_unknown


def test_the_kind_of_an_answer_is_what_many_have_in_common() -> None:
    assert said(Phase.RCPT, "550 5.7.1 <guest@example.com> no").kind == "550 5.7.1"
    assert said(Phase.RCPT, "550 no").kind == "550"


def said(phase: Phase, answer: str, *, logged_in: bool = True) -> Reading:
    code, _blank, text = answer.partition(" ")
    return read(phase, int(code), text, recipient=GUEST, sender=DESK, logged_in=logged_in)
