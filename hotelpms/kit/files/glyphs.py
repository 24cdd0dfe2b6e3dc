"""Which characters the fonts of this computer can't print; paper shows an empty box for them.

Pango is asked, which draws the papers: it looks through every installed font.
"""

import ctypes
import unicodedata
from collections.abc import Callable
from ctypes import c_char_p, c_int, c_void_p
from functools import lru_cache
from threading import Lock

# Unicode's names for what is written without a glyph: controls, formats, separators.
WITHOUT_GLYPH = {"Cc", "Cf", "Zs", "Zl", "Zp"}

# Pango's font map is shared by the threads of a process.
_one_at_a_time = Lock()


def unprintable(*texts: str) -> str:
    """Return the characters of the texts that no installed font has, each once, in their order.

    Empty where all can be printed, and where nothing can, because Pango itself is missing.
    """
    # Latin letters are in every font, and most texts have no others.
    asked = dict.fromkeys(mark for text in texts for mark in text if ord(mark) > 0x17F)
    return "".join(mark for mark in asked if _is_missing(mark))


@lru_cache(maxsize=4096)
def _is_missing(mark: str) -> bool:
    if unicodedata.category(mark) in WITHOUT_GLYPH:
        return False
    count = _counter()
    if count is None:
        return False
    with _one_at_a_time:
        return count(mark) > 0


@lru_cache(maxsize=1)
def _counter() -> Callable[[str], int] | None:
    """Return what counts the glyphs that are missing for a text; None without Pango."""
    try:
        pango = ctypes.CDLL("libpango-1.0.so.0")
        ft2 = ctypes.CDLL("libpangoft2-1.0.so.0")
    except OSError:
        return None
    ft2.pango_ft2_font_map_new.restype = c_void_p
    pango.pango_font_map_create_context.restype = c_void_p
    pango.pango_font_map_create_context.argtypes = [c_void_p]
    pango.pango_layout_new.restype = c_void_p
    pango.pango_layout_new.argtypes = [c_void_p]
    pango.pango_layout_set_text.argtypes = [c_void_p, c_char_p, c_int]
    pango.pango_layout_get_unknown_glyphs_count.argtypes = [c_void_p]
    # Made once for the process and never given back.
    context = pango.pango_font_map_create_context(ft2.pango_ft2_font_map_new())
    layout = pango.pango_layout_new(context)

    def count(text: str) -> int:
        octets = text.encode("utf-8", "replace")
        pango.pango_layout_set_text(layout, octets, len(octets))
        return int(pango.pango_layout_get_unknown_glyphs_count(layout))

    return count
