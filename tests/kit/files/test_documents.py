import errno
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from hotelpms.kit.files import documents
from hotelpms.kit.files.documents import DocumentDamaged, DocumentMissing

AT = datetime(2027, 5, 10, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store_folder(settings: Settings, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def store(content: bytes = b"%PDF-1", hotel_id: int = 1) -> Any:
    return documents.store(
        hotel_id=hotel_id,
        kind="invoice",
        name="2027-000001.pdf",
        content=content,
        content_type="application/pdf",
        at=AT,
    )


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_stored_is_read_again(store_folder: Any) -> None:
    document = store()

    assert documents.read(document) == b"%PDF-1"
    assert document.sha256 == hashlib.sha256(b"%PDF-1").hexdigest()
    assert (document.size, document.hotel_id, document.created_at) == (6, 1, AT)


def test_equal_contents_share_one_read_only_file_and_have_two_rows(store_folder: Any) -> None:
    first, second = store(), store(hotel_id=2)

    assert first.pk != second.pk

    (only,) = files(store_folder)

    assert only.name == first.sha256
    assert oct(os.stat(only).st_mode)[-3:] == "440"


def test_a_changed_file_is_noticed(store_folder: Any) -> None:
    document = store()
    (path,) = files(store_folder)
    path.chmod(0o600)
    path.write_bytes(b"%PDF-2")
    with pytest.raises(DocumentDamaged):
        documents.read(document)


def test_a_lost_file_is_named(store_folder: Any) -> None:
    document = store()
    (path,) = files(store_folder)
    path.unlink()
    with pytest.raises(DocumentMissing):
        documents.read(document)


def test_an_empty_document_is_a_document() -> None:
    assert documents.read(store(content=b"")) == b""


def test_a_full_disk_leaves_no_draft_behind(
    store_folder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        store()

    assert files(store_folder) == []


def test_a_file_that_cannot_be_read_now_counts_as_missing(store_folder: Any) -> None:
    """A folder stands in its place, as when a volume is not mounted."""
    document = store()
    path = documents.path_of(document.sha256)
    path.unlink()
    path.mkdir()

    with pytest.raises(DocumentMissing):
        documents.read(document)
