"""The worker of the edition, with the scheduler as a thread of it.

A beat of its own would hold the whole program once more, a hundred megabytes, to ring a few tasks
a minute.
"""

import logging
import threading
import time

from celery import beat
from celery.signals import worker_ready

from hotelpms.celery import app

logger = logging.getLogger(__name__)

AGAIN_AFTER = 5.0
# One process, with nobody left behind when it is killed.
ARGUMENTS = ("--pool", "solo", "--without-mingle", "--without-gossip", "--loglevel", "INFO")


def main() -> None:
    """Work until stopped."""
    worker_ready.connect(start_beat)
    app.worker_main(["--quiet", "worker", *ARGUMENTS])


def start_beat(**_told: object) -> None:
    threading.Thread(target=keep_beating, name="beat", daemon=True).start()


def keep_beating() -> None:
    """Ring what is due, for ever; a database that was locked or away ends nothing."""
    while True:
        try:
            beat.Service(app, scheduler_cls=app.conf.beat_scheduler).start()
        except Exception:
            logger.exception("beat_broke_off")
        time.sleep(AGAIN_AFTER)


if __name__ == "__main__":
    main()
