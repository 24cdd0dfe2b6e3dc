"""Ports for the servers that tests start, below the range that the kernel hands out itself."""

import os
import random
import socket

FIRST, PER_WORKER, WORKERS = 20000, 200, 60


def free_port() -> int:
    """Return an unused port from the share of this worker, so that no two choose the same."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = FIRST + worker % WORKERS * PER_WORKER
    for port in random.sample(range(first, first + PER_WORKER), PER_WORKER):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("No port is free.")
