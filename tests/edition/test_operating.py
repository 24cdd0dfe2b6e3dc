"""docs/operating.md, walked word by word: install, run, back up, restore, upgrade."""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg2
import pytest
from cryptography.fernet import Fernet
from django.conf import settings

from tests.database import postgres_template
from tests.edition.production import BEHIND_PROXY, SECONDS, ask, new_database, running, wait_for

pytestmark = [pytest.mark.needs_postgres, pytest.mark.needs_redis]

PAGE = settings.BASE_DIR / "docs" / "operating.md"
# What the machine's administrator does, and what brings packages: the tests have both already.
OF_ROOT = ("apt-get ", "libpango", "fonts-", "useradd ", "install -d ", "sudo ", "cp /srv/")
OF_ROOT += ("systemctl daemon-reload", "git pull", "python3 -m venv ", ".venv/bin/pip ")
UNITS = ("hotelpms-web", "hotelpms-worker@", "hotelpms-beat")


def blocks(*headings: str) -> list[str]:
    """The fenced blocks under these headings, one after the other."""
    text = PAGE.read_text()
    found: list[str] = []
    for heading in headings:
        section = re.search(rf"^#+ {heading}\n(.*?)(?=^#+ |\Z)", text, re.M | re.S)
        assert section is not None, heading
        found += re.findall(r"^```\n(.*?)^```$", section[1], re.M | re.S)
    return found


