"""docker-compose.yml and .env.example against the published schema and the settings."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from hotelpms.environment import load_file

COMPOSE = settings.BASE_DIR / "docker-compose.yml"
OWN = settings.BASE_DIR / "docker-compose.own.yml"
EXAMPLE = settings.BASE_DIR / ".env.example"
# What docker compose itself needs to know, beside what the project reads.
OF_COMPOSE = {"POSTGRES_PASSWORD", "WORKERS", "IMAGE_TAG", "COMPOSE_FILE"}


def services_of(path: Path) -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text())["services"]
    return services


@pytest.mark.parametrize("path", [COMPOSE, OWN], ids=lambda path: path.name)
def test_the_compose_files_follow_the_published_schema(path: Path) -> None:
    assert schema_verdict(path) == 0


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
    service = services_of(COMPOSE)[name]

    assert service["environment"]["HOTELPMS_EDITION"] == "production"
    assert set(service["environment"]) <= settings.VARIABLES


def test_every_start_brings_tables_and_hotels_up_to_the_version() -> None:
    services = services_of(COMPOSE)

    assert services["migrate"]["command"] == ["python", "manage.py", "upgrade"]
    assert "migrate" in services["web"]["depends_on"]


def test_only_the_mail_catcher_waits_for_its_profile() -> None:
    services = services_of(COMPOSE)

    assert {name for name, service in services.items() if "profiles" in service} == {"mail"}


def test_the_image_runs_without_root_and_holds_hashed_static_files() -> None:
    text = (settings.BASE_DIR / "Dockerfile").read_text()

    assert re.search(r"^USER hotelpms$", text, re.MULTILINE)
    assert "collectstatic --noinput" in text


def test_nothing_grows_without_end_and_nothing_gains_rights() -> None:
    """M23: logs are turned, memory has a limit, no process may become more than it is."""
    for name, service in services_of(COMPOSE).items():
        assert service["logging"]["options"].keys() == {"max-size", "max-file"}, name
        assert "mem_limit" in service, name
        assert service["security_opt"] == ["no-new-privileges:true"], name


def test_ours_write_into_their_volume_alone_and_the_image_has_a_name_for_each_version() -> None:
    for name in ("migrate", "web", "worker", "beat"):
        service = services_of(COMPOSE)[name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["image"] == "hotelpms:${IMAGE_TAG:-latest}"


def test_who_has_databases_starts_none_and_needs_no_password_for_one() -> None:
    """M24: docker-compose.own.yml puts them behind a profile, and nobody waits for them."""
    asleep = {name for name, service in services_of(OWN).items() if service["profiles"]}
    waits = {
        name: one.get("required", True)
        for service in services_of(COMPOSE).values()
        for name, one in service.get("depends_on", {}).items()
        if name in asleep
    }

    assert asleep == {"postgres", "redis"}
    assert waits == dict.fromkeys(asleep, False)
    assert "POSTGRES_PASSWORD:?" not in COMPOSE.read_text()


def test_the_example_is_read_as_it_stands() -> None:
    """A copy of it makes production ask for its secrets, wherever it is read."""
    variables: dict[str, str] = {}
    load_file(EXAMPLE, variables, is_wanted=True)

    assert variables["HOTELPMS_EDITION"] == "production"
    assert variables["SECRET_KEY"] == ""


def test_example_and_page_say_the_same_of_the_keys() -> None:
    """M27: nothing encrypts documents."""
    example = " ".join(EXAMPLE.read_text().replace("#", " ").split())
    page = (settings.BASE_DIR / "docs" / "operating.md").read_text()

    assert "documents and rows are not encrypted" in example
    assert re.search(
        r"^\| `FIELD_KEYS` \| stored passwords and keys, links in mails that wait", page, re.M
    )
