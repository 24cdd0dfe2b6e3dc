"""The worker of the outbox: lease, send, settle, until nothing is due.

No transaction is open while it talks to a mail server. Any number of workers may run; none
needs to know of the others. An account that fails is paused, and its messages go back into
the queue without having lost a try.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hotelpms.hotels.models import Hotel
from messaging import senders
from messaging.domain.accounts import accounts
from messaging.domain.delivery import batches
from messaging.domain.delivery.batches import Batch, Swept
from messaging.domain.delivery.delivery import deliver
from messaging.domain.outbox import gate
from messaging.enums import MessageState
from messaging.models import SenderAccount
from messaging.senders.base import AccountFailure, Sender

# After this long a batch is given back and leased anew, so that an urgent message does not
# wait behind two hundred others on a slow server.
BATCH_SECONDS = 5


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
    seconds: float | None = None,
    open_sender: Callable[[SenderAccount], Sender] = senders.opened,
) -> Outcome:
    """Send what is due, of one hotel or of all, and return what became of it.

    limit: stop after so many messages; seconds: begin no message after this time.
    Must not run inside a transaction.
    """
    worker = _Worker(now, open_sender, limit, seconds)
    try:
        worker.work(hotel_id)
    finally:
        worker.close()
    return worker.outcome()


def sweep(now: datetime) -> Swept:
    """Free the leases of workers that died and retire what came too late."""
    return batches.sweep(now)


class _Worker:
    """One run: its open connections, its counts, and when it has to stop."""

    def __init__(
        self,
        now: Callable[[], datetime],
        open_sender: Callable[[SenderAccount], Sender],
        limit: int | None,
        seconds: float | None,
    ) -> None:
        self._now = now
        self._open_sender = open_sender
        self._limit = limit
        self._end = None if seconds is None else time.monotonic() + seconds
        self._senders: dict[int, Sender] = {}
        self._counts: Counter[str] = Counter()
        self._begun = 0
        self._is_more = False

    def work(self, hotel_id: int | None) -> None:
        """Take batch after batch until no account has a due message that it may send."""
        self._counts[MessageState.EXPIRED] = batches.expire(self._now(), hotel_id)
        while not self._must_stop():
            ready = accounts.ready(now=self._now(), hotel_id=hotel_id)
            took = [self._batch(account) for account in ready if not self._must_stop()]
            if not any(took):
                return
        self._is_more = True

    def outcome(self) -> Outcome:
        """Return how many messages of this run ended how, and whether some are left."""
        names = ("sent", "deferred", "failed", "withheld", "expired", "stuck")
        return Outcome(**{name: self._counts[name] for name in names}, is_more=self._is_more)

    def close(self) -> None:
        """Close every connection."""
        for sender in self._senders.values():
            sender.close()

    def _batch(self, account: SenderAccount) -> bool:
        size = batches.SIZE if self._limit is None else self._limit - self._begun
        batch = batches.take(account=account, now=self._now(), size=min(size, batches.SIZE))
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
            too_long = time.monotonic() - began > BATCH_SECONDS
            if too_long or self._must_stop() or not batches.keep(batch.lease, self._now()):
                return
            state = deliver(
                message,
                lease=batch.lease,
                verdict=verdict,
                hotel=hotel,
                account=account,
                sender=sender,
                now=self._now,
            )
            self._begun += 1
            if state is not None:
                self._counts[state] += 1
            if state == MessageState.SENT and account.failing_since is not None:
                accounts.recovered(account_id=account.pk)
                account.failing_since = None

    def _sender_of(self, account: SenderAccount) -> Sender:
        if account.pk not in self._senders:
            self._senders[account.pk] = self._open_sender(account)
        return self._senders[account.pk]

    def _must_stop(self) -> bool:
        if self._limit is not None and self._begun >= self._limit:
            return True
        return self._end is not None and time.monotonic() > self._end
