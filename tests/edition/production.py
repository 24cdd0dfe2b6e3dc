"""The processes of production, started by hand on PostgreSQL and Redis."""

import http.client
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
import yaml
from cryptography.fernet import Fernet
from django.conf import settings

from tests.database import postgres_template

SECONDS = 90.0
BEHIND_PROXY = {"X-Forwarded-Proto": "https"}


@contextmanager
def new_database(template: str = "template1") -> Iterator[str]:
    """The address of a database of its own on the server that the suite uses."""
    name = f"hotelpms_production_{secrets.token_hex(4)}"
    server = settings.TEST_DATABASE_URL.rpartition("/")[0]
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield f"{server}/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    connection.close()


@pytest.fixture
def database_url() -> Iterator[str]:
    """A migrated database without rows."""
    with new_database(postgres_template()) as address:
        yield address


@pytest.fixture
def environment(tmp_path: Path, database_url: str) -> dict[str, str]:
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOTELPMS_ENV_FILE": os.devnull,
        "HOTELPMS_EDITION": "production",
        "HOTELPMS_DATA": str(tmp_path / "data"),
        "HOTELPMS_STATIC": str(tmp_path / "static"),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "LINK_KEYS": secrets.token_urlsafe(64),
        "FIELD_KEYS": Fernet.generate_key().decode(),
        "ALLOWED_HOSTS": "pms.example.com",
        "PUBLIC_URL": "https://pms.example.com",
        "HOTELPMS_PROXY_COUNT": "1",
        "DATABASE_URL": database_url,
        "REDIS_URL": settings.TEST_REDIS_URL,
    }


@contextmanager
def running(
    command: list[str], environment: dict[str, str], folder: Path = settings.BASE_DIR
) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def command_of(service: str) -> list[str]:
    """What docker-compose.yml starts for the service."""
    compose = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())
    return compose["services"][service]["command"]


def manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, timeout=SECONDS)


def ask(port: int, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": "pms.example.com"} | headers)
        response = connection.getresponse()
        return response.status, response.read().decode(), dict(response.getheaders())
    finally:
        connection.close()


def wait_for(is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            if is_so():
                return True
        except OSError:
            pass  # nobody listens yet
        time.sleep(0.2)
    return False
