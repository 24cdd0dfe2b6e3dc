from datetime import timedelta

import pytest
from celery import current_app

from hotelpms.demo.domain import house as demonstration
from hotelpms.kit import clock
from messaging.domain.delivery import batches
from messaging.domain.worker import dispatch, postroom
from messaging.enums import Transport
from messaging.models import SenderAccount
from tests.journeys.house import FIRST, Clock, House
from tests.smtp import MailServer


@pytest.fixture
def told_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock()
    monkeypatch.setattr(clock, "now", told.now)
    # The clock of the database is told too.
    monkeypatch.setattr(clock, "shared", lambda: told.now)
    return told


@pytest.fixture
def worker_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every task runs where it is started, after the commit, and its errors are seen."""
    current_app.loader.import_default_modules()
    # The post room's threads would not see the told clock and outlive the test.
    monkeypatch.setattr(postroom, "ring_here", lambda: dispatch.run(now=clock.now))
    # Nobody else would go on with what a slow machine has not begun when the lease ends.
    monkeypatch.setattr(batches, "LENGTH", timedelta(hours=1))
    for name in ("task_always_eager", "task_eager_propagates"):
        monkeypatch.setitem(current_app.conf, name, True)


@pytest.fixture
def house(
    transactional_db: None, worker_at_once: None, told_clock: Clock, smtp_server: MailServer
) -> House:
    hotel = demonstration.build(first=FIRST, now=told_clock.now())
    SenderAccount.objects.filter(hotel=hotel).update(
        transport=Transport.SMTP, host="127.0.0.1", port=smtp_server.port, does_not_use_tls=True
    )
    house = House(hotel, told_clock, smtp_server)
    house.sign_in()
    return house
