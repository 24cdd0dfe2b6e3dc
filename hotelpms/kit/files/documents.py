"""Documents: stored once under the hash of their content, checked at every reading.

A row is frozen by trigger, a file is read-only on disk. Equal contents share one file.
A file whose transaction rolled back stays behind unseen; it harms nothing.
"""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.errors import Refused
from hotelpms.kit.models import Document

__all__ = ["Document", "DocumentDamaged", "DocumentMissing", "path_of", "read", "store"]


class DocumentMissing(Refused):
    """The row is there, its file is not."""

    def __init__(self) -> None:
        super().__init__(_("The file of this document is missing from the store."))


class DocumentDamaged(Refused):
    """The file no longer has the hash that was recorded when it was stored."""

    def __init__(self) -> None:
        super().__init__(_("The file of this document was changed after it was stored."))


def store(
    *, hotel_id: int | None, kind: str, name: str, content: bytes, content_type: str, at: datetime
) -> Document:
    """Keep the bytes for good and return their row; `kind` is a word such as "invoice"."""
    sha256 = hashlib.sha256(content).hexdigest()
    _write_once(path_of(sha256), content)
    return Document.objects.create(
        hotel_id=hotel_id,
        kind=kind,
        name=name,
        content_type=content_type,
        size=len(content),
        sha256=sha256,
        created_at=at,
    )


def read(document: Document) -> bytes:
    """Return the stored bytes. Raises DocumentMissing, or DocumentDamaged when the hash differs."""
    try:
        content = path_of(document.sha256).read_bytes()
    except OSError as error:
        # Not there, or not to be read now: a folder that is not mounted yet looks like this.
        raise DocumentMissing from error
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise DocumentDamaged
    return content


def path_of(sha256: str) -> Path:
    """Return where the bytes with this hash lie."""
    return Path(settings.MEDIA_ROOT) / "documents" / sha256[:2] / sha256


def _write_once(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written beside and linked into place: a reader never sees half a file, and of two
    # writers of the same content the second finds it done.
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, 0o440)
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        # Whatever happened, also on a full disk: no draft stays behind.
        os.unlink(draft)
