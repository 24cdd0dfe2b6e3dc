"""What must be true before the children start: folders, tables, the demonstration hotel."""

import shutil
import socket
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import OperationalError, connections

from hotelpms.demo import HOTEL as DEMO_HOTEL
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


def put_aside() -> None:
    """Put what the demonstration has become into a folder of its own, so that it starts anew.

    The keys stay, so that who is signed in needs no new log-in page to do so again. Raises
    CannotStart on a database that is not this folder's own file, and where somebody has opened a
    hotel of their own.
    """
    if settings.DATABASE_URL:
        raise CannotStart(
            "The demonstration starts anew only on its own file: DATABASE_URL is set."
        )
    if has_other_hotels():
        raise CannotStart(
            f"{settings.DATA_DIR} holds a hotel of your own, which stays as it is.\n"
            "Give the demonstration another folder: HOTELPMS_DATA=./other make demo"
        )
    aside = settings.DATA_DIR / "before"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    file = Path(str(settings.DATABASES["default"]["NAME"]))
    mine = [file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")]
    mine += [settings.MEDIA_ROOT, settings.CAUGHT_MAIL_DIR, settings.BROKER_DIR]
    for path in (*mine, settings.DATA_DIR / "demo.loaded"):
        if path.exists():
            shutil.move(path, aside / path.name)


def has_other_hotels() -> bool:
    """Tell whether the tables hold a hotel that is not the demonstration's."""
    from hotelpms.hotels.models import Hotel  # noqa: PLC0415 - the settings are known only now

    try:
        return Hotel.objects.exclude(code=DEMO_HOTEL).exists()
    except OperationalError:
        return False  # no tables yet
    finally:
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