class Machine:
    """A machine of an operator: its folders, and what runs on it."""

    def __init__(self, root: Path, port: int, database_url: str) -> None:
        self.root, self.port, self.database_url = root, port, database_url
        self.program = root / "srv" / "hotelpms"
        self.running = ExitStack()
        self.said = ""
        self.units: tuple[str, ...] = UNITS
        for folder in ("srv", "var/lib/hotelpms", "var/backups/hotelpms"):
            (root / folder).mkdir(parents=True)

    def clone(self) -> None:
        """The program as git has it, with the packages of the suite."""
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listed, cwd=settings.BASE_DIR, capture_output=True, check=True)
        for name in names.stdout.decode().split("\0"):
            source = settings.BASE_DIR / name
            if name and source.is_file() and not name.startswith(("tests/", "docs/")):
                (self.program / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, self.program / name)
        (self.program / ".venv").symlink_to(Path(sys.prefix))

    def walk(self, block: str) -> None:
        """Do line after line of a block, joined where a line goes on."""
        for line in block.replace("\\\n", "").splitlines():
            self.do(line.partition("  #")[0].strip())

    def do(self, line: str) -> None:
        if re.match(r"[A-Z_]+=", line):
            self.fill_in(dict([line.split("=", 1)]))
        elif line.startswith("systemctl stop"):
            self.running.close()
        elif line.startswith("systemctl"):
            if not line.startswith(OF_ROOT):
                self.start()
        elif line and not line.startswith(OF_ROOT):
            self.said = self.shell(line)

    def shell(self, line: str) -> str:
        line = line.replace("8000", str(self.port)).replace("/var/", f"{self.root}/var/")
        if "createsuperuser" in line:
            line += " --noinput --username chief --email chief@example.com"
        environment = self.environment | {"DJANGO_SUPERUSER_PASSWORD": secrets.token_urlsafe(16)}
        told = subprocess.run(
            ["bash", "-c", line],
            cwd=self.program,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        assert told.returncode == 0, f"{line}\n{told.stdout}{told.stderr}"
        return told.stdout.strip()

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the settings: they stand in .env."""
        return {"PATH": os.environ["PATH"], "HOME": str(self.root)}

    def fill_in(self, values: dict[str, str]) -> None:
        path = self.program / ".env"
        text = path.read_text()
        for name, value in values.items():
            value = self.database_url if name == "DATABASE_URL" else value
            value = settings.TEST_REDIS_URL if name == "REDIS_URL" else value
            value = value.replace("/srv/", f"{self.root}/srv/")
            value = value.replace("/var/", f"{self.root}/var/")
            text, count = re.subn(rf"^#?{name}=.*$", f"{name}={value}", text, count=1, flags=re.M)
            assert count == 1, name
        path.write_text(text)

    def start(self) -> None:
        """What the units start, in their folder: all of them first, later on the web alone."""
        units, self.units = self.units, UNITS[:1]
        for unit in units:
            text = (self.program / "deploy" / "systemd" / f"{unit}.service").read_text()
            found = re.search(r"^ExecStart=(.*)$", text, re.M)
            assert found is not None
            line = found[1].replace("/srv/", f"{self.root}/srv/").replace("8000", str(self.port))
            line = line.replace("%i", "1").replace("%%h", "here")
            self.running.enter_context(running(line.split(), self.environment, self.program))
        assert wait_for(lambda: ask(self.port, "/readyz")[0] == 200)

    def ready(self) -> dict[str, str]:
        told: dict[str, str] = json.loads(ask(self.port, "/readyz")[1])
        return told

    def names(self) -> set[str]:
        """Who may sign in."""
        with psycopg2.connect(self.database_url) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT username FROM hotels_user")
            return {row[0] for row in cursor.fetchall()}


@pytest.fixture
def machine(tmp_path: Path, free_port: Callable[[], int]) -> Iterator[Machine]:
    with new_database(postgres_template()) as address:
        machine = Machine(tmp_path, free_port(), address)
        try:
            yield machine
        finally:
            machine.running.close()


@contextmanager
def other_database(machine: Machine) -> Iterator[None]:
    with new_database() as address:
        machine.database_url = address
        machine.fill_in({"DATABASE_URL": ""})
        yield
        machine.running.close()


def test_an_operator_without_containers_follows_the_page(machine: Machine) -> None:
    """L7, L8, M26: the tables are there already, which spares a minute of migrations."""
    machine.clone()
    install = blocks("First start in production, without containers")
    assert len(install) == 5
    root, copy, places, packages, units = install
    machine.walk(root)
    machine.walk(copy)
    machine.fill_in(
        {
            "PUBLIC_URL": "https://pms.example.com",
            "ALLOWED_HOSTS": "pms.example.com",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "LINK_KEYS": secrets.token_urlsafe(64),
            "FIELD_KEYS": Fernet.generate_key().decode(),
        }
    )
    machine.walk(places)
    machine.walk(packages)
    machine.walk(units)

    assert json.loads(machine.said)["tables"] == "ok"
    assert machine.names() == {"chief"}
    it_serves_as_production_does(machine)
    machine.shell(".venv/bin/celery --app hotelpms call hotelpms.desk.tasks.pulse")
    assert wait_for(lambda: machine.ready()["worker"] == "ok")

    back_up, with_containers = blocks("Backup and restore")[0].splitlines()
    assert "--compose" in with_containers
    machine.walk(back_up)
    backup = Path(machine.said)
    assert {path.name for path in backup.iterdir()} == {"rows.dump", "media.tar.gz", "SHA256SUMS"}
    assert {path.stat().st_mode & 0o777 for path in backup.iterdir()} == {0o600}

    with other_database(machine):
        restore = blocks("Restore")[0]
        machine.walk(restore.replace("2027-05-10T013000Z", backup.name))
        assert machine.names() == {"chief"}
        assert machine.ready()["mails"].startswith("held since ")

        machine.do(".venv/bin/python manage.py release_mails")
        assert "mails" not in machine.ready()

        upgrade = blocks("Upgrade")[1]
        assert "manage.py collectstatic --noinput\n" in upgrade
        # They are collected already, which takes a while.
        machine.walk(upgrade.replace(".venv/bin/python manage.py collectstatic --noinput", ""))
        assert machine.ready()["tables"] == "ok"


def it_serves_as_production_does(machine: Machine) -> None:
    status, _, headers = ask(machine.port, "/login/")
    assert (status, headers["Location"]) == (301, "https://pms.example.com/login/")
    turkish = {"Accept-Language": "tr"}
    status, page, headers = ask(machine.port, "/login/", **BEHIND_PROXY, **turkish)
    assert (status, 'lang="tr"' in page, "Sign in" in page) == (200, True, False)
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "; Secure" in headers["Set-Cookie"]

    sheet = re.search(r"/static/css/[a-z]+\.[0-9a-f]{12}\.css", page)
    assert sheet is not None
    status, _, headers = ask(machine.port, sheet.group(), **BEHIND_PROXY)
    assert (status, "immutable" in headers["Cache-Control"]) == (200, True)

    assert ask(machine.port, "/login/", Host="evil.example.net")[0] == 400
