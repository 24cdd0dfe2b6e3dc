"""Many at once: each rival works in a thread with a connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

SECONDS = 60


def compete(count: int, act: Callable[[int], object]) -> list[object]:
    """Let `act(number)` run in `count` threads that start together; return what each gave.

    What a rival raises is returned in its place.
    """
    gate = threading.Barrier(count, timeout=SECONDS)

    def run(number: int) -> object:
        try:
            gate.wait()
            return act(number)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=count) as pool:
        return list(pool.map(run, range(count), timeout=SECONDS))
