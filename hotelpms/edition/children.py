"""The processes of the edition: how each is started, watched and stopped.

Each child leads a process group of its own, so that stopping it reaches what it started, and
ctrl-C at the terminal reaches the supervisor alone, which then stops them in order.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from hotelpms.edition.lineage import ending_with_me

STOP_SECONDS = 10.0
# One heap for all threads of a process: with one each, what is free in many is given back by none.
FRUGAL = {"MALLOC_ARENA_MAX": "1"}
LARGEST_LOG = 5_000_000  # bytes; a larger one is moved aside at the next start


@dataclass(frozen=True)
class Role:
    """One kind of child; `orphan_signal` is what the kernel sends it when the supervisor dies."""

    name: str
    arguments: tuple[str, ...]
    orphan_signal: signal.Signals


def roles(*, port: int) -> list[Role]:
    """Web and worker of an installation."""
    return [
        Role("web", web_arguments(port), signal.SIGTERM),
        # It works on rows that survive any death, so an orphan may be killed.
        Role("worker", ("-m", "hotelpms.edition.worker"), signal.SIGKILL),
    ]


def web_arguments(port: int) -> tuple[str, ...]:
    # One process: a second one would hold the whole program once more. What is counted in memory,
    # such as wrong passwords, is counted in one place.
    server = ("-m", "gunicorn", "hotelpms.wsgi:application", "--no-control-socket")
    size = ("--worker-class", "gthread", "--workers", "1", "--threads", "8")
    stop = ("--graceful-timeout", "3", "--timeout", "60")
    return (*server, *size, *stop, "--bind", f"127.0.0.1:{port}", "--log-level", "warning")


@dataclass
class Child:
    """A role and the process that fills it now."""

    role: Role
    logs: Path
    inherited: int
    process: subprocess.Popen[bytes] | None = None
    started: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.started.append(time.monotonic())
        with log_file(self.logs, self.role.name).open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.role.arguments],
                env=os.environ | FRUGAL,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(self.inherited,),
                start_new_session=True,
                preexec_fn=ending_with_me(self.role.orphan_signal),
            )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def keeps_failing(self) -> bool:
        """True when it was started more than three times within the last minute."""
        return len([at for at in self.started if at > time.monotonic() - 60]) > 3

    def ask_to_stop(self) -> None:
        self._send(signal.SIGTERM)

    def wait(self, until: float) -> None:
        """Wait until that monotonic moment, then end the whole group, also its stragglers."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, until - time.monotonic()))
        self.end_group()
        self.process.wait()

    def end_group(self) -> None:
        """Kill whatever is left of the child and of what it started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def _send(self, wanted: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(wanted)


def log_file(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.log"
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".log.old"))
    return path
