"""One running edition per data folder, held by two file locks that die with their holders.

`edition.lock` is held by the supervisor alone. `children.lock` is inherited by every child, so
that a new supervisor can wait for the last child of one that was killed.
"""

import fcntl
import os
import time
from pathlib import Path
from typing import IO

from hotelpms.edition.errors import CannotStart

CHILDREN_WAIT = 15.0  # seconds
# How soon a running edition that was told to stop says so in its lock file.
NOTICE_WAIT = 1.5
ENDING = "ending"


class DataFolder:
    """The locks on a data folder; kept open as long as the edition runs."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        # It holds guests' data and keys: nobody else on the machine may look in.
        path.chmod(0o700)
        self.path = path
        self._mine = open_lock(path / "edition.lock")
        self._children = open_lock(path / "children.lock")

    @classmethod
    def handed_down(cls, path: Path, mine: int, children: int) -> "DataFolder":
        """Return the folder whose locks this process holds since before it was exchanged."""
        folder = cls.__new__(cls)
        folder.path = path
        folder._mine, folder._children = os.fdopen(mine, "a+"), os.fdopen(children, "a+")
        for number in (mine, children):
            os.set_inheritable(number, False)
        return folder

    def hand_down(self) -> tuple[int, int]:
        """Let the program that takes this process's place keep the locks; return their numbers."""
        numbers = self._mine.fileno(), self._children.fileno()
        for number in numbers:
            os.set_inheritable(number, True)
        return numbers

    def claim(self, address: str) -> None:
        """Take both locks and leave `address` for a second starter to read; raises CannotStart."""
        self._wait_for_the_last_one()
        self._wait_for_children()
        self._write(f"{address} (process {os.getpid()})")

    def say_it_ends(self) -> None:
        """Tell who starts anew on this folder to wait instead of being refused."""
        self._write(ENDING)

    def _write(self, line: str) -> None:
        self._mine.truncate(0)
        self._mine.write(f"{line}\n")
        self._mine.flush()

    def _wait_for_the_last_one(self) -> None:
        began = time.monotonic()
        while not is_taken(self._mine):
            holder = self._mine.read().strip()
            patience = CHILDREN_WAIT if holder == ENDING else NOTICE_WAIT
            if time.monotonic() > began + patience:
                raise CannotStart(
                    f"It already runs on {self.path}: {holder}\n"
                    "To run a second one, give it a folder and a port: "
                    "HOTELPMS_DATA=./other PORT=8001 make run"
                )
            time.sleep(0.1)

    def _wait_for_children(self) -> None:
        until = time.monotonic() + CHILDREN_WAIT
        while not is_taken(self._children):
            if time.monotonic() > until:
                raise CannotStart(
                    "A process of the last run is still finishing its work. Try again in a minute."
                )
            time.sleep(0.1)

    @property
    def inherited(self) -> int:
        """The descriptor that every child keeps open."""
        return self._children.fileno()

    def release(self) -> None:
        self._mine.close()
        self._children.close()


def open_lock(path: Path) -> IO[str]:
    return path.open("a+")


def is_taken(file: IO[str]) -> bool:
    """Take the lock; False when another process holds it. Leaves the file at its beginning."""
    file.seek(0)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
