"""The broker is killed and comes back: the production worker lives on, and mails do not wait.

A Redis, a worker by the command of docker-compose.yml and a mail server, all real.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.faults.test_dispatch_killed import Installation, installation
from tests.smtp import MailServer

__all__ = ["installation"]

pytestmark = pytest.mark.needs_redis

PATIENCE = 60.0
QUEUE = """
import django; django.setup()
import sys
from datetime import timedelta
from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind
now = clock.now()
outbox.queue(now=now, letter=outbox.Letter(
    hotel_id=Hotel.objects.get().pk, kind=MessageKind.INVOICE, occasion=sys.argv[1],
    to_address=f"{sys.argv[1]}@example.com", to_name="Ana", language="en",
    due_at=now, expires_at=now + timedelta(days=1)))
"""


class Broker:
    """A Redis of our own."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@pytest.fixture
def broker(free_port: Callable[[], int]) -> Iterator[Broker]:
    broker = Broker(free_port())
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture
def worker(
    installation: Installation, broker: Broker, tmp_path: Path
) -> Iterator[subprocess.Popen[bytes]]:
    compose = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())
    command = compose["services"]["worker"]["command"]
    assert command[0] == "celery"
    installation.env["REDIS_URL"] = f"redis://127.0.0.1:{broker.port}/0"
    installation.env["HOTELPMS_LOG_LEVEL"] = "INFO"
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=settings.BASE_DIR,
            env=installation.env,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    yield process
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_a_killed_broker_ends_no_worker_and_stops_no_mail(
    installation: Installation,
    broker: Broker,
    worker: subprocess.Popen[bytes],
    smtp_server: MailServer,
) -> None:
    """B8: before, mails stood until the next minute, and gossip could end the worker for good."""
    installation.run("-m", "tests.faults.dispatch_seed", str(smtp_server.port), "1", "0")
    assert arrives(smtp_server, "confirmation-0")

    assert until(lambda: is_reached(installation))

    broker.kill()
    installation.run("-c", QUEUE, "down")
    assert arrives(smtp_server, "down")
    broker.start()
    assert until(lambda: is_reached(installation))
    installation.run("-c", QUEUE, "back")
    assert arrives(smtp_server, "back")
    assert worker.poll() is None


def is_reached(installation: Installation) -> bool:
    """True when the worker answers through the broker, as the health check asks it."""
    try:
        installation.run("-m", "celery", "--app", "hotelpms", "inspect", "ping", "--timeout", "2")
    except subprocess.CalledProcessError:
        return False
    return True


def arrives(server: MailServer, name: str) -> bool:
    return until(lambda: bool(server.to(f"{name}@example.com")))


def until(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < end:
        time.sleep(0.1)
    return is_so()
