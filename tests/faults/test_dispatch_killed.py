"""Workers killed with SIGKILL at chosen points; the mail server is the judge, not our table.

What must arrive arrives, at most once more than needed per kill and with the same
Message-ID; what must not double never does, and what is missing of it waits for a person.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.smtp import MailServer

ROOT = Path(__file__).resolve().parents[2]
MUST, OTHERS = 60, 30
LEASE_AND_MORE = 90
# After so many mails the worker dies: before the server has the mail, or after it took it.
KILLS = [(10, "before"), (25, "after"), (40, "before"), (55, "after"), (70, "after")]


class Installation:
    """A database of its own that processes share, and the processes."""

    def __init__(self, folder: Path) -> None:
        self.env = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "hotelpms.settings",
            "HOTELPMS_DATA": str(folder),
            "HOTELPMS_LOG_LEVEL": "ERROR",
        }

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.env,
            check=True,
            timeout=120,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=self.env)

    def states(self) -> dict[str, int]:
        """Return how many messages of kind:state there are."""
        code = (
            "import django; django.setup(); from collections import Counter;"
            "from messaging.models import Message; import json;"
            "print(json.dumps(Counter(f'{k}:{s}' for k, s in"
            " Message.objects.values_list('kind', 'state'))))"
        )
        return json.loads(self.run("-c", code))


@pytest.fixture
def installation(
    transactional_db: None, request: pytest.FixtureRequest, tmp_path: Path
) -> Installation:
    """On the database of the suite: PostgreSQL's is shared, SQLite gets a file of its own.

    What the processes wrote is emptied only after a test that is known for real transactions.
    """
    installation = Installation(tmp_path)
    if connection.vendor == "postgresql":
        installation.env["DATABASE_URL"] = address_of(connection.settings_dict)
    else:
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "hotelpms.sqlite3")
    return installation


def address_of(database: dict[str, Any]) -> str:
    name, password = database["USER"] or "", database["PASSWORD"] or ""
    who = f"{name}:{password}@" if password else f"{name}@" if name else ""
    place = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    return f"postgresql://{who}{place}/{database['NAME']}"


def test_killed_workers_lose_nothing(installation: Installation, smtp_server: MailServer) -> None:
    installation.run(
        "-m", "tests.faults.dispatch_seed", str(smtp_server.port), str(MUST), str(OTHERS)
    )
    for number, (count, moment) in enumerate(KILLS):
        code = work_until_killed(installation, smtp_server, number, count, moment)
        assert code == -signal.SIGKILL
    smtp_server.after_data = smtp_server.on_recipient = lambda about: None
    for number in (len(KILLS), len(KILLS) + 1):
        ahead = str(number * LEASE_AND_MORE)
        installation.run("-m", "tests.faults.dispatch_worker", ahead)

    judge(smtp_server, installation.states())


def work_until_killed(
    installation: Installation, smtp_server: MailServer, number: int, count: int, moment: str
) -> int:
    ahead = str(number * LEASE_AND_MORE)
    worker = installation.start("-m", "tests.faults.dispatch_worker", ahead)

    def kill(about: object) -> None:
        if len(smtp_server.mails) >= count:
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait(timeout=30)

    smtp_server.on_recipient = kill if moment == "before" else lambda address: None
    smtp_server.after_data = kill if moment == "after" else lambda mail: None
    return worker.wait(timeout=120)


def judge(smtp_server: MailServer, states: dict[str, int]) -> None:
    arrived = Counter(smtp_server.recipients)
    must = [f"confirmation-{number}@example.com" for number in range(MUST)]
    others = [f"pre_stay-{number}@example.com" for number in range(MUST, MUST + OTHERS)]

    lost = [address for address in must if not arrived[address]]
    assert lost == []
    doubled = [address for address in must if arrived[address] > 1]
    assert sum(arrived[address] - 1 for address in must) <= len(KILLS)
    for address in doubled:
        assert len({mail["Message-ID"] for mail in smtp_server.to(address)}) == 1

    assert [address for address in others if arrived[address] > 1] == []
    assert states["confirmation:sent"] == MUST
    assert states.get("pre_stay:sent", 0) + states.get("pre_stay:stuck", 0) == OTHERS
    missing = [address for address in others if not arrived[address]]
    assert len(missing) <= states.get("pre_stay:stuck", 0) <= len(KILLS)
