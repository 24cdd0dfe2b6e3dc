"""Nobody else on the machine may look into the data folder (trial, security D9)."""

import stat
from pathlib import Path

import pytest

from hotelpms.edition.folder import DataFolder


@pytest.mark.parametrize("is_there", [False, True])
def test_the_data_folder_is_closed_to_others(tmp_path: Path, is_there: bool) -> None:
    path = tmp_path / "data"
    if is_there:
        path.mkdir(mode=0o755)

    DataFolder(path).release()

    assert stat.S_IMODE(path.stat().st_mode) == 0o700
