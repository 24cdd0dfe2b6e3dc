"""The post room of a worker process: a thread for every hotel that has something to send (ADR 22).

A server that is slow, silent or half-open holds its own hotel's thread and nobody else. Threads
wait for mail servers nearly all the time, so that they share a processor well; each has a
connection to the database of its own. A hotel's mails that are printed have a thread beside the
others.

The room is told of a new mail by the broker and looks by itself every two seconds: it needs no
broker, and begins again by itself when the database was away.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connections

from hotelpms.kit import clock
from messaging import senders
from messaging.domain.accounts import accounts
from messaging.domain.delivery import batches, papers
from messaging.domain.delivery.papers import Tray
from messaging.domain.worker.dispatch import Worker
from messaging.models import SenderAccount
from messaging.senders.base import Sender

logger = logging.getLogger(__name__)

# How soon the room sees what nobody told it of.
LOOK_SECONDS = 2.0
# A look takes at most this part of the time, however much waits; but the next comes in any case.
PART_OF_TIME = 20
LONGEST_PAUSE = 10.0
# How often it is asked which mail in hand needs its lease renewed.
KEEP_SECONDS = 10.0
# A thread ends after this long; whoever has waited longest comes next.
TURN_SECONDS = 10.0
# Each may hold a connection to the database.
MOST_THREADS = 12
# Hotels whose server fails may have so many of them: the others always find one free.
MOST_FAILING = 6
# A mail that is handed over when a process is ended goes out a second time, so a stop waits for
# it: longer than a server may take until the final dot, shorter than `stop_grace_period`.
STOP_SECONDS = 50.0
# What the looker may take of that.
LOOKER_SECONDS = 5.0

Desk = tuple[int, Tray]


class PostRoom:
    """The threads of one process; `open` starts looking, `ring` makes it look now."""

    def __init__(
        self,
        *,
        now: Callable[[], Callable[[], datetime]] = clock.shared,
        open_sender: Callable[[SenderAccount], Sender] = senders.patient,
    ) -> None:
        """now: returns a clock for the thread that calls it."""
        self._now = now
        self._open_sender = open_sender
        self._bell = threading.Event()
        self._is_closing = False
        self._busy: dict[Desk, _Turn] = {}
        self._served_at: dict[Desk, float] = {}
        self._looker = threading.Thread(target=self._look_on, name="post-room", daemon=True)
        # Beside the looker: a slow look must not cost a mail in hand its lease.
        self._is_empty = threading.Event()
        self._keeper = threading.Thread(target=self._keep_on, name="post-room-keeper", daemon=True)

    def open(self) -> None:
        """Begin to look."""
        self._looker.start()
        self._keeper.start()

    def ring(self) -> None:
        """Look now: something was queued, or a thread has become free."""
        self._bell.set()

    @property
    def turns(self) -> "list[_Turn]":
        """The threads that are busy now."""
        return list(self._busy.values())

    def close(self) -> None:
        """Let every thread finish the mail in hand and give the rest back.

        Waits only as long as a server keeps a thread, STOP_SECONDS at most; leases are kept
        meanwhile.
        """
        until = time.monotonic() + STOP_SECONDS
        self._is_closing = True
        self.ring()
        for turn in self.turns:
            turn.worker.stop()
        self._looker.join(LOOKER_SECONDS)
        # Once more: the looker may have begun one in between.
        turns = self.turns
        for turn in turns:
            turn.worker.stop()
        for turn in turns:
            turn.thread.join(max(0.0, until - time.monotonic()))
        self._is_empty.set()

    def _look_on(self) -> None:
        now = self._now()
        while not self._is_closing:
            self._bell.clear()
            began = time.monotonic()
            pause = LOOK_SECONDS
            try:
                close_old_connections()
                self._look(now())
                pause = pause_after(time.monotonic() - began)
            except Exception:
                # The database is away, say. It is asked again at the next look.
                logger.exception("post_room_look_failed")
                connections.close_all()
            self._bell.wait(pause)
        connections.close_all()

    def _keep_on(self) -> None:
        now = self._now()
        while not self._is_empty.wait(KEEP_SECONDS):
            try:
                close_old_connections()
                for turn in self.turns:
                    turn.worker.hold(now())
            except Exception:
                logger.exception("post_room_keeping_failed")
                connections.close_all()
        connections.close_all()

    def _look(self, now: datetime) -> None:
        batches.sweep(now)
        found = batches.due(now).order_by().values_list("hotel_id", "kind").distinct()
        waiting = {(hotel_id, papers.tray_of(kind)) for hotel_id, kind in found}
        if not waiting:
            return
        failing = {account.hotel_id: account.failing_since for account in accounts.ready(now=now)}
        free = [desk for desk in waiting if desk[0] in failing and desk not in self._busy]
        for desk in sorted(free, key=lambda desk: self._served_at.get(desk, 0.0)):
            self._begin(desk, is_failing=failing[desk[0]] is not None)

    def _begin(self, desk: Desk, *, is_failing: bool) -> None:
        turns = self.turns
        failing = sum(turn.is_failing for turn in turns)
        if len(turns) >= MOST_THREADS or (is_failing and failing >= MOST_FAILING):
            return
        self._served_at[desk] = time.monotonic()
        worker = Worker(now=self._now(), open_sender=self._open_sender, seconds=TURN_SECONDS)
        thread = threading.Thread(target=self._serve, args=(desk,), daemon=True)
        self._busy[desk] = _Turn(worker, thread, is_failing)
        try:
            thread.start()
        except BaseException:
            # The machine has no thread left, say. A desk that counts as busy is never served.
            del self._busy[desk]
            raise

    def _serve(self, desk: Desk) -> None:
        hotel_id, tray = desk
        worker = self._busy[desk].worker
        try:
            worker.work(hotel_id=hotel_id, tray=tray)
        except Exception:
            logger.exception("post_room_turn_failed hotel=%s", hotel_id)
        finally:
            try:
                connections.close_all()
            finally:
                del self._busy[desk]
        if worker.outcome().is_more and not self._is_closing:
            self.ring()


def pause_after(seconds: float) -> float:
    """Return how many seconds to wait after a look that took so many."""
    return min(max(LOOK_SECONDS, seconds * PART_OF_TIME), LONGEST_PAUSE)


class _Turn:
    """A thread that serves a desk now."""

    def __init__(self, worker: Worker, thread: threading.Thread, is_failing: bool) -> None:
        self.worker, self.thread, self.is_failing = worker, thread, is_failing


_rooms: list[PostRoom] = []


def open_here() -> None:
    """Open the post room of this process, once."""
    if not _rooms:
        _rooms.append(PostRoom())
        _rooms[0].open()


def ring_here() -> None:
    """Tell the post room of this process that a message waits."""
    open_here()
    _rooms[0].ring()


def close_here() -> None:
    """Close the post room of this process, if it has one."""
    while _rooms:
        _rooms.pop().close()
