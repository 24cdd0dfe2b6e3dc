"""The post room: threads that hold up nobody but their own hotel. On PostgreSQL, as they commit."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError

from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock
from messaging.domain.delivery import batches, papers
from messaging.domain.outbox import outbox
from messaging.domain.worker import dispatch, postroom
from messaging.domain.worker.postroom import PostRoom
from messaging.enums import MessageKind, MessageState
from messaging.models import Message, SenderAccount
from messaging.senders.base import Envelope, Sender
from messaging.senders.smtp import MAIL_SECONDS
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import NOW, SenderAccountFactory, TemplateFactory, letter

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]

# Nothing here takes this long: it only keeps a failing test from waiting for ever.
PATIENCE = 30


class Server:
    """A mail server for all hotels; `on_mail` may hold a mail."""

    def __init__(self) -> None:
        self.on_mail: Callable[[str], object] = lambda address: None
        self.taken: list[str] = []
        self.changed = threading.Condition()

    def send(self, envelope: Envelope) -> str:
        self.on_mail(envelope.to_address)
        with self.changed:
            self.taken.append(envelope.to_address)
            self.changed.notify_all()
        return "250 OK"

    def close(self) -> None:
        """Others still use it."""

    def wait_for(self, *addresses: str) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: {*addresses} <= {*self.taken}, PATIENCE)


@contextmanager
def opened(server: Server) -> Iterator[PostRoom]:
    def sender(account: SenderAccount) -> Sender:
        return server

    room = PostRoom(now=lambda: lambda: NOW, open_sender=sender)
    room.open()
    try:
        yield room
    finally:
        room.close()


def hotel_with(*addresses: str, kind: str = MessageKind.PAYMENT_LINK) -> Hotel:
    hotel = HotelFactory()
    SenderAccountFactory(hotel=hotel)
    write(hotel, *addresses, kind=kind)
    return hotel


def write(hotel: Hotel, *addresses: str, kind: str = MessageKind.PAYMENT_LINK) -> None:
    TemplateFactory(hotel=hotel, kind=kind)
    for address in addresses:
        outbox.queue(letter=letter(hotel, address, to_address=address, kind=kind), now=NOW)


def test_a_server_that_never_answers_delays_no_other_hotel() -> None:
    """B7: its thread stands for minutes; the mails of the others leave meanwhile."""
    server, release = Server(), threading.Event()
    others = [f"{number}@healthy.example" for number in range(5)]
    hotel_with("1@silent.example", "2@silent.example")
    hotel_with(*others)
    server.on_mail = lambda address: "silent" in address and release.wait(PATIENCE)

    with opened(server):
        assert server.wait_for(*others)
        assert not any("silent" in address for address in server.taken)
        release.set()
        assert server.wait_for("1@silent.example", "2@silent.example")


def test_failing_servers_leave_threads_to_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postroom, "MOST_THREADS", 3)
    monkeypatch.setattr(postroom, "MOST_FAILING", 2)
    server, release = Server(), threading.Event()
    for number in range(4):
        hotel_with(f"{number}@silent.example")
    SenderAccount.objects.update(failing_since=NOW)
    hotel_with("guest@healthy.example")
    server.on_mail = lambda address: "silent" in address and release.wait(PATIENCE)

    with opened(server):
        assert server.wait_for("guest@healthy.example")
        release.set()
        assert server.wait_for(*(f"{number}@silent.example" for number in range(4)))


def test_a_payment_link_does_not_wait_for_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """P2: papers are printed in a thread beside that of the mails without one."""
    server, release = Server(), threading.Event()

    def print_slowly(message: Message) -> None:
        release.wait(PATIENCE)

    monkeypatch.setitem(papers._printers, MessageKind.CONFIRMATION, print_slowly)
    hotel = hotel_with("confirmed@example.com", kind=MessageKind.CONFIRMATION)
    write(hotel, "pays@example.com", kind=MessageKind.PAYMENT_LINK)

    with opened(server):
        assert server.wait_for("pays@example.com")
        assert server.taken == ["pays@example.com"]
        release.set()
        assert server.wait_for("confirmed@example.com")


def test_what_nobody_told_it_of_is_found_and_a_lost_database_ends_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """B8: no broker is needed, and the room goes on when the database is back."""
    monkeypatch.setattr(postroom, "LOOK_SECONDS", 0.05)
    sweep, looks = batches.sweep, []

    def away_at_first(now: datetime) -> object:
        looks.append(now)
        if len(looks) < 3:
            raise OperationalError("server closed the connection unexpectedly")
        return sweep(now)

    monkeypatch.setattr(batches, "sweep", away_at_first)
    server = Server()

    with opened(server):
        hotel_with("guest@example.com")
        assert server.wait_for("guest@example.com")


def test_a_room_that_closes_gives_back_what_it_has_not_begun() -> None:
    server, has_one, release = Server(), threading.Event(), threading.Event()
    hotel_with(*(f"{number}@example.com" for number in range(5)))

    def hold(address: str) -> None:
        has_one.set()
        release.wait(PATIENCE)

    server.on_mail = hold
    with opened(server) as room:
        assert has_one.wait(PATIENCE)
        closing = threading.Thread(target=room.close)
        closing.start()
        while not all(turn.worker.is_stopped for turn in list(room.turns)):
            pass
        release.set()
        closing.join(PATIENCE)

    assert len(server.taken) == 1
    assert Message.objects.filter(state=MessageState.QUEUED, lease_token="").count() == 4


def test_leases_go_by_the_clock_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """F26: a worker whose own clock is two hours ahead takes nothing away from the others."""
    right = datetime.now(UTC)
    monkeypatch.setattr(clock, "now", lambda: right + timedelta(hours=2))

    assert abs(clock.shared()() - right) < timedelta(minutes=1)


def test_a_slow_look_never_keeps_the_room_from_looking() -> None:
    assert postroom.pause_after(0.001) == postroom.LOOK_SECONDS
    assert postroom.pause_after(60.0) == postroom.LONGEST_PAUSE


def test_a_stop_waits_for_a_server_but_ends_before_the_process_is_killed() -> None:
    """docker-compose.yml gives a worker 60 seconds (stop_grace_period)."""
    assert MAIL_SECONDS < postroom.STOP_SECONDS < 60


def test_a_mail_in_hand_keeps_its_lease_while_the_room_looks_or_closes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postroom, "KEEP_SECONDS", 0.01)
    monkeypatch.setattr(dispatch, "RENEWED_AFTER", 0.0)
    server, has_one, release = Server(), threading.Event(), threading.Event()
    kept, look_on = threading.Event(), threading.Event()
    keep, sweep = batches.keep, batches.sweep

    def noted(*given: Any) -> bool:
        kept.set()
        return keep(*given)

    def sweep_slowly(now: datetime) -> object:
        if has_one.is_set():
            look_on.wait(PATIENCE)
        return sweep(now)

    def hold(address: str) -> None:
        has_one.set()
        release.wait(PATIENCE)

    monkeypatch.setattr(batches, "keep", noted)
    monkeypatch.setattr(batches, "sweep", sweep_slowly)
    hotel_with("guest@example.com")
    server.on_mail = hold
    with opened(server) as room:
        assert has_one.wait(PATIENCE)
        room.ring()
        kept.clear()
        assert kept.wait(PATIENCE)
        closing = threading.Thread(target=room.close)
        closing.start()
        while not all(turn.worker.is_stopped for turn in list(room.turns)):
            pass
        kept.clear()
        assert kept.wait(PATIENCE)
        look_on.set()
        release.set()
        closing.join(PATIENCE)

    assert server.taken == ["guest@example.com"]


def test_a_thread_that_cannot_start_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postroom, "LOOK_SECONDS", 0.05)
    start, failed = threading.Thread.start, threading.Event()

    def start_later(thread: threading.Thread) -> None:
        if not thread.name.startswith("post-room") and not failed.is_set():
            failed.set()
            raise RuntimeError("can't start new thread")
        start(thread)

    server = Server()
    hotel_with("guest@example.com")
    monkeypatch.setattr(threading.Thread, "start", start_later)

    with opened(server):
        assert server.wait_for("guest@example.com")
    assert failed.is_set()
