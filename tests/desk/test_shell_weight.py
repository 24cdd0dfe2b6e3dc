"""The shell is loaded by every page of the staff, so it may not grow unnoticed."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
MOST_BYTES = 60_000
IMPORT = re.compile(r'@import url\("([^"]+)"\)')


def style_sheets() -> list[Path]:
    app = STATIC / "css/app.css"
    return [app, *(app.parent / name for name in IMPORT.findall(app.read_text()))]


def scripts() -> list[Path]:
    base = (Path(settings.BASE_DIR) / "templates/base.html").read_text()
    return [STATIC / name for name in re.findall(r"{% static '(js/[^']+)' %}", base)]


@pytest.mark.parametrize("files", [style_sheets, scripts])
def test_the_shell_weighs_less_than_sixty_kilobytes_before_compression(files):
    weights = {path.name: path.stat().st_size for path in files()}

    assert len(weights) > 2
    assert sum(weights.values()) < MOST_BYTES, weights


def test_every_component_is_in_the_shell_or_brings_its_layer_along():
    loaded = set(style_sheets())
    alone = [path for path in (STATIC / "css/components").glob("*.css") if path not in loaded]

    assert alone
    assert [path.name for path in alone if "@layer components {" not in path.read_text()] == []
