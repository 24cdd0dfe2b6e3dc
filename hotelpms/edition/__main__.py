"""`python -m hotelpms.edition`: prepare, then become the process that starts and watches."""

import os
import signal
import sys
from typing import NoReturn

import django
from django.core.exceptions import ImproperlyConfigured

from hotelpms.edition.errors import CannotStart
from hotelpms.edition.folder import DataFolder
from hotelpms.edition.lineage import end_with
from hotelpms.edition.prepare import check_port, prepare, put_aside
from hotelpms.edition.system import ensure_libraries


def main() -> int:
    """Become the watching process; 1 with a message when it can't start."""
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


def run() -> NoReturn:
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - reading them earlier would hide a refusal

    if settings.IS_PRODUCTION:
        raise CannotStart(
            "HOTELPMS_EDITION, here or in .env, says production; this is the embedded edition.\n"
            "To look at it beside a production installation: HOTELPMS_ENV_FILE=/dev/null make run"
        )
    os.umask(0o077)
    folder = DataFolder(settings.DATA_DIR)
    folder.claim(settings.PUBLIC_URL)
    check_port(settings.PORT)
    ensure_libraries()
    if "--anew" in sys.argv:
        put_aside()
    prepare()
    watch(folder, settings.PORT, settings.PUBLIC_URL)


def watch(folder: DataFolder, port: int, address: str) -> NoReturn:
    """Go on as hotelpms.edition.watch: the same process, without the Django that prepared.

    Its locks stay, and so does what the kernel was told to do when the parent ends.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    told = (str(folder.path), *(str(number) for number in folder.hand_down()), str(port), address)
    os.execv(sys.executable, [sys.executable, "-m", "hotelpms.edition.watch", *told])


if __name__ == "__main__":
    sys.exit(main())
