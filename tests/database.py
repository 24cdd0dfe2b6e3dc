"""Every worker's database begins as a copy of one that was migrated once.

The template is named after the migrations, so a change of them makes a new one and every later run
is spared the migrations. Copies have the triggers of frozen rows; with `--no-migrations` there is
no template, and no trigger either.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.db import transaction
from django.db.backends.sqlite3.creation import DatabaseCreation

KEPT = settings.BASE_DIR / ".pytest_cache" / "databases"
PREFIX = "hotelpms_template_"
# What else the tables hang on: fields and triggers are code, Django's own tables are packages.
BESIDE_MIGRATIONS = ("requirements.txt", "hotelpms/kit/fields.py", "hotelpms/kit/freeze.py")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_use_migrations: bool
) -> Iterator[None]:
    """Let pytest-django make the worker's database out of the template."""
    if not django_db_use_migrations:
        yield
    elif settings.TEST_DATABASE_URL:
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = postgres_template()
        yield
    else:
        with filled_from(sqlite_template()):
            yield


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One transaction around the tests of a module, for a fixture that they all only look at.

    A test with real transactions can't stand in the same module.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def migrated_file() -> Path:
    """An installation's database file with every table and no rows: copy it, don't write there."""
    return sqlite_template()


def postgres_template() -> str:
    """Return the name of the migrated database on the server, made if there is none."""
    name = PREFIX + fingerprint()
    server = settings.TEST_DATABASE_URL.rpartition("/")[0]
    with one_at_a_time():
        connection = psycopg2.connect(f"{server}/postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
            known = {row[0] for row in cursor.fetchall()}
            if name not in known:
                unfinished = f"{name}_unfinished"
                cursor.execute(f'DROP DATABASE IF EXISTS "{unfinished}"')
                cursor.execute(f'CREATE DATABASE "{unfinished}"')
                migrate({"DATABASE_URL": f"{server}/{unfinished}"})
                cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
        connection.close()
    return name


def sqlite_template() -> Path:
    """Return the migrated file, made if there is none."""
    path: Path = KEPT / f"{PREFIX}{fingerprint()}.sqlite3"
    with one_at_a_time():
        if not path.exists():
            for old in KEPT.glob(f"{PREFIX}*.sqlite3"):
                old.unlink()
            with tempfile.TemporaryDirectory() as data:
                migrate({"HOTELPMS_DATA": data})
                with sqlite3.connect(f"{data}/hotelpms.sqlite3") as made:
                    made.execute("PRAGMA journal_mode=DELETE")
                Path(data, "hotelpms.sqlite3").replace(path)
    return path


@contextmanager
def filled_from(template: Path) -> Iterator[None]:
    """Fill every SQLite database that is made for tests with the rows of the template."""
    make = DatabaseCreation._create_test_db
    held: list[sqlite3.Connection] = []

    def filled(self: Any, *args: Any, **kwargs: Any) -> str:
        name: str = make(self, *args, **kwargs)
        # A database in memory lives as long as somebody is connected.
        held.append(sqlite3.connect(name, uri=True, check_same_thread=False))
        with sqlite3.connect(template) as source:
            source.backup(held[-1])
        return name

    patch = pytest.MonkeyPatch()
    patch.setattr(DatabaseCreation, "_create_test_db", filled)
    yield
    patch.undo()
    for connection in held:
        connection.close()


def fingerprint() -> str:
    """Return what tells one state of all migrations from another."""
    digest = hashlib.sha256()
    migrations = settings.BASE_DIR.glob("*/migrations/*.py")
    ours = settings.BASE_DIR.glob("hotelpms/*/migrations/*.py")
    beside = [settings.BASE_DIR / name for name in BESIDE_MIGRATIONS]
    for path in sorted([*migrations, *ours, *beside]):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def migrate(variables: dict[str, str]) -> None:
    """Bring an empty database up to date as an installation does, apart from our own settings."""
    with tempfile.TemporaryDirectory() as data:
        subprocess.run(
            [sys.executable, "manage.py", "upgrade"],
            cwd=settings.BASE_DIR,
            env={"HOTELPMS_ENV_FILE": os.devnull, "HOTELPMS_DATA": data, "PATH": os.environ["PATH"]}
            | variables,
            stdout=subprocess.DEVNULL,
            check=True,
        )


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one worker make the template while the others wait for it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
