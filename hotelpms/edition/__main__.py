"""`python -m hotelpms.edition`: prepare, start, print where to go, watch, stop."""

import os
import signal
import sys

import django
from django.core.exceptions import ImproperlyConfigured

from hotelpms.demo import LOG_INS
from hotelpms.edition.errors import CannotStart
from hotelpms.edition.folder import DataFolder
from hotelpms.edition.lineage import end_with
from hotelpms.edition.prepare import check_port, prepare
from hotelpms.edition.supervisor import Supervisor
from hotelpms.edition.system import ensure_libraries

WELCOME = """
The hotel is open:  {address}/
Log-ins:            {log_ins}
Caught mails:       {address}/mails/
Logs:               {logs}
Stop it with ctrl-C.
"""


def main() -> int:
    """Run until stopped; 0 after an ordinary stop, 1 with a message when it can't start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotelpms.settings")
    if "--end-with-parent" in sys.argv:
        end_with(os.getppid(), signal.SIGTERM)
    try:
        run()
    except (CannotStart, ImproperlyConfigured) as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:  # before the children were started; later it is an ordinary stop
        print("\nStopped.")
    return 0


def run() -> None:
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - reading them earlier would hide a refusal

    if settings.IS_PRODUCTION:
        raise CannotStart("The embedded edition is for HOTELPMS_EDITION=embedded.")
    os.umask(0o077)
    folder = DataFolder(settings.DATA_DIR)
    folder.claim(settings.PUBLIC_URL)
    check_port(settings.PORT)
    ensure_libraries()
    prepare()
    serve(Supervisor(folder=folder, port=settings.PORT), settings.PUBLIC_URL)


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
    """The demonstration log-ins, told by the demonstration hotel itself."""
    if not LOG_INS:
        return "make one with: .venv/bin/python manage.py createsuperuser"
    return ", ".join(f"{name} / {password}" for name, password in LOG_INS)


if __name__ == "__main__":
    sys.exit(main())
