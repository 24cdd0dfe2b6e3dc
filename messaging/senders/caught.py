"""Keeps mails as .eml files in the data folder, where the desk shows them in the browser.

One file per Message-ID, written beside and moved into place: a reader never sees half a
mail, and the same mail sent again replaces its file.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from messaging.senders.base import AccountFailure, Envelope, Trouble


class CaughtSender:
    """A sender for demonstration and trial: nothing leaves the machine."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = Path(settings.CAUGHT_MAIL_DIR) if folder is None else folder

    def send(self, envelope: Envelope) -> str:
        """Keep the mail and return the name of its file."""
        name = file_name(envelope.message_id)
        try:
            self._write(self._folder / name, envelope.source)
        except OSError as error:
            raise AccountFailure(Trouble.FOLDER, os.strerror(error.errno or 0)) from error
        return name

    def close(self) -> None:
        """Nothing is open."""

    def _write(self, path: Path, source: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=self._folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(source)
            os.replace(draft, path)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise


def file_name(message_id: str) -> str:
    """Return the name of the file of a mail."""
    return f"{hashlib.sha256(message_id.encode()).hexdigest()[:32]}.eml"
