"""The worker of the outbox: lease, send, settle, until nothing is due.

No transaction is open while it talks to a mail server. Any number of workers may run; none
needs to know of the others: the post room of each process has one for every hotel. An account
that fails is paused, and its messages go back into the queue without having lost a try.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hotelpms.hotels.models import Hotel
from hotelpms.kit.leases import Lease
from messaging import senders
from messaging.domain.accounts import accounts
from messaging.domain.delivery import batches
from messaging.domain.delivery.batches import Batch
from messaging.domain.delivery.delivery import deliver
from messaging.domain.delivery.papers import Tray
from messaging.domain.outbox import gate
from messaging.enums import MessageState
from messaging.models import Message, SenderAccount
from messaging.senders.base import (
    AccountFailure,
    Envelope,
    HungUp,
    Sender,
    SendFailure,
    Trouble,
    UnknownOutcome,
)

# After this long a batch is given back and leased anew, so that an urgent message does not
# wait behind fifty others on a slow server; shorter than the lease of a batch.
BATCH_SECONDS = 2
# A mail in hand for longer gets more time; its lease lasts twice as long.
RENEWED_AFTER = 30.0
# So many mails in a row without an answer, or hung up on, are the account's fault.
IN_A_ROW = {UnknownOutcome: 2, HungUp: 3}
# An account that rests because its server refused so many mails tries so many others in a turn.
REFUSED_IN_A_TURN = 10
FAULTS = {UnknownOutcome: Trouble.SILENT, HungUp: Trouble.BUSY}


@dataclass(frozen=True)
class Outcome:
    """How many messages ended how in one run. `is_more`: it stopped before the queue was empty."""

    sent: int = 0
    deferred: int = 0
    failed: int = 0
    withheld: int = 0
    expired: int = 0
    stuck: int = 0
    is_more: bool = False


def run(
    *,
    now: Callable[[], datetime],
    hotel_id: int | None = None,
    limit: int | None = None,
    open_sender: Callable[[SenderAccount], Sender] = senders.opened,
) -> Outcome:
    """Send what is due, of one hotel or of all, and return what became of it.

    limit: stop after so many messages. Must not run inside a transaction.
    """
    worker = Worker(now=now, open_sender=open_sender, limit=limit)
    worker.work(hotel_id=hotel_id)
    return worker.outcome()


def has_due(now: datetime) -> bool:
    """True when a mail waits that could leave now. Two queries."""
    ready = [account.hotel_id for account in accounts.ready(now=now)]
    return batches.due(now).filter(hotel_id__in=ready).exists()


class Worker:
    """One run: its open connections, its counts, and when it has to stop."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        open_sender: Callable[[SenderAccount], Sender] = senders.opened,
        limit: int | None = None,
        seconds: float | None = None,
    ) -> None:
        """seconds: begin no message after this time."""
        self._now = now
        self._open_sender = open_sender
        self._limit = limit
        self._end = None if seconds is None else time.monotonic() + seconds
        self._senders: dict[int, _Watched] = {}
        self._counts: Counter[str] = Counter()
        self._begun = 0
        self._is_more = False
        self._in_hand: _InHand | None = None

    def work(self, *, hotel_id: int | None = None, tray: Tray | None = None) -> None:
        """Take batch after batch until no account has a due message that it may send."""
        try:
            self._work(hotel_id, tray)
        finally:
            for sender in self._senders.values():
                sender.close()

    def stop(self) -> None:
        """Begin no further message; may be called from another thread."""
        self._end = float("-inf")

    @property
    def is_stopped(self) -> bool:
        """True when it was told to stop."""
        return self._end == float("-inf")

    def hold(self, now: datetime) -> None:
        """Renew the lease of a message that takes long; called from another thread."""
        in_hand = self._in_hand
        if in_hand and time.monotonic() - in_hand.since > RENEWED_AFTER:
            batches.keep(in_hand.message, in_hand.lease, now)
            in_hand.since = time.monotonic()

    def outcome(self) -> Outcome:
        """Return how many messages of this run ended how, and whether some are left."""
        names = ("sent", "deferred", "failed", "withheld", "expired", "stuck")
        return Outcome(**{name: self._counts[name] for name in names}, is_more=self._is_more)

    def _work(self, hotel_id: int | None, tray: Tray | None) -> None:
        self._counts[MessageState.EXPIRED] = batches.expire(self._now(), hotel_id)
        while not self._must_stop():
            ready = accounts.ready(now=self._now(), hotel_id=hotel_id)
            took = [self._batch(account, tray) for account in ready if not self._must_stop()]
            if not any(took):
                return
        self._is_more = True

    def _batch(self, account: SenderAccount, tray: Tray | None) -> bool:
        size = batches.SIZE if self._limit is None else self._limit - self._begun
        size = min(size, batches.SIZE)
        batch = batches.take(account=account, now=self._now(), size=size, tray=tray)
        if batch is None:
            return False
        try:
            self._send_all(batch, account)
        except AccountFailure as failure:
            accounts.pause(account_id=account.pk, failure=failure, now=self._now())
        finally:
            batches.release(batch.lease)
        return True

    def _send_all(self, batch: Batch, account: SenderAccount) -> None:
        hotel: Hotel = account.hotel
        sender = self._sender_of(account)
        began = time.monotonic()
        # The gate has the last word at sending too; a batch lasts a few seconds at most.
        for message, verdict in zip(batch.messages, gate.ask(batch.messages), strict=True):
            if time.monotonic() - began > BATCH_SECONDS or self._must_stop():
                return
            self._in_hand = _InHand(message, batch.lease, time.monotonic())
            state = deliver(
                message,
                lease=batch.lease,
                verdict=verdict,
                hotel=hotel,
                account=account,
                sender=sender,
                now=self._now,
            )
            self._in_hand = None
            if state is None:
                return  # the lease is lost, and that of the messages behind it with it
            self._begun += 1
            self._counts[state] += 1
            if state == MessageState.SENT and account.failing_since is not None:
                accounts.recovered(account_id=account.pk)
                account.failing_since = None
            sender.accuse(
                is_failing=account.failing_since is not None,
                is_held=state == MessageState.QUEUED,
            )

    def _sender_of(self, account: SenderAccount) -> "_Watched":
        if account.pk not in self._senders:
            self._senders[account.pk] = _Watched(self._open_sender(account))
        return self._senders[account.pk]

    def _must_stop(self) -> bool:
        if self._limit is not None and self._begun >= self._limit:
            return True
        return self._end is not None and time.monotonic() > self._end


