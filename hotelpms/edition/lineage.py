"""Ending with the parent, also when it was killed without a chance to say so (Linux only).

The kernel sends the chosen signal when the parent is gone; a process that was orphaned before
it could ask for that ends itself at once.
"""

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def end_with(parent: int, by: signal.Signals) -> None:
    """Ask the kernel to send `by` to this process when `parent`, its parent now, ends."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(by), 0, 0, 0)
    except AttributeError:
        return  # not Linux: an ordinary stop still reaches every child
    if os.getppid() != parent:
        os.kill(os.getpid(), by)


def ending_with_me(by: signal.Signals) -> Callable[[], None]:
    """What a child calls between fork and exec."""
    me = os.getpid()
    return lambda: end_with(me, by)
