"""Real processes on a data folder of their own: start, stop, kill, start again."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests import ports

START_SECONDS = 90.0
END_SECONDS = 20.0
WORKER = "-m hotelpms.edition.worker"
FAST = {"HOTELPMS_LOG_LEVEL": "WARNING", "HOTELPMS_ENV_FILE": os.devnull}


class Edition:
    """One `python -m hotelpms.edition`, and what it leaves behind."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.output = data.parent / "output.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, by: list[str] | None = None) -> "Edition":
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment |= FAST | {"HOTELPMS_DATA": str(self.data), "PORT": str(self.port)}
        # What is left of one that was killed may still write into the old file.
        self.output = self.data.parent / f"output-{time.monotonic_ns()}.txt"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                by or [sys.executable, "-m", "hotelpms.edition"],
                cwd=settings.BASE_DIR,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        return self

    def wait_until_open(self) -> "Edition":
        wait_for(lambda: "The hotel is open" in self.text() or self.has_ended(), START_SECONDS)
        assert "The hotel is open" in self.text(), self.text()
        return self

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def text(self) -> str:
        return self.output.read_text()

    def scheduled(self) -> set[str]:
        """Return the tasks that the scheduler keeps in its rows."""
        with sqlite3.connect(self.data / "hotelpms.sqlite3") as rows:
            return {
                name for (name,) in rows.execute("SELECT task FROM django_celery_beat_periodictask")
            }

    def send(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def exit_code(self) -> int:
        assert self.process is not None
        return self.process.wait(END_SECONDS)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as page:
                return page.read() == b"ok\n"
        except OSError:
            return False

    def children(self) -> dict[int, str]:
        """Every process that serves this data folder, by the environment it was started with."""
        marker = f"HOTELPMS_DATA={self.data}".encode()
        return {
            int(folder.name): command
            for folder in Path("/proc").iterdir()
            if folder.name.isdigit() and (command := command_of(folder, marker))
        }

    def end_all(self) -> None:
        for pid in self.children():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if self.process is not None:
            self.process.wait(END_SECONDS)


def command_of(folder: Path, marker: bytes) -> str:
    try:
        if marker not in (folder / "environ").read_bytes().split(b"\0"):
            return ""
        return (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""  # it ended while we looked


def wait_for(is_so: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.05)
    return is_so()


def installed(migrated_file: Path, folder: Path, port: int) -> Edition:
    """An installation with tables that was never started; making them takes some seconds."""
    data = folder / "data"
    data.mkdir()
    shutil.copy(migrated_file, data / "hotelpms.sqlite3")
    # The demonstration hotel has tests of its own; here it would only cost time.
    (data / "demo.loaded").touch()
    return Edition(data, port)


@pytest.fixture
def edition(migrated_file: Path, tmp_path: Path, free_port: Callable[[], int]) -> Iterator[Edition]:
    """An edition that was never started."""
    edition = installed(migrated_file, tmp_path, free_port())
    yield edition
    edition.end_all()


@pytest.fixture(scope="module")
def kept(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """The edition that the tests of this module hand on: a start takes seconds."""
    edition = installed(migrated_file, tmp_path_factory.mktemp("kept"), ports.free_port())
    yield edition
    edition.end_all()


@pytest.fixture
def running(kept: Edition) -> Edition:
    """The kept one, open: started anew where a test before has ended it."""
    if kept.process is None or kept.has_ended():
        kept.start().wait_until_open()
    return kept


def test_it_serves_from_web_and_worker(running: Edition) -> None:
    assert running.answers()

    commands = list(running.children().values())

    assert any("gunicorn" in command for command in commands)
    assert any(WORKER in command for command in commands)
    assert wait_for(lambda: "hotelpms.desk.tasks.pulse" in running.scheduled(), END_SECONDS)


def test_the_process_that_watches_holds_no_django(running: Edition) -> None:
    """It prepared with Django and took its own place without: it held a quarter of the memory."""
    assert running.process is not None
    loaded = Path(f"/proc/{running.process.pid}/smaps_rollup").read_text()
    proportional = next(line for line in loaded.splitlines() if line.startswith("Pss:"))

    assert int(proportional.split()[1]) < 40_000


def test_a_second_one_on_the_same_folder_is_refused_and_told_where_the_first_is(
    running: Edition, free_port: Callable[[], int]
) -> None:
    second = Edition(running.data, free_port()).start()

    assert second.exit_code() == 1
    assert f"It already runs on {running.data}: http://127.0.0.1:{running.port}" in second.text()
    assert "Traceback" not in second.text()
    assert running.answers()


def test_a_killed_worker_is_started_again(running: Edition) -> None:
    worker = next(pid for pid, command in running.children().items() if WORKER in command)
    os.kill(worker, signal.SIGKILL)

    def has_another() -> bool:
        others = running.children().items()
        return any(WORKER in command and pid != worker for pid, command in others)

    assert wait_for(has_another, END_SECONDS)
    assert running.answers()


def test_killed_without_warning_it_takes_its_children_along_and_starts_again(
    running: Edition,
) -> None:
    children = set(running.children())
    running.send(signal.SIGKILL)
    running.exit_code()
    began = time.monotonic()

    # At once: it waits for what is left, and kills nobody.
    running.start().wait_until_open()

    assert running.answers()
    assert time.monotonic() - began < 30
    assert children & set(running.children()) == set()

    running.send(signal.SIGTERM)

    assert running.exit_code() == 0
    assert running.children() == {}


def test_killed_with_the_make_that_started_it_it_starts_again_at_once_and_ctrl_c_ends_all(
    edition: Edition,
) -> None:
    """It stands below another process, as `make run` starts it."""
    starter = f"import subprocess; subprocess.run([{sys.executable!r}, '-m', 'hotelpms.edition', "
    starter += "'--end-with-parent'])"
    edition.start(by=[sys.executable, "-c", starter]).wait_until_open()
    children = set(edition.children())
    edition.send(signal.SIGKILL)
    edition.exit_code()

    edition.start().wait_until_open()

    assert edition.answers()
    assert children & set(edition.children()) == set()

    edition.send(signal.SIGINT)

    assert edition.exit_code() == 0
    assert edition.children() == {}
    assert edition.text().rstrip().endswith("Stopped.")
    assert "Traceback" not in edition.text()


def test_a_port_in_use_is_named(edition: Edition) -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", edition.port))
        other.listen()
        edition.start()
        assert edition.exit_code() == 1

    assert edition.text().strip() == (
        f"Port {edition.port} is used by another program. "
        f"Choose another: PORT={edition.port + 1} make run"
    )


def test_an_odd_value_is_a_sentence_and_no_traceback(edition: Edition) -> None:
    edition.port = 99999
    edition.start()

    assert edition.exit_code() == 1
    assert edition.text().strip() == "PORT must be a number from 1 to 65535."
