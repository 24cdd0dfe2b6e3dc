"""The worker of the outbox against a real mail server in the test process."""

import errno
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Never

import pytest
from pytest_django.fixtures import Settings

from cardex.domain.consent import suppression
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.files import documents
from hotelpms.kit.leases import Lease
from messaging.domain.delivery import batches, papers
from messaging.domain.outbox import outbox
from messaging.domain.worker import dispatch, postroom
from messaging.domain.worker.dispatch import Outcome
from messaging.enums import DeliveryEventKind, MessageKind, MessageState
from messaging.models import Message, SenderAccount
from messaging.senders.base import Envelope
from tests.factories.cardex import SuppressionFactory
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import (
    NOW,
    SenderAccountFactory,
    TemplateFactory,
    letter,
)
from tests.smtp import HangUp, MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotel(smtp_server: MailServer) -> Hotel:
    hotel = HotelFactory(name="Hotel Miramar")
    TemplateFactory(hotel=hotel)
    TemplateFactory(hotel=hotel, kind=MessageKind.PRE_STAY)
    SenderAccountFactory(hotel=hotel, port=smtp_server.port)
    return hotel


def run(at: datetime = NOW, **options: object) -> Outcome:
    return dispatch.run(now=lambda: at, **options)


def queue(hotel: Hotel, count: int = 1, **changes: object) -> list[Message]:
    return [
        outbox.queue(
            letter=letter(hotel, f"c:{number}", to_address=f"guest{number}@example.com", **changes),
            now=NOW,
        )
        for number in range(1, count + 1)
    ]


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_a_due_message_is_sent_and_its_row_says_so(hotel: Hotel, smtp_server: MailServer) -> None:
    [message] = queue(hotel)

    assert run() == Outcome(sent=1)

    message = fresh(message)

    assert (message.state, message.sent_at, message.attempt_count) == (MessageState.SENT, NOW, 1)
    assert message.subject == "Booking 7K4M2Q"
    assert (message.lease_token, message.leased_until) == ("", None)

    [event] = message.events.all()

    assert (event.kind, event.detail) == (DeliveryEventKind.ACCEPTED, "250 2.0.0 Taken")

    [mail] = smtp_server.mails

    assert mail["Subject"] == "Booking 7K4M2Q"
    assert mail["From"] == "Hotel Miramar <reception@miramar.example>"
    assert mail["To"] == "Ana Ruiz <guest1@example.com>"
    assert mail["Message-ID"] == message.message_id
    assert "see you on 14 May 2027" in mail.get_body(("html",)).get_content()
    assert "see you on 14 May 2027" in mail.get_body(("plain",)).get_content()


def test_the_source_of_what_must_arrive_is_kept(hotel: Hotel, smtp_server: MailServer) -> None:
    [message] = queue(hotel)
    [pre_stay] = [outbox.queue(letter=letter(hotel, "p:1", kind=MessageKind.PRE_STAY), now=NOW)]
    run()

    source = documents.read(fresh(message).source)

    assert message.message_id.encode() in source
    assert fresh(pre_stay).source is None


def test_a_mail_whose_source_cannot_be_kept_is_sent_once(
    hotel: Hotel, smtp_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**asked) -> Never:
        raise OSError("No space left on device")

    monkeypatch.setattr(documents, "store", full)
    [message] = queue(hotel)

    assert run() == Outcome(sent=1)
    assert run() == Outcome()
    assert (fresh(message).state, fresh(message).source) == (MessageState.SENT, None)
    assert len(smtp_server.mails) == 1


def test_a_message_that_is_not_due_waits(hotel: Hotel, smtp_server: MailServer) -> None:
    queue(hotel, due_at=NOW + timedelta(minutes=1))

    assert run() == Outcome()
    assert run(NOW + timedelta(minutes=1)) == Outcome(sent=1)


def test_what_is_too_late_expires_and_is_not_sent(hotel: Hotel, smtp_server: MailServer) -> None:
    [message] = queue(hotel)

    assert run(NOW + timedelta(days=3)) == Outcome(expired=1)
    assert (fresh(message).state, fresh(message).why) == (MessageState.EXPIRED, "too_late")
    assert smtp_server.mails == []


def test_many_mails_share_one_connection(hotel: Hotel, smtp_server: MailServer) -> None:
    queue(hotel, 30)

    assert run() == Outcome(sent=30)
    assert smtp_server.connection_count == 1


