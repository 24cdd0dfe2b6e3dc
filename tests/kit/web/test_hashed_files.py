"""What production serves: each script names its modules by the hash of what is in them."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from pytest_django import Settings

IMPORT = re.compile(r'(?:from|import) "(\.[^"]+)"')
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture
def collected(tmp_path: Path, settings: Settings) -> Path:
    """The folder of our own files as production serves them."""
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    # A new dictionary: one changed in place would stay changed for the tests that follow.
    hashed = {"BACKEND": "hotelpms.kit.web.hashed_files.HashedFiles"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_modules_are_imported_by_names_that_change_with_them(collected: Path) -> None:
    entry = collected / staticfiles_storage.stored_name("js/plan.js")
    found, waiting = {entry}, [entry]
    while waiting:
        script = waiting.pop()
        parts = {(script.parent / name).resolve() for name in IMPORT.findall(script.read_text())}
        waiting += parts - found
        found |= parts

    assert len(found) > 10
    assert [path.name for path in found if not HASHED.search(path.name)] == []
    assert all(path.is_file() for path in found)


def test_a_sheet_holds_what_it_imports_in_the_same_layers(collected: Path) -> None:
    """A page asks for one style sheet of its frame instead of thirty."""
    sheet = (collected / staticfiles_storage.stored_name("css/app.css")).read_text()
    source = (settings.BASE_DIR / "static" / "css" / "app.css").read_text()
    parts = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\);', source)

    assert len(parts) > 20
    assert "@import" not in sheet
    assert sheet.index("@layer tokens, base,") < sheet.index("@layer tokens {")
    for name, layer in parts:
        text = (settings.BASE_DIR / "static" / "css" / name).read_text()
        assert f"@layer {layer} {{\n{text}}}" in sheet, name


def test_no_sheet_names_a_file_by_where_the_sheet_lies() -> None:
    """Inside another sheet the address would lead elsewhere."""
    sheets = (settings.BASE_DIR / "static" / "css").rglob("*.css")

    named = {path.name for path in sheets if re.search(r"(?<!@import )url\(", path.read_text())}

    assert named == set()
