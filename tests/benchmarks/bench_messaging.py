"""The outbox and its worker against bare SQL, str.format and raw smtplib."""

import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from django.db import connection

from messaging import senders
from messaging.domain.outbox import outbox
from messaging.domain.wording import compile as wording
from messaging.domain.wording import render
from messaging.domain.worker import dispatch
from messaging.models import Message, SenderAccount
from messaging.senders.base import Envelope, Sender
from tests.benchmarks.conftest import Tell
from tests.benchmarks.measure import by_turns, seconds
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import NOW, SenderAccountFactory, TemplateFactory, letter
from tests.ports import free_port

pytestmark = pytest.mark.usefixtures("real_rows")

ONE_BY_ONE, AT_ONCE, BATCH, MAILS = 100, 1000, 500, 300
PARAGRAPH = "<p>Dear @NAME, we look forward to your stay from @ARRIVAL, booking @CODE.</p>"
WORDING = ("Your stay, booking @CODE", PARAGRAPH * 12)

occasions = (f"confirmation:{number}" for number in count(1))


@pytest.fixture
def hotel() -> Any:
    made = HotelFactory()
    TemplateFactory(hotel=made, wording=WORDING)
    return made


@dataclass
class Row:
    """What a queued message looks like in the table, to be written again without the ORM."""

    columns: dict[str, Any]
    numbers: Iterator[int] = field(default_factory=lambda: count(10_000_000))

    @classmethod
    def of(cls, message: Message) -> "Row":
        columns = [column for column in Message._meta.concrete_fields if not column.primary_key]
        written = {
            column.column: column.get_db_prep_save(getattr(message, column.attname), connection)
            for column in columns
        }
        return cls(written)

    @property
    def sql(self) -> str:
        names = ", ".join(f'"{name}"' for name in self.columns)
        marks = ", ".join(["%s"] * len(self.columns))
        return f"INSERT INTO messaging_message ({names}) VALUES ({marks})"

    def values(self) -> list[Any]:
        key = f"bare:{next(self.numbers)}"
        unique = {"dedupe_key": key, "message_id": f"<{key}@example.com>"}
        return list((self.columns | unique).values())

    def insert_each(self, number: int) -> None:
        with connection.cursor() as cursor:
            for _row in range(number):
                cursor.execute(self.sql, self.values())

    def insert_many(self, number: int) -> None:
        """Write the rows 500 at a time, a statement each, as `queue_many` does."""
        head, line = self.sql.split(" VALUES ")
        for start in range(0, number, BATCH):
            rows = [self.values() for _row in range(min(BATCH, number - start))]
            lines = ", ".join([line] * len(rows))
            with connection.cursor() as cursor:
                cursor.execute(f"{head} VALUES {lines}", [value for row in rows for value in row])


def queue_each(hotel: Any, number: int) -> None:
    for _mail in range(number):
        outbox.queue(letter=letter(hotel, next(occasions)), now=NOW)


def queue_at_once(hotel: Any, number: int) -> None:
    outbox.queue_many(letters=[letter(hotel, next(occasions)) for _ in range(number)], now=NOW)


def test_queueing_one_by_one(hotel: Any, tell: Tell) -> None:
    row = Row.of(outbox.queue(letter=letter(hotel, next(occasions)), now=NOW))

    ours, floor = by_turns(
        lambda: queue_each(hotel, ONE_BY_ONE), lambda: row.insert_each(ONE_BY_ONE), times=3
    )

    each = ours / ONE_BY_ONE * 1000
    tell("outbox.queue, a commit each", f"{each:.2f} ms a mail", "bare INSERT", ours / floor)


def test_queueing_at_once(hotel: Any, tell: Tell) -> None:
    row = Row.of(outbox.queue(letter=letter(hotel, next(occasions)), now=NOW))

    ours, floor = by_turns(
        lambda: queue_at_once(hotel, AT_ONCE), lambda: row.insert_many(AT_ONCE), times=3
    )

    figure = f"{AT_ONCE / ours:,.0f} mails/s"
    tell(f"outbox.queue_many of {AT_ONCE:,}", figure, "bare INSERT of 500 rows", ours / floor)


def test_compiling_and_rendering(hotel: Any, tell: Tell) -> None:
    row = outbox.queue(letter=letter(hotel, next(occasions)), now=NOW)
    whole = render.message(row, compiled(row)).html
    plain = whole.replace("{", "{{").replace("}", "}}").replace(row.context["CODE"], "{CODE}")

    def draw() -> None:
        for _mail in range(100):
            render.message(row, compiled(row))

    def form() -> None:
        for _mail in range(100):
            plain.format(**row.context)

    ours, floor = by_turns(draw, form)

    tell("compile (kept) and render a mail", f"{ours * 10:.3f} ms", "str.format", ours / floor)


def compiled(row: Message) -> wording.Compiled:
    assert row.template_version_id is not None
    return wording.of_version(row.template_version_id, row.hotel)


@pytest.fixture
def sink() -> Iterator[int]:
    """The port of a mail server in a process of its own that takes everything and keeps nothing."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    command = ("-m", "aiosmtpd", "-n", "-l", address, "-c", "aiosmtpd.handlers.Sink")
    with subprocess.Popen([sys.executable, *command], stderr=subprocess.DEVNULL) as server:
        wait_for(port)
        yield port
        server.terminate()


def wait_for(port: int) -> None:
    for _try in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The mail server does not start.")


@dataclass
class Witness:
    """A sender that hands over through the real one and remembers what was sent."""

    real: Sender
    sent: list[Envelope]

    def send(self, envelope: Envelope) -> str:
        self.sent.append(envelope)
        return self.real.send(envelope)

    def close(self) -> None:
        self.real.close()


def test_dispatching(hotel: Any, sink: int, tell: Tell) -> None:
    SenderAccountFactory(hotel=hotel, port=sink, rate_per_minute=0)
    sent: list[Envelope] = []

    def dispatched() -> float:
        sent.clear()
        queue_at_once(hotel, MAILS)
        return seconds(lambda: dispatch.run(now=lambda: NOW, open_sender=watched))

    def watched(account: SenderAccount) -> Witness:
        return Witness(senders.opened(account), sent)

    pairs = [(dispatched(), seconds(lambda: send_raw(sink, sent))) for _turn in range(3)]
    ours, floor = (min(times) for times in zip(*pairs, strict=True))

    assert len(sent) == MAILS

    tell(f"dispatch of {MAILS} mails", f"{MAILS / ours:,.0f} mails/s", "raw smtplib", ours / floor)


def send_raw(port: int, mails: list[Envelope]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as client:
        for mail in mails:
            client.sendmail(mail.from_address, [mail.to_address], mail.source)
