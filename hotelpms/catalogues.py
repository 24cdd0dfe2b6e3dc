"""Whether the texts of every language are compiled; without them pages are English in disguise."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def refuse_uncompiled(folder: Path) -> None:
    """Raise ImproperlyConfigured for a language of `folder` whose texts were not compiled."""
    sources = sorted(folder.glob("*/LC_MESSAGES/django.po"))
    missing = [path.parent.parent.name for path in sources if not path.with_suffix(".mo").exists()]
    if missing:
        raise ImproperlyConfigured(
            f"The texts of these languages are not compiled: {', '.join(missing)}. "
            "Run scripts/catalogues.py with the Python of this installation."
        )
