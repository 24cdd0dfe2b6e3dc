from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hotelpms.desk.domain import pulse
from hotelpms.desk.models import Pulse

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def test_health_asks_no_database(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_it_is_ready_when_tables_and_broker_are_there(client: Client) -> None:
    response = client.get(reverse("desk:readyz"))

    assert response.status_code == 200
    assert response.json() == {
        "database": "ok",
        "tables": "ok",
        "broker": "ok",
        "worker": "never seen",
    }


@pytest.mark.django_db
def test_it_is_not_ready_before_the_last_migration(client: Client) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="desk").delete()
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"database": "ok", "tables": "behind", "broker": "ok"}


@pytest.mark.django_db
def test_it_is_not_ready_without_a_broker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from celery import current_app

    def refuse(*args: object, **options: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(current_app, "connection_for_write", refuse)
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["broker"] == "down"


@pytest.mark.django_db
def test_a_silent_worker_is_told_but_does_not_close_the_desk(client: Client) -> None:
    pulse.beat_heard(now=NOON)
    pulse.beat_heard(now=NOON + timedelta(seconds=60))

    assert Pulse.objects.count() == 1

    with time_machine.travel(NOON + timedelta(seconds=100), tick=False):
        assert client.get("/readyz").json()["worker"] == "ok"
    with time_machine.travel(NOON + timedelta(seconds=260), tick=False):
        response = client.get("/readyz")

    assert (response.status_code, response.json()["worker"]) == (200, "silent for 200 s")
