"""What must be true before the children start: folders, tables, the demonstration hotel."""

import socket
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import OperationalError, connections

from hotelpms.edition.errors import CannotStart

DEMO_COMMAND = "demo"


def check_port(port: int) -> None:
    """Raise CannotStart when another program listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise CannotStart(f"Port {port} needs more rights than you have.") from error
        except OSError as error:
            raise CannotStart(
                f"Port {port} is used by another program. Choose another: PORT={port + 1} make run"
            ) from error


def prepare() -> None:
    """Make folders, bring the tables up to date and load the demonstration hotel once."""
    make_folders()
    check_database()
    call_command("upgrade")
    if DEMO_COMMAND in get_commands():
        load_demo_once(settings.DATA_DIR / "demo.loaded")
    connections.close_all()


def make_folders() -> None:
    for name in ("queue", "control", "processed"):
        (settings.BROKER_DIR / name).mkdir(parents=True, exist_ok=True)
    for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT, settings.CAUGHT_MAIL_DIR):
        folder.mkdir(parents=True, exist_ok=True)


def check_database() -> None:
    """Raise CannotStart when the database can't be opened."""
    try:
        connections["default"].ensure_connection()
    except OperationalError as error:
        raise CannotStart(f"The database does not answer: {error}") from error


def load_demo_once(mark: Path) -> None:
    """The command itself may run twice; the mark only saves the time of asking it."""
    if mark.exists():
        return
    print("Loading the demonstration hotel ...", flush=True)
    call_command(DEMO_COMMAND)
    mark.touch()
