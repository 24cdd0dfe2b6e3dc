"""smtplib's client with a clock: a whole mail has one deadline, however slow the server.

A socket's time-out is per operation, so a server that sends a byte now and then could hold a
mail far longer than its lease. Here every read, write, handshake and address tried gets only
what is left. (The name server is asked by the system, with a limit of its own.)
"""

import io
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any

PIECE = 64 * 1024


class _Reader(io.RawIOBase):
    """Reads a socket, never longer than `left` says at that moment."""

    def __init__(self, sock: socket.socket, left: Callable[[], float]) -> None:
        self._sock, self._left = sock, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._left())
        return self._sock.recv_into(buffer)


class TimedSMTP(smtplib.SMTP):
    """Ends every step with TimeoutError at the limit, in seconds of the monotonic clock."""

    deadline = float("inf")
    limit = float("inf")

    def allow(self, seconds: float) -> None:
        """Give the next steps so many seconds, never more than are left until the deadline."""
        self.limit = min(time.monotonic() + seconds, self.deadline)

    def left(self) -> float:
        """Return the seconds until the limit. Raises TimeoutError when there are none."""
        seconds = self.limit - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("The time of this mail is over.")
        return seconds

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = io.BufferedReader(_Reader(self.sock, self.left))
        try:
            answer = super().getreply()
        except smtplib.SMTPServerDisconnected as error:
            # smtplib says so of a time-out as well.
            if time.monotonic() < self.limit:
                raise
            raise TimeoutError from error
        self._rewind()
        return answer

    def send(self, s: Any) -> None:
        """Write in pieces: over TLS the time-out of one write counts anew for the next."""
        content = memoryview(s.encode(self.command_encoding) if isinstance(s, str) else s)
        for start in range(0, len(content), PIECE):
            self.left()
            self._rewind()
            super().send(content[start : start + PIECE])

    def _rewind(self) -> None:
        """Let what follows on the bare socket, such as the TLS handshake, end in time too."""
        if self.sock is not None:
            self.sock.settimeout(max(self.limit - time.monotonic(), 0.001))

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        problem: OSError = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        for *_kind, address in socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM):
            try:
                return socket.create_connection((str(address[0]), port), min(timeout, self.left()))
            except OSError as error:
                problem = error
        raise problem


class TimedSMTPS(TimedSMTP):
    """The same over TLS from the first byte."""

    def __init__(self, *, context: ssl.SSLContext, local_hostname: str, timeout: float) -> None:
        self._context = context
        super().__init__(local_hostname=local_hostname, timeout=timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        bare = super()._get_socket(host, port, timeout)
        bare.settimeout(min(timeout, self.left()))
        return self._context.wrap_socket(bare, server_hostname=host)
