"""The rights stand in one enum, and whoever asks for one asks for its member."""

import ast
from pathlib import Path

from django.conf import settings

from hotelpms.hotels.enums import Right

HERE = settings.BASE_DIR / "hotelpms" / "hotels" / "enums.py"


def spelt_in(path: Path) -> list[str]:
    """Return the strings of a module that are the value of a right."""
    return [
        f"{path.relative_to(settings.BASE_DIR)}:{node.lineno}: {node.value}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and node.value in set(Right)
    ]


def test_no_right_is_spelt_as_a_string_outside_the_enum() -> None:
    folders = {app.split(".")[0] for app in settings.OURS}
    paths = [path for name in folders for path in (settings.BASE_DIR / name).rglob("*.py")]

    assert len(spelt_in(HERE)) == len(Right)
    assert [found for path in paths if path != HERE for found in spelt_in(path)] == []


def test_no_template_asks_for_a_right_by_its_name() -> None:
    templates = [path for path in (settings.BASE_DIR / "templates").rglob("*") if path.is_file()]

    assert [
        (path.name, right.value)
        for path in templates
        for right in Right
        if f'"{right}"' in path.read_text() or f"'{right}'" in path.read_text()
    ] == []


def test_every_right_is_named_after_its_value() -> None:
    assert [right for right in Right if right.name != right.value.replace(".", "_").upper()] == []
