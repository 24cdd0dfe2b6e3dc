"""What the tracked files must not say, and how they are cut."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

APPS = sorted({app.split(".")[0] for app in settings.OURS})
NO_NAME = {"utils", "helpers", "helper", "common", "services", "managers", "misc"}
ADDRESSES = re.compile(r"pypi\.org|pythonhosted|index-url[ =]http|registry\.npmjs")
MACHINE = re.compile(r"""(?:^|[\s"'=(:])(?:/work/|/home/\w+/|/root/|/Users/|/tmp/\w+/)""")
SYSTEM_CLOCK = re.compile(r"timezone\.now|date\.today\(|datetime\.(?:now|today|utcnow)\(|auto_now")


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("this copy has no git history")
    paths = [settings.BASE_DIR / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(settings.BASE_DIR)}:{number}"
        for path in paths
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(errors="ignore").splitlines(), start=1)
        if pattern.search(line)
    ]


def sources() -> list[Path]:
    return [path for app in APPS for path in (settings.BASE_DIR / app).rglob("*.py")]


def test_no_tracked_file_names_a_package_registry() -> None:
    assert lines_with(ADDRESSES, tracked()) == []


def test_no_tracked_file_names_a_folder_of_somebodys_machine() -> None:
    assert lines_with(MACHINE, tracked()) == []


def test_the_lock_pins_every_package_with_hashes() -> None:
    for name in ("", "-dev", "-node", "-uv"):
        lines = (settings.BASE_DIR / f"requirements{name}.txt").read_text().splitlines()
        packages = [line for line in lines if re.match(r"[A-Za-z0-9]", line)]
        assert packages != []
        assert [line for line in packages if "==" not in line or not line.endswith("\\")] == []


def test_the_lock_of_npm_pins_every_package_with_a_hash_and_names_no_source() -> None:
    lock = json.loads((settings.BASE_DIR / "package-lock.json").read_text())
    packages = {name: about for name, about in lock["packages"].items() if name}

    assert packages != {}
    assert [name for name, about in packages.items() if "integrity" not in about] == []
    assert [name for name, about in packages.items() if "resolved" in about] == []


def test_only_the_clock_reads_the_clock() -> None:
    clock = settings.BASE_DIR / "hotelpms" / "kit" / "clock.py"
    paths = [path for path in sources() if path != clock and "migrations" not in path.parts]

    assert lines_with(SYSTEM_CLOCK, paths) == []


def test_no_module_is_named_after_nothing() -> None:
    assert [path for path in sources() if NO_NAME & {path.stem, *path.parts}] == []


def test_no_model_orders_its_rows_by_itself() -> None:
    models = [path for path in sources() if "models" in path.parts]

    assert lines_with(re.compile(r"^\s+ordering\s*="), models) == []


def test_every_text_file_ends_with_a_line_end() -> None:
    endings = {".py", ".md", ".html", ".css", ".js", ".toml", ".yml", ".txt"}
    texts = [path for path in tracked() if path.suffix in endings and path.stat().st_size]

    assert [path for path in texts if not path.read_bytes().endswith(b"\n")] == []
