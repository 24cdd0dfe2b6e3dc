"""The shell is loaded by every page of the staff, so it may not grow unnoticed."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from hotelpms.desk import shell
from hotelpms.hotels.enums import Role
from tests.factories.hotels import MembershipFactory, OpenHotelFactory

STATIC = Path(settings.BASE_DIR) / "static"
# Compressed, as they travel: the sources are laid out for readers.
MOST_BYTES = 25_000
SCRIPT = re.compile(r'<script[^>]*\ssrc="/static/([^"]+)"')
IMPORT = re.compile(r'@import url\("([^"]+)"\)')
MODULE = re.compile(r'^(?:import|\} from|import .* from) "(\.[^"]+)"', re.MULTILINE)


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))


def style_sheets() -> list[Path]:
    app = STATIC / "css/app.css"
    return [app, *(app.parent / name for name in IMPORT.findall(app.read_text()))]


def scripts() -> list[Path]:
    base = (Path(settings.BASE_DIR) / "templates/base.html").read_text()
    return with_modules(re.findall(r"{% static '(js/[^']+)' %}", base))


def with_modules(names: list[str]) -> list[Path]:
    """The scripts and every module that they load, each once."""
    found: list[Path] = []
    waiting = [STATIC / name for name in names]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.append(path)
            waiting += [(path.parent / name).resolve() for name in MODULE.findall(path.read_text())]
    return found


@pytest.mark.parametrize("files", [style_sheets, scripts])
def test_the_shell_weighs_less_than_twenty_five_kilobytes(files: Callable[..., Any]) -> None:
    weights = {str(path.relative_to(STATIC)): weight(path) for path in files()}

    assert len(weights) > 2
    assert sum(weights.values()) < MOST_BYTES, weights


def test_every_component_is_in_the_shell_or_brings_its_layer_along() -> None:
    loaded = set(style_sheets())
    alone = [path for path in (STATIC / "css/components").glob("*.css") if path not in loaded]

    assert alone
    assert [path.name for path in alone if "@layer components {" not in path.read_text()] == []


@pytest.mark.django_db
def test_no_page_of_the_navigation_adds_more_than_twenty_five_kilobytes_of_its_own(
    client: Client,
) -> None:
    hotel = OpenHotelFactory(code="grand")
    client.force_login(MembershipFactory(hotel=hotel, role=Role.CLIENT_ADMIN).user)
    of_shell = set(scripts())
    for entry in (*shell.NAV[:-1], *shell.PAGES):
        html = client.get(shell.address(entry.name, hotel)).content.decode()
        ours = with_modules([name for name in SCRIPT.findall(html) if "htmx" not in name])
        own = [path for path in ours if path not in of_shell]

        assert sum(weight(path) for path in own) < MOST_BYTES, entry.name