@dataclass
class _InHand:
    """The message that is worked on, and since when it has its lease."""

    message: Message
    lease: Lease
    since: float


class _Watched:
    """A sender that counts what goes wrong in the same way, mail after mail."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._failure: SendFailure | None = None
        self._count = 0

    def send(self, envelope: Envelope) -> str:
        """Hand the mail over. Raises SendFailure."""
        try:
            answer = self._sender.send(envelope)
        except SendFailure as failure:
            same = type(failure) is type(self._failure)
            self._failure, self._count = failure, self._count + 1 if same else 1
            raise
        self._failure, self._count = None, 0
        return answer

    def close(self) -> None:
        """Let go of the connection."""
        self._sender.close()

    def accuse(self, *, is_failing: bool, is_held: bool) -> None:
        """Raise AccountFailure when it is no longer one mail that goes wrong.

        is_failing: the account failed before, so that one more mail is enough.
        is_held: the last mail was refused while the account rests, and waits again.
        """
        failure = self._failure
        if is_held and failure is not None and self._count >= REFUSED_IN_A_TURN:
            raise AccountFailure(Trouble.ALL_REFUSED, failure.detail)
        if failure is None or type(failure) not in IN_A_ROW:
            return
        if self._count >= (1 if is_failing else IN_A_ROW[type(failure)]):
            raise AccountFailure(FAULTS[type(failure)], failure.detail)
