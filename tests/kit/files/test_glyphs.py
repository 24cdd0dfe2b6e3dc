"""Which letters this computer can put on paper."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from hotelpms.kit.files import glyphs
from hotelpms.kit.files.glyphs import unprintable

ONLY_DEJAVU = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{cache}</cachedir></fontconfig>
"""
NAMES = ("Ana Šárka Özil", "王小明", "田中さん", "한지민", "สมชาย", "محمد", "Γιώργος")


@pytest.mark.needs_pango
def test_the_fonts_that_we_ask_for_print_the_names_of_the_world() -> None:
    """B5: Chinese, Japanese, Korean, Thai, Arabic and Greek names."""
    assert unprintable(*NAMES) == ""


@pytest.mark.needs_pango
def test_a_letter_without_a_font_is_named_once_in_the_order_of_the_text() -> None:
    # No font has what no alphabet uses.
    assert unprintable("a\U0003fffd王\U0003fffc", "\U0003fffd") == "\U0003fffd\U0003fffc"


@pytest.mark.needs_pango
def test_what_has_no_shape_of_its_own_is_no_box() -> None:
    assert unprintable("\u200e\u2009\u00ad\u3000\n", "") == ""


@pytest.mark.needs_pango
def test_without_the_fonts_the_names_are_told(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(ONLY_DEJAVU.format(cache=tmp_path))
    code = f"from hotelpms.kit.files.glyphs import unprintable; print(unprintable(*{NAMES!r}))"

    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=os.environ | {"FONTCONFIG_FILE": str(config), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=30,
    )

    assert told.stdout.strip() == "王小明田中さん한지민สมชาย"


def test_without_pango_nothing_is_said_of_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", gone)
    glyphs._counter.cache_clear()
    glyphs._is_missing.cache_clear()
    try:
        assert unprintable("\U0003fffd") == ""
    finally:
        glyphs._counter.cache_clear()
        glyphs._is_missing.cache_clear()
