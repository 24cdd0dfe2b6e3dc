"""docker-compose.yml and .env.example against the published schema and the settings."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

COMPOSE = settings.BASE_DIR / "docker-compose.yml"
EXAMPLE = settings.BASE_DIR / ".env.example"
# What docker compose itself needs to know, beside what the project reads.
OF_COMPOSE = {"POSTGRES_PASSWORD", "WORKERS"}


def test_the_compose_file_follows_the_published_schema() -> None:
    assert schema_verdict(COMPOSE) == 0


def test_the_schema_check_notices_a_broken_file(tmp_path: Path) -> None:
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(COMPOSE.read_text().replace("healthcheck:", "healtcheck:", 1))

    assert schema_verdict(broken) == 1


def schema_verdict(path: Path) -> int:
    command = ("-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec")
    return subprocess.run([sys.executable, *command, path], timeout=60, check=False).returncode


def test_the_example_explains_exactly_what_is_read() -> None:
    explained = set(re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE))

    assert explained == settings.VARIABLES | OF_COMPOSE


def test_every_variable_of_the_example_has_its_explanation_above() -> None:
    lines = EXAMPLE.read_text().splitlines()
    for number, line in enumerate(lines):
        if re.match(r"#?[A-Z][A-Z_]+=", line) and not line.startswith("#REDIS_URL"):
            assert lines[number - 1].startswith("# "), line


def test_the_compose_file_asks_for_and_sets_known_variables_only() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE.read_text()))

    assert asked <= settings.VARIABLES | OF_COMPOSE


@pytest.mark.parametrize("name", ["migrate", "web", "worker", "beat"])
def test_each_of_our_services_runs_production_with_known_settings(name: str) -> None:
    service = yaml.safe_load(COMPOSE.read_text())["services"][name]

    assert service["environment"]["HOTELPMS_EDITION"] == "production"
    assert set(service["environment"]) <= settings.VARIABLES


def test_every_start_brings_tables_and_hotels_up_to_the_version() -> None:
    services = yaml.safe_load(COMPOSE.read_text())["services"]

    assert services["migrate"]["command"] == ["python", "manage.py", "upgrade"]
    assert "migrate" in services["web"]["depends_on"]


def test_only_the_mail_catcher_waits_for_its_profile() -> None:
    services = yaml.safe_load(COMPOSE.read_text())["services"]

    assert {name for name, service in services.items() if "profiles" in service} == {"mail"}


def test_the_image_runs_without_root_and_holds_hashed_static_files() -> None:
    text = (settings.BASE_DIR / "Dockerfile").read_text()

    assert re.search(r"^USER hotelpms$", text, re.MULTILINE)
    assert "collectstatic --noinput" in text
