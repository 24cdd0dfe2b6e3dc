"""What is said of stays in words, in the active language, on pages and papers alike."""

from django.utils.translation import ngettext


def persons(adults: int, children: int = 0, babies: int = 0) -> str:
    """Say who comes: "2 adults, 1 child". Adults are always said, the others when there are any."""
    parts = [ngettext("%(n)d adult", "%(n)d adults", adults) % {"n": adults}]
    if children:
        parts.append(ngettext("%(n)d child", "%(n)d children", children) % {"n": children})
    if babies:
        parts.append(ngettext("%(n)d baby", "%(n)d babies", babies) % {"n": babies})
    return ", ".join(parts)
