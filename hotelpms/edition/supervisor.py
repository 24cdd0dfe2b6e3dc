"""Starts the children, keeps them running, and ends them with itself."""

import http.client
import signal
import time
import urllib.request
from pathlib import Path
from types import FrameType

from hotelpms.edition.children import STOP_SECONDS, Child, roles
from hotelpms.edition.errors import CannotStart
from hotelpms.edition.folder import DataFolder

START_SECONDS = 60.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """The parent of web, worker and beat on one data folder."""

    def __init__(self, *, folder: DataFolder, port: int) -> None:
        self.port = port
        self.folder = folder
        self.logs: Path = folder.path / "logs"
        self.children = [Child(role, self.logs, folder.inherited) for role in roles(port=port)]
        self._is_stopping = False

    def listen_for_stop(self) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, self._stop_soon)

    def _stop_soon(self, _number: int, _frame: FrameType | None) -> None:
        self._is_stopping = True

    def start(self) -> None:
        """Start all children; returns when the web server answers. Raises CannotStart."""
        for child in self.children:
            if not self._is_stopping:
                child.start()
        until = time.monotonic() + START_SECONDS
        while not self._is_stopping and not answers(self.port):
            self._tend()
            if time.monotonic() > until:
                raise CannotStart(f"The web server does not answer. See {self.logs / 'web.log'}")
            time.sleep(0.1)

    def watch(self) -> None:
        """Start again what ended by itself, until a stop is asked for. Raises CannotStart."""
        while not self._is_stopping:
            self._tend()
            time.sleep(0.5)

    def _tend(self) -> None:
        for child in self.children:
            if not child.has_ended():
                continue
            child.end_group()
            if child.keeps_failing():
                log = self.logs / f"{child.role.name}.log"
                raise CannotStart(f"The {child.role.name} process keeps ending. See {log}")
            child.start()

    def stop(self) -> None:
        """Ask all children to end, wait a little, then end them; a second ctrl-C is ignored."""
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        self.folder.say_it_ends()
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.wait(until)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as response:
            return response.status == 200
    except (http.client.HTTPException, OSError):
        return False
