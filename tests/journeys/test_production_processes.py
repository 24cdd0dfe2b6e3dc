"""Web, worker and scheduler of docker-compose.yml on PostgreSQL and Redis, walked once by HTTP.

That each process starts, answers and reports its health is held by tests/edition. Here they do
the work of the house together: what the desk books in one process leaves the house from another.
"""

import http.client
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings

from hotelpms.demo import LOG_INS
from tests.edition.production import (
    BEHIND_PROXY,
    SECONDS,
    command_of,
    database_url,
    environment,
    manage,
    running,
    wait_for,
)
from tests.journeys.browser import Page
from tests.smtp import MailServer

__all__ = ["database_url", "environment"]

pytestmark = [pytest.mark.needs_postgres, pytest.mark.needs_redis]

PASSWORDS = dict(LOG_INS)
HOST = {"Host": "pms.example.com"} | BEHIND_PROXY
HOUSE = """
from datetime import timedelta
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import ModelEntry
from hotelpms.celery import app
from hotelpms.demo.domain.house import build
from hotelpms.kit import clock
from messaging.models import SenderAccount
hotel = build(first=clock.local_date(clock.now(), "Europe/Madrid"), now=clock.now())
SenderAccount.objects.filter(hotel=hotel).update(
    transport="smtp", host="127.0.0.1", port={port}, does_not_use_tls=True
)
for name, entry in app.conf.beat_schedule.items():
    ModelEntry.from_entry(name, app=app, **entry)
PeriodicTask.objects.update(last_run_at=clock.now() - timedelta(hours=1))
"""


class Answer:
    """What a page needs to know of an answer that came over a socket."""

    streaming = False

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status_code, self.headers = answer.status, answer.headers
        self.content = answer.read()


class Visitor:
    """A browser on a real socket, behind the proxy that production expects in front of it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def open(self, address: str) -> Page:
        return self._ask("GET", address)

    def press(self, page: Page, action: str, button: str, **fields: str) -> Page:
        form = page.form(action)
        body = urlencode(form.sent_with(button, fields), doseq=True)
        return self._ask("POST", form.action, body)

    def _ask(self, method: str, address: str, body: str = "", hops: int = 0) -> Page:
        parts = urlsplit(address)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = HOST | {"Cookie": cookies, "Referer": f"https://{HOST['Host']}/"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, target, body=body or None, headers=headers)
            response = connection.getresponse()
            answer = Answer(response)
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        if answer.status_code in (301, 302, 303) and hops < 5:
            return self._ask("GET", answer.headers["Location"], hops=hops + 1)
        assert answer.status_code == 200, f"{method} {address}: {answer.status_code}"
        return Page(target, answer)


@pytest.fixture
def walked(
    environment: dict[str, str], smtp_server: MailServer, free_port: Callable[[], int]
) -> Iterator[int]:
    """Migrate, build the house, start all three; give the port of the web server."""
    manage(environment, *command_of("migrate")[2:])
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0"],
        input=HOUSE.format(port=smtp_server.port).encode(),
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
        timeout=SECONDS,
    )
    port = free_port()
    web = ["gunicorn", "hotelpms.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    web += ["--worker-class", "gthread", "--workers", "2", "--no-control-socket"]
    with ExitStack() as processes:
        for command in (web, command_of("worker"), command_of("beat")):
            processes.enter_context(running(command, environment))
        yield port


def state_of(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": HOST["Host"]})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_a_booking_at_the_desk_leaves_as_mail_from_the_worker(
    walked: int, smtp_server: MailServer
) -> None:
    assert wait_for(lambda: state_of(walked, "/readyz")[0] == 200)
    assert state_of(walked, "/healthz") == (200, b"ok\n")

    desk = Visitor(walked)
    page = desk.open("/login/")
    page = desk.press(
        page, "/login/", "Sign in", username="reception", password=PASSWORDS["reception"]
    )

    assert page.url == "/h/miramar/today/"

    new = "/reservations/new/"
    page = desk.open("/h/miramar/reservations/new/")
    page = desk.press(page, new, "Choose Double room, Best available rate")
    guest = {"first_name": "Ana", "last_name": "Ruiz", "email": "ana@guest.example.com"}
    page = desk.press(page, new, "Book", language="en", **guest)
    code = page.url.split("/")[-2]

    assert "Ana Ruiz" in page.text

    assert wait_for(lambda: len(smtp_server.mails) == 1)
    assert smtp_server.recipients == ["ana@guest.example.com"]
    assert code in smtp_server.mails[0].get_body(preferencelist=("plain",)).get_content()
    assert wait_for(lambda: "Sent" in desk.open("/h/miramar/messages/?state=sent").text)

    # The scheduler was away for an hour: it starts its task at once, and a worker notes it.
    assert wait_for(lambda: json.loads(state_of(walked, "/readyz")[1])["worker"] == "ok")
