"""A worker of the outbox as a process of its own, for tests that kill it.

`python -m tests.faults.dispatch_worker SECONDS_AHEAD`: sends until nothing waits. Its clock
runs ahead, so that a restarted worker finds the leases of the dead one ended at once.
"""

import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from hotelpms.kit import clock  # noqa: E402 - apps must be loaded first
from messaging.domain.delivery import batches  # noqa: E402
from messaging.domain.worker import dispatch  # noqa: E402


def main(ahead: timedelta) -> None:
    def now() -> Any:
        return clock.now() + ahead

    batches.sweep(now())
    dispatch.run(now=now)


if __name__ == "__main__":
    main(timedelta(seconds=float(sys.argv[1])))
