"""{% lucide "bed" size=16 %}, drawn once for each name and size: a long page shows thousands.

Stands in for the tag of the library `lucide` (settings.TEMPLATES), which copies a tree of XML each
time and so took half of the time of such a page.
"""

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide as drawing

register = template.Library()


@register.simple_tag
def lucide(name: str, *, size: int | None = 24, **attributes: object) -> SafeString:
    """Return the icon as SVG; attributes such as aria_hidden="true" are written on it."""
    return _drawn(str(name), size, tuple(attributes.items()))


@lru_cache(maxsize=1_000)
def _drawn(name: str, size: int | None, attributes: tuple[tuple[str, object], ...]) -> SafeString:
    return SafeString(drawing(name, size=size, **dict(attributes)))
