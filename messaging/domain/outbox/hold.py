"""All outgoing mail of the installation held, as after a restore: what was sent since waits again.

A file in the data folder, not a row: rows that are restored can't take it away, it can stand there
before they come, and every worker sees it without asking a database (ADR 28).
"""

import logging
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

FILE_NAME = "mails.held"
WORDS = "No mail leaves while this file is here. `manage.py release_mails` takes it away.\n"


def hold() -> None:
    """Let no mail leave from now on, whatever is restarted; what is in hand ends within seconds.

    The test of a sender account still leaves: a person waits for it.
    """
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(WORDS)
        logger.warning("mails_held")


def release() -> bool:
    """Let mails leave again; False when they were not held. Workers see it within seconds."""
    if since() is None:
        return False
    _path().unlink(missing_ok=True)
    logger.warning("mails_released")
    return True


def since() -> datetime | None:
    """Return since when mails are held, None when they leave. No query."""
    try:
        return datetime.fromtimestamp(_path().stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def _path() -> Path:
    return Path(settings.DATA_DIR) / FILE_NAME
