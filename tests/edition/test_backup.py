"""scripts/backup.sh and scripts/restore.sh on SQLite, and by docker compose as far as it goes."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings

from messaging.domain.outbox import hold
from tests.database import postgres_template
from tests.edition.production import new_database

# What the scripts say to docker, done here: the containers are folders and PostgreSQL's programs.
DOCKER = """#!/bin/bash
echo "$*" >>"$TOLD"
case "$*" in
  "compose stop "*) ;;
  "compose exec -T postgres env PGUSER=hotelpms PGDATABASE=hotelpms "*)
    shift 7; PGUSER=$USER_OF_ROWS PGDATABASE=$NAME_OF_ROWS exec "$@" ;;
  "compose run --rm -T --no-deps web python "*) ;;
  "compose run --rm -T --no-deps web "*) shift 6; exec "${@//\\/data/$DATA_OF_CONTAINER}" ;;
  *) exit 9 ;;
esac
"""


def run(script: str, *arguments: object, **variables: object) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOTELPMS_ENV_FILE": os.devnull}
    return subprocess.run(
        [settings.BASE_DIR / "scripts" / script, *(str(one) for one in arguments)],
        env=environment | {name: str(value) for name, value in variables.items()},
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )


def names(file: Path) -> list[str]:
    with sqlite3.connect(file) as rows:
        return [row[0] for row in rows.execute("SELECT name FROM django_migrations LIMIT 1")]


@pytest.fixture
def data(tmp_path: Path, migrated_file: Path) -> Path:
    """The data folder of an embedded installation with one document."""
    folder = tmp_path / "data"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "invoice.pdf").write_text("paper")
    shutil.copy(migrated_file, folder / "hotelpms.sqlite3")
    return folder


def test_an_embedded_house_is_backed_up_and_stands_again(data: Path, tmp_path: Path) -> None:
    """M26, L8"""
    kept = tmp_path / "kept"
    made = run("backup.sh", "--keep", 2, kept, HOTELPMS_DATA=data)

    assert made.returncode == 0, made.stderr
    backup = Path(made.stdout.strip())
    assert {path.name: path.stat().st_mode & 0o777 for path in backup.iterdir()} == dict.fromkeys(
        ("rows.sqlite3", "media.tar.gz", "SHA256SUMS"), 0o600
    )

    before = names(data / "hotelpms.sqlite3")
    with sqlite3.connect(data / "hotelpms.sqlite3") as rows:
        rows.execute("DROP TABLE django_migrations")
    shutil.rmtree(data / "media")

    told = run("restore.sh", backup, HOTELPMS_DATA=data)

    assert told.returncode == 0, told.stderr
    assert names(data / "hotelpms.sqlite3") == before
    assert (data / "media" / "invoice.pdf").read_text() == "paper"
    assert (data / hold.FILE_NAME).exists()


def test_a_house_without_documents_is_backed_up_and_old_backups_go(
    data: Path, tmp_path: Path
) -> None:
    """M26: the folder is made with the first document."""
    shutil.rmtree(data / "media")
    kept = tmp_path / "kept"
    for old in ("2027-05-08T013000Z", "2027-05-09T013000Z", "mine"):
        (kept / old).mkdir(parents=True)

    made = run("backup.sh", "--keep", 2, kept, HOTELPMS_DATA=data)

    assert made.returncode == 0, made.stderr
    # The clock of the machine is before 2027 or after: two are left in any case, and what is ours.
    assert len(list(kept.glob("*Z"))) == 2
    assert (kept / "mine").is_dir()


def test_a_damaged_backup_and_a_running_house_change_nothing(data: Path, tmp_path: Path) -> None:
    backup = Path(run("backup.sh", tmp_path / "kept", HOTELPMS_DATA=data).stdout.strip())
    before = (data / "hotelpms.sqlite3").read_bytes()

    with (data / "children.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = run("restore.sh", backup, HOTELPMS_DATA=data)
    assert (told.returncode, "it still runs" in told.stderr) == (1, True)

    with (backup / "rows.sqlite3").open("ab") as file:
        file.write(b"x")
    told = run("restore.sh", backup, HOTELPMS_DATA=data)
    assert (told.returncode, "the backup is damaged" in told.stderr) == (1, True)

    assert (data / "hotelpms.sqlite3").read_bytes() == before
    assert not (data / hold.FILE_NAME).exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [((), "say into which folder"), (("--keep", "0", "x"), "--keep takes"), (("-x",), "unknown")],
)
def test_a_wrong_call_says_what_is_missing(
    tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    told = run("backup.sh", *arguments, HOTELPMS_DATA=tmp_path)

    assert (told.returncode, sentence in told.stderr) == (1, True)


@pytest.mark.needs_postgres
def test_containers_are_backed_up_from_outside_and_stand_still_for_a_restore(
    tmp_path: Path,
) -> None:
    docker = tmp_path / "bin" / "docker"
    docker.parent.mkdir()
    docker.write_text(DOCKER)
    docker.chmod(0o755)
    volume = tmp_path / "volume"
    volume.mkdir()
    with new_database(postgres_template()) as address:
        parts = urlsplit(address)
        variables = {
            "PATH": f"{docker.parent}:{os.environ['PATH']}",
            "TOLD": tmp_path / "told",
            "DATA_OF_CONTAINER": volume,
            "USER_OF_ROWS": parts.username,
            "NAME_OF_ROWS": parts.path.strip("/"),
            "PGHOST": parts.hostname,
            "PGPORT": parts.port or 5432,
            "PGPASSWORD": parts.password or "",
        }
        made = run("backup.sh", "--compose", tmp_path / "kept", **variables)
        assert made.returncode == 0, made.stderr

        restored = run("restore.sh", "--compose", made.stdout.strip(), **variables)
        assert restored.returncode == 0, restored.stderr

        with psycopg2.connect(address) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")
            assert cursor.fetchone() > (10,)
    lines = (tmp_path / "told").read_text().splitlines()
    stopped = lines.index("compose stop web worker beat")
    assert lines[stopped + 1] == "compose run --rm -T --no-deps web python manage.py hold_mails"
