"""What `python -m hotelpms.edition` becomes: start, print where to go, watch, stop.

It needs a few megabytes, because it loads nothing of the project but this folder.
"""

import sys
from pathlib import Path

from hotelpms.demo import LOG_INS
from hotelpms.edition.errors import CannotStart
from hotelpms.edition.folder import DataFolder
from hotelpms.edition.supervisor import Supervisor

WELCOME = """
The hotel is open:  {address}/
Log-ins:            {log_ins}
Caught mails:       {address}/mails/
Logs:               {logs}
Stop it with ctrl-C.
"""


def main(path: str, mine: str, children: str, port: str, address: str) -> int:
    """Run until stopped; 0 after an ordinary stop, 1 with a message when it can't go on."""
    folder = DataFolder.handed_down(Path(path), int(mine), int(children))
    try:
        serve(Supervisor(folder=folder, port=int(port)), address)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def serve(supervisor: Supervisor, address: str) -> None:
    supervisor.listen_for_stop()
    try:
        supervisor.start()
        print(
            WELCOME.format(address=address, log_ins=log_ins(), logs=supervisor.logs),
            flush=True,
        )
        supervisor.watch()
    finally:
        supervisor.stop()
    print("\nStopped.", flush=True)


def log_ins() -> str:
    """The demonstration log-ins, told by the demonstration hotel itself: all share a password."""
    if not LOG_INS:
        return "make one with: .venv/bin/python manage.py createsuperuser"
    names = ", ".join(name for name, _password in LOG_INS)
    return f"{names} / {LOG_INS[0][1]}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
