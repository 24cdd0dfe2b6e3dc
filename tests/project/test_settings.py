"""The settings are read by a fresh interpreter, as a start does."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from hotelpms.catalogues import refuse_uncompiled

READ = """
import json
from hotelpms import settings as s
print(json.dumps({
    "secure": s.SESSION_COOKIE_SECURE, "hosts": s.ALLOWED_HOSTS, "public": s.PUBLIC_URL,
    "engine": s.DATABASES["default"]["ENGINE"], "broker": s.CELERY_BROKER_URL, "debug": s.DEBUG,
    "static": s.STORAGES["staticfiles"]["BACKEND"].rpartition(".")[2],
}))
"""
PRODUCTION = {
    "HOTELPMS_EDITION": "production",
    "SECRET_KEY": "x7Kq" + "abcdefghijklmnop" * 4,
    "LINK_KEYS": "m3Zt" + "qrstuvwxyzabcdef" * 4,
    "FIELD_KEYS": Fernet.generate_key().decode(),
    "ALLOWED_HOSTS": "pms.example.com",
    "PUBLIC_URL": "https://pms.example.com",
    "DATABASE_URL": "postgresql://pms@db/pms",
    "REDIS_URL": "redis://redis",
}


def read(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOTELPMS_DATA": str(tmp_path / "data")}
    environment["HOTELPMS_ENV_FILE"] = os.devnull
    return subprocess.run(
        [sys.executable, "-c", READ],
        cwd=settings.BASE_DIR,
        env=environment | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_embedded_edition_needs_no_variable_at_all(tmp_path: Path) -> None:
    values = json.loads(read(tmp_path, PORT="8123").stdout)

    assert values == {
        "secure": False,
        "hosts": ["127.0.0.1", "localhost", "127.0.0.1", "[::1]"],
        "public": "http://127.0.0.1:8123",
        "engine": "django.db.backends.sqlite3",
        "broker": "filesystem://",
        "debug": False,
        "static": "StaticFilesStorage",
    }


def test_production_starts_with_all_it_needs(tmp_path: Path) -> None:
    values = json.loads(read(tmp_path, **PRODUCTION).stdout)

    assert values == {
        "secure": True,
        "hosts": ["pms.example.com", "pms.example.com", "localhost", "127.0.0.1", "[::1]"],
        "public": "https://pms.example.com",
        "engine": "django.db.backends.postgresql",
        "broker": "redis://redis",
        "debug": False,
        "static": "HashedFiles",
    }
    assert not (tmp_path / "data" / "keys.json").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY must be a random text of 50 characters or more."),
        ({"LINK_KEYS": ""}, "LINK_KEYS must hold at least one random text."),
        ({"FIELD_KEYS": ""}, "FIELD_KEYS must hold at least one Fernet key."),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must list the host names of this installation."),
        ({"PUBLIC_URL": ""}, "PUBLIC_URL must be the https:// address that guests open."),
        (
            {"PUBLIC_URL": "http://pms.example.com"},
            "PUBLIC_URL must be the https:// address that guests open.",
        ),
        ({"DATABASE_URL": ""}, "DATABASE_URL and REDIS_URL are needed in production."),
        ({"REDIS_URL": ""}, "DATABASE_URL and REDIS_URL are needed in production."),
        ({"HOTELPMS_DEBUG": "1"}, "HOTELPMS_DEBUG shows secrets and is refused in production."),
        ({"HOTELPMS_EDTION": "x"}, "Unknown variables: HOTELPMS_EDTION."),
        ({"HOTELPMS_EDITION": "prod"}, "HOTELPMS_EDITION must be one of: embedded, production."),
    ],
)
def test_production_refuses_to_start_and_says_why(
    tmp_path: Path, change: dict[str, str], message: str
) -> None:
    result = read(tmp_path, **(PRODUCTION | change))

    assert result.returncode == 1
    assert result.stderr.strip().endswith(f"ImproperlyConfigured: {message}")


def test_production_may_be_tried_out_on_this_machine_without_tls(tmp_path: Path) -> None:
    values = json.loads(
        read(tmp_path, **PRODUCTION | {"PUBLIC_URL": "http://127.0.0.1:8001"}).stdout
    )

    assert values["secure"] is False


def test_production_is_read_from_a_file_by_every_process(tmp_path: Path) -> None:
    """L7: `.env` is in force without a shell that reads it."""
    file = tmp_path / "env"
    file.write_text("".join(f"{name}={value}\n" for name, value in PRODUCTION.items()))

    told = read(tmp_path, HOTELPMS_ENV_FILE=str(file), PUBLIC_URL="https://other.example.com")

    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout)["public"] == "https://other.example.com"
    assert json.loads(told.stdout)["engine"].endswith("postgresql")


def test_texts_that_are_not_compiled_stop_the_start(tmp_path: Path) -> None:
    """L7: else English texts would be served as Turkish."""
    for name in ("cs", "tr"):
        (tmp_path / name / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / name / "LC_MESSAGES" / "django.po").touch()
    (tmp_path / "cs" / "LC_MESSAGES" / "django.mo").touch()

    with pytest.raises(ImproperlyConfigured, match=r"not compiled: tr\. Run scripts/catalogues"):
        refuse_uncompiled(tmp_path)


def test_the_server_refuses_to_serve_without_its_static_files(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOTELPMS_ENV_FILE": os.devnull}
    environment |= {"HOTELPMS_DATA": str(tmp_path), "HOTELPMS_STATIC": str(tmp_path / "none")}

    told = subprocess.run(
        [sys.executable, "-c", "import hotelpms.wsgi"],
        cwd=settings.BASE_DIR,
        env=environment | PRODUCTION,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert told.returncode == 1
    assert told.stderr.strip().endswith("run `manage.py collectstatic --noinput`.")