def test_the_gate_is_asked_again_before_sending(hotel: Hotel, smtp_server: MailServer) -> None:
    [message] = queue(hotel)
    SuppressionFactory(address="guest1@example.com")

    assert run() == Outcome(withheld=1)
    assert (fresh(message).state, fresh(message).why) == (MessageState.WITHHELD, "suppressed")
    assert smtp_server.mails == []


def test_a_greylisted_mail_is_tried_again_with_growing_pauses(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    smtp_server.on_recipient = lambda address: "451 4.7.1 Try again later"
    [message] = queue(hotel, expires_at=NOW + timedelta(hours=4))

    moment, waits = NOW, []
    for _try in range(6):
        assert run(moment) == Outcome(deferred=1)
        waits.append((fresh(message).due_at - moment) // timedelta(minutes=1))
        moment = fresh(message).due_at
        if moment >= fresh(message).expires_at:
            break

    assert waits == [1, 5, 15, 60, 60, 60]
    assert fresh(message).why == "try_later|451 4.7.1 Try again later"

    smtp_server.on_recipient = lambda address: None

    assert run(moment) == Outcome(sent=1)
    assert fresh(message).attempt_count == 7
    assert smtp_server.message_ids == [message.message_id]


def test_an_unknown_address_fails_for_good_and_is_blocked(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    smtp_server.on_recipient = lambda address: (
        "550 5.1.1 No such user" if address == "guest1@example.com" else None
    )
    bad, good = queue(hotel, 2)

    assert run() == Outcome(sent=1, failed=1)

    assert fresh(bad).state == MessageState.FAILED
    assert fresh(bad).why == "unknown_address|550 5.1.1 No such user"
    assert fresh(bad).events.get().kind == DeliveryEventKind.BOUNCED
    assert suppression.is_suppressed(address="guest1@example.com")
    assert fresh(good).state == MessageState.SENT


@pytest.mark.parametrize("answer", ["550 5.7.1 Policy", "554 Spam", "552 5.3.4 Too big"])
def test_a_refusal_of_the_mail_blocks_no_address(
    hotel: Hotel, smtp_server: MailServer, answer: str
) -> None:
    smtp_server.on_data = lambda mail: answer
    [message] = queue(hotel)

    assert run() == Outcome(failed=1)
    assert fresh(message).why == f"refused|{answer}"
    assert not suppression.is_suppressed(address="guest1@example.com")


def test_a_line_cut_after_the_mail_resends_what_must_arrive_with_the_same_id(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    def cut(mail: Any) -> None:
        if len(smtp_server.mails) == 1:
            raise HangUp

    smtp_server.after_data = cut
    first, second = queue(hotel, 2)

    assert run() == Outcome(sent=1, deferred=1)
    assert fresh(first).state == MessageState.DEFERRED
    assert fresh(first).why.startswith("outcome_unknown")
    assert run(NOW + timedelta(minutes=1)) == Outcome(sent=1)
    assert smtp_server.message_ids == [first.message_id, second.message_id, first.message_id]


def test_a_mail_of_unknown_outcome_goes_out_once_more_and_then_waits_for_a_person(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    """B6: a server that takes mails without a word gets two copies, however long we try."""

    def cut(mail: Any) -> Never:
        raise HangUp

    smtp_server.after_data = cut
    [message] = queue(hotel, expires_at=NOW + timedelta(days=7))

    for hours in range(48):
        run(NOW + timedelta(hours=hours))

    assert smtp_server.message_ids == [message.message_id] * 2
    assert fresh(message).state == MessageState.STUCK

    smtp_server.after_data = lambda mail: None
    later = NOW + timedelta(days=2)
    outbox.settle_stuck(message_id=message.pk, was_sent=False, actor=SYSTEM, now=later)

    assert run(later) == Outcome(sent=1)


def test_unknown_outcomes_in_a_row_pause_the_account(hotel: Hotel, smtp_server: MailServer) -> None:
    def cut(mail: Any) -> Never:
        raise HangUp

    smtp_server.after_data = cut
    queue(hotel, 5)

    assert run() == Outcome(deferred=2)

    account = SenderAccount.objects.get()

    assert account.failure.startswith("silent|")
    assert account.paused_until == NOW + timedelta(seconds=30)
    # Then one mail at a time finds out whether the server answers again.
    assert run(NOW + timedelta(seconds=30)) == Outcome(deferred=1)
    assert SenderAccount.objects.get().failure_count == 2


@pytest.mark.parametrize("answer", ["421 4.3.0 Go away", HangUp()])
def test_a_recipient_at_whom_the_server_hangs_up_holds_no_other_mail(
    hotel: Hotel, smtp_server: MailServer, answer: str | HangUp
) -> None:
    """B7: it is deferred with a try; before, the whole outbox of the hotel waited behind it."""

    def hang_up(address: str) -> str | None:
        if address != "guest2@example.com":
            return None
        if isinstance(answer, HangUp):
            raise answer
        return answer

    smtp_server.on_recipient = hang_up
    _first, bad, *_others = queue(hotel, 5)

    assert run() == Outcome(sent=4, deferred=1)
    assert (fresh(bad).state, fresh(bad).attempt_count) == (MessageState.DEFERRED, 1)
    assert SenderAccount.objects.get().paused_until is None


def test_a_server_that_hangs_up_at_everybody_pauses_the_account(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    smtp_server.on_recipient = lambda address: "421 4.7.0 Too many connections"
    queue(hotel, 6)

    assert run() == Outcome(deferred=3)
    assert SenderAccount.objects.get().failure.startswith("busy|421")


def test_a_mail_that_takes_long_keeps_its_lease(
    hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "RENEWED_AFTER", -1.0)
    [message] = queue(hotel)
    held: list[datetime | None] = []

    class Slow:
        def send(self, envelope: Envelope) -> str:
            worker.hold(NOW + timedelta(seconds=40))
            held.append(fresh(message).leased_until)
            return "250 OK"

        def close(self) -> None:
            """Nothing is open."""

    worker = dispatch.Worker(now=lambda: NOW, open_sender=lambda account: Slow())
    worker.work()

    assert held == [NOW + timedelta(seconds=100)]
    assert fresh(message).state == MessageState.SENT


def test_a_line_cut_after_the_mail_leaves_what_must_not_double_to_a_person(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    def cut(mail: Any) -> Never:
        raise HangUp

    smtp_server.after_data = cut
    [message] = queue(hotel, kind=MessageKind.PRE_STAY)

    assert run() == Outcome(stuck=1)
    assert fresh(message).state == MessageState.STUCK
    assert run(NOW + timedelta(hours=1)) == Outcome()
    assert len(smtp_server.mails) == 1


def test_a_server_that_closes_after_some_mails_is_opened_again_without_a_try(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    taken = []

    def busy(address: Any) -> str | None:
        taken.append(address)
        return "421 4.7.0 Too many messages on this connection" if len(taken) == 3 else None

    smtp_server.on_mail = busy
    messages = queue(hotel, 4)

    assert run() == Outcome(sent=4)
    assert smtp_server.connection_count == 2
    assert {fresh(message).attempt_count for message in messages} == {1}


def test_a_refused_log_in_pauses_the_account_and_costs_no_try(
    hotel: Hotel, tls_smtp_server: MailServer
) -> None:
    SenderAccount.objects.update(
        port=tls_smtp_server.port, does_not_use_tls=False, username="reception"
    )
    messages = queue(hotel, 3)

    assert run() == Outcome()

    account = SenderAccount.objects.get()

    assert account.failure.startswith("login_refused|535")
    assert (account.failing_since, account.paused_until) == (NOW, NOW + timedelta(minutes=5))

    states = {(fresh(row).state, fresh(row).attempt_count) for row in messages}

    assert states == {(MessageState.QUEUED, 0)}
    assert tls_smtp_server.connection_count == 1


def test_a_server_that_cannot_be_reached_pauses_the_account_longer_each_time(
    hotel: Hotel, free_port: Callable[[], int]
) -> None:
    SenderAccount.objects.update(port=free_port())
    [message] = queue(hotel, expires_at=NOW + timedelta(days=9))

    moment, pauses = NOW, []
    for _try in range(7):
        run(moment)
        paused_until = SenderAccount.objects.get().paused_until
        pauses.append((paused_until - moment).total_seconds())
        moment = paused_until

    assert pauses == [30, 60, 120, 240, 480, 900, 900]
    assert (fresh(message).state, fresh(message).attempt_count) == (MessageState.QUEUED, 0)


def test_a_paused_account_sends_nothing_until_its_pause_is_over(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    later = NOW + timedelta(minutes=5)
    SenderAccount.objects.update(
        paused_until=later, failing_since=NOW, failure="busy", failure_count=3
    )
    queue(hotel)

    assert run() == Outcome()
    assert run(later) == Outcome(sent=1)

    account = SenderAccount.objects.get()

    assert (account.failure, account.failure_count, account.paused_until) == ("", 0, None)


def test_a_busy_greeting_pauses_the_account(hotel: Hotel, smtp_server: MailServer) -> None:
    smtp_server.on_connect = lambda: "421 4.3.2 Too busy"
    queue(hotel)

    assert run() == Outcome()
    assert SenderAccount.objects.get().failure == "busy|421 4.3.2 Too busy"


def test_a_refused_sender_pauses_the_account_instead_of_failing_every_mail(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    smtp_server.on_mail = lambda address: "553 5.7.1 Sender address rejected"
    [message] = queue(hotel)

    run()

    assert SenderAccount.objects.get().failure.startswith("sender_refused|553")
    assert fresh(message).state == MessageState.QUEUED


def test_what_must_not_double_goes_back_when_the_server_never_got_it(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    smtp_server.on_mail = lambda address: "553 5.7.1 Sender address rejected"
    [message] = queue(hotel, kind=MessageKind.PRE_STAY)

    run()

    assert (fresh(message).state, fresh(message).handed_over_at) == (MessageState.QUEUED, None)


def test_one_poisonous_message_fails_alone(hotel: Hotel, smtp_server: MailServer) -> None:
    first, second = queue(hotel, 2)
    Message.objects.filter(pk=first.pk).update(facts=[["only one"]])

    assert run() == Outcome(sent=1, failed=1)
    assert fresh(first).why == "not_rendered|ValueError"
    assert fresh(second).state == MessageState.SENT


def test_a_mail_is_not_sent_without_the_document_that_it_promises(
    hotel: Hotel, smtp_server: MailServer, settings: Settings
) -> None:
    document = documents.store(
        hotel_id=hotel.pk,
        kind="invoice",
        name="i.pdf",
        content=b"%PDF only here",
        content_type="application/pdf",
        at=NOW,
    )
    [message] = queue(hotel, documents=((document, "invoice.pdf"),))
    there = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = settings.DATA_DIR / "elsewhere"

    assert run() == Outcome(deferred=1)
    assert fresh(message).why.startswith("document_awaited|")
    assert smtp_server.mails == []

    settings.MEDIA_ROOT = there

    assert run(NOW + timedelta(minutes=1)) == Outcome(sent=1)


@pytest.mark.parametrize("now_there", [b"", b"%PDF another"])
def test_a_document_that_was_changed_is_never_sent(
    hotel: Hotel, smtp_server: MailServer, now_there: bytes
) -> None:
    content = f"%PDF of {len(now_there)}".encode()
    document = documents.store(
        hotel_id=hotel.pk,
        kind="invoice",
        name="i.pdf",
        content=content,
        content_type="application/pdf",
        at=NOW,
    )
    path = documents.path_of(document.sha256)
    path.chmod(0o600)
    path.write_bytes(now_there)
    [message] = queue(hotel, documents=((document, "invoice.pdf"),))

    assert run() == Outcome(failed=1)
    assert fresh(message).why.startswith("no_document|")
    assert smtp_server.mails == []


def test_a_mail_whose_paper_cannot_be_printed_now_waits(
    hotel: Hotel, smtp_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk_is_full(message: Message) -> Never:
        raise OSError(errno.ENOSPC, "No space left on device", "/data/media/documents/tmp1")

    monkeypatch.setitem(papers._printers, MessageKind.CONFIRMATION, disk_is_full)
    [message] = queue(hotel)

    assert run() == Outcome(deferred=1)
    assert fresh(message).why == "not_printed|No space left on device"


def test_documents_are_attached_under_their_names(hotel: Hotel, smtp_server: MailServer) -> None:
    document = documents.store(
        hotel_id=hotel.pk,
        kind="invoice",
        name="i.pdf",
        content=b"%PDF-1.7 invoice",
        content_type="application/pdf",
        at=NOW,
    )
    queue(hotel, documents=((document, "faktura č. 1.pdf"),))
    run()

    [file] = smtp_server.mails[0].iter_attachments()

    assert (file.get_filename(), file.get_content_type()) == ("faktura č. 1.pdf", "application/pdf")
    assert file.get_content() == b"%PDF-1.7 invoice"


def test_a_limit_is_kept_and_the_rest_stays_in_the_queue(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    queue(hotel, 5)

    assert run(limit=2) == Outcome(sent=2, is_more=True)
    assert Message.objects.filter(state=MessageState.QUEUED, lease_token="").count() == 3


def test_an_account_never_sends_more_than_its_messages_per_minute(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    SenderAccount.objects.update(rate_per_minute=3)
    queue(hotel, 5)

    assert run() == Outcome(sent=3)
    assert run(NOW + timedelta(seconds=59)) == Outcome()
    assert run(NOW + timedelta(seconds=60)) == Outcome(sent=2)


def test_transactional_mail_goes_before_a_campaign(hotel: Hotel, smtp_server: MailServer) -> None:
    queue(hotel, 3)
    Message.objects.filter(dedupe_key__in=["c:1", "c:2"]).update(lane=10)

    run()

    assert smtp_server.recipients == [f"guest{n}@example.com" for n in (3, 1, 2)]


def test_another_hotels_account_never_sends_the_mail(hotel: Hotel, smtp_server: MailServer) -> None:
    stranger = HotelFactory()
    TemplateFactory(hotel=stranger)
    waiting = outbox.queue(letter=letter(stranger, "s:1"), now=NOW)

    assert run() == Outcome()
    assert fresh(waiting).state == MessageState.QUEUED


# --- leases ------------------------------------------------------------------------------------


def lease_of(hotel: Hotel, at: datetime = NOW) -> Lease:
    batch = batches.take(account=SenderAccount.objects.get(hotel=hotel), now=at)
    assert batch is not None
    return batch.lease


def test_an_ended_lease_that_was_not_begun_goes_back_into_the_queue(hotel: Hotel) -> None:
    [message] = queue(hotel, kind=MessageKind.PRE_STAY)
    lease_of(hotel)

    assert batches.sweep(NOW + timedelta(seconds=2)).requeued == 0
    assert batches.sweep(NOW + timedelta(seconds=3)).requeued == 1
    assert fresh(message).state == MessageState.QUEUED


def test_others_go_on_five_seconds_after_a_kill() -> None:
    """B8: what a dead worker had leased is free, and the next look of another one has come."""
    assert batches.LENGTH + timedelta(seconds=postroom.LOOK_SECONDS) <= timedelta(seconds=5)
    assert timedelta(seconds=dispatch.BATCH_SECONDS) < batches.LENGTH
    assert timedelta(seconds=2 * dispatch.RENEWED_AFTER) <= batches.IN_HAND


def test_an_ended_lease_of_a_message_in_the_servers_hands_becomes_stuck(hotel: Hotel) -> None:
    [message] = queue(hotel, kind=MessageKind.PRE_STAY)
    lease = lease_of(hotel)
    batches.hand_over(message, lease, NOW)

    swept = batches.sweep(NOW + timedelta(minutes=2))

    assert (swept.requeued, swept.stuck) == (0, 1)
    assert (fresh(message).state, fresh(message).why) == (MessageState.STUCK, "worker_lost")


def test_an_ended_lease_of_what_must_arrive_goes_back_even_when_handed_over(hotel: Hotel) -> None:
    [message] = queue(hotel)
    batches.hand_over(message, lease_of(hotel), NOW)

    assert batches.sweep(NOW + timedelta(minutes=2)).requeued == 1
    assert fresh(message).state == MessageState.QUEUED


def test_a_worker_that_wakes_up_late_changes_nothing(hotel: Hotel, smtp_server: MailServer) -> None:
    [message] = queue(hotel)
    late = lease_of(hotel)
    later = NOW + timedelta(minutes=2)
    batches.sweep(later)
    run(later)

    assert batches.hand_over(message, late, later) is False
    assert batches.release(late) == 0
    assert fresh(message).state == MessageState.SENT
    assert len(smtp_server.mails) == 1


def test_a_sweep_expires_what_waits_behind_a_paused_account(hotel: Hotel) -> None:
    [message] = queue(hotel)
    SenderAccount.objects.update(paused_until=NOW + timedelta(days=9))

    assert batches.sweep(NOW + timedelta(days=3)).expired == 1
    assert fresh(message).state == MessageState.EXPIRED


def test_a_crash_after_sending_what_must_not_double_leaves_it_leased(hotel: Hotel) -> None:
    """The row could not be settled: to send it again would double it."""
    [message] = queue(hotel, kind=MessageKind.PRE_STAY)
    lease = lease_of(hotel)
    batches.hand_over(message, lease, NOW)

    assert batches.release(lease) == 0
    assert fresh(message).state == MessageState.SENDING


class SlowSender:
    """Takes a tenth of a second for each mail."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    def send(self, envelope: Envelope) -> str:
        time.sleep(0.1)
        self.taken.append(envelope)
        return "250 OK"

    def close(self) -> None:
        pass


def test_a_run_stops_when_its_time_is_up_and_gives_the_rest_back(hotel: Hotel) -> None:
    sender = SlowSender()
    queue(hotel, 20)

    worker = dispatch.Worker(now=lambda: NOW, seconds=0.35, open_sender=lambda account: sender)
    worker.work()
    outcome = worker.outcome()

    assert outcome.is_more
    assert outcome.sent == len(sender.taken) < 20
    assert Message.objects.filter(state=MessageState.SENDING).count() == 0
