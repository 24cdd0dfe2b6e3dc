"""What deploy/ offers to whoever runs it without containers, held against its readers."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.project.test_compose import COMPOSE, services_of

DEPLOY = settings.BASE_DIR / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
HTTP = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{ access_log off; client_body_temp_path {folder}; include {folder}/site.conf; }}
"""


def line(unit: str, name: str) -> str:
    text = (DEPLOY / "systemd" / unit).read_text()
    found = re.search(rf"^{name}=(.*)$", text, re.M)
    assert found is not None
    return found[1]


def run(*command: object) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.needs_systemd
def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    """L7: with programs that are there, because it asks for them too."""
    for unit in UNITS:
        text = re.sub(r"^(ExecStart=)/srv/\S+", r"\1/bin/true", unit.read_text(), flags=re.M)
        (tmp_path / unit.name.replace("@", "@1")).write_text(text)

    told = run("systemd-analyze", "verify", "--man=no", *sorted(tmp_path.iterdir()))

    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.needs_systemd
def test_the_check_of_units_notices_a_wrong_word(tmp_path: Path) -> None:
    unit = tmp_path / "a.service"
    unit.write_text("[Service]\nExecStart=/bin/true\nRestrat=always\n")

    assert "Restrat" in run("systemd-analyze", "verify", "--man=no", unit).stderr


@pytest.mark.parametrize("role", ["worker", "beat"])
def test_systemd_starts_what_compose_starts(role: str) -> None:
    unit = "hotelpms-worker@.service" if role == "worker" else "hotelpms-beat.service"
    started = line(unit, "ExecStart").replace(" --hostname worker%i@%%h", "").split()

    assert started == ["/srv/hotelpms/.venv/bin/celery", *services_of(COMPOSE)[role]["command"][1:]]


def test_image_and_unit_serve_in_the_same_way() -> None:
    image = (settings.BASE_DIR / "Dockerfile").read_text()

    assert '"gunicorn", "--config", "deploy/gunicorn.conf.py"' in image
    assert "gunicorn --config deploy/gunicorn.conf.py" in line("hotelpms-web.service", "ExecStart")


@pytest.mark.needs_nginx
def test_nginx_takes_the_server_block(tmp_path: Path) -> None:
    """M25: on ports that nobody has, with a certificate made for the test."""
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = run(
        *(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=pms.example.com",
        ),
        *("-keyout", key, "-out", certificate),
    )
    assert made.returncode == 0, made.stderr
    site = (DEPLOY / "nginx.conf").read_text()
    site = site.replace("/etc/letsencrypt/live/pms.example.com", str(tmp_path))
    (tmp_path / "site.conf").write_text(site.replace("listen 80;", "listen 8081;"))
    (tmp_path / "nginx.conf").write_text(HTTP.format(folder=tmp_path))

    told = run("nginx", "-t", "-q", "-c", tmp_path / "nginx.conf", "-p", tmp_path)

    assert told.returncode == 0, told.stderr


@pytest.mark.needs_caddy
def test_caddy_takes_its_file() -> None:
    """M25"""
    path = DEPLOY / "Caddyfile"
    told = run("caddy", "validate", "--adapter", "caddyfile", "--config", path)

    assert told.returncode == 0, told.stderr
    assert run("caddy", "fmt", path).stdout == path.read_text()


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_both_proxies_replace_what_a_stranger_may_say_of_himself(name: str) -> None:
    """M25: X-Forwarded-For decides over the lock-out, X-Forwarded-Proto over https."""
    text = (DEPLOY / name).read_text()

    assert re.search(r"X-Forwarded-For (\{remote_host\}|\$remote_addr;)", text)
    assert re.search(r"X-Forwarded-Proto (\{scheme\}|\$scheme;)", text)
    assert re.search(r"max_size 5MB|client_max_body_size 5m", text)


def test_scripts_of_the_operator_can_be_started() -> None:
    for name in ("backup.sh", "restore.sh"):
        path = settings.BASE_DIR / "scripts" / name
        assert path.stat().st_mode & 0o111
        assert run(shutil.which("bash"), "-n", path).returncode == 0
