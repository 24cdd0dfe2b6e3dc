"""No text without a translation: every catalogue is whole, agreed on and keeps its placeholders.

Compares `locale/` with the texts that stand in the code now, where gettext is installed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotelpms.settings")

from django.conf import settings  # noqa: E402 - only now are the settings found
from django.utils.translation import to_language, to_locale  # noqa: E402

SOURCES = sorted({app.split(".")[0] for app in settings.OURS} | {"templates"})
# The language of the code needs no catalogue.
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
# Context and text: what a catalogue tells messages apart by.
Key = tuple[str, str]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def main() -> int:
    """Print what is wrong with the catalogues; 1 when anything is."""
    wanted = texts_in_code() if shutil.which("xgettext") else set()
    if not wanted:
        print("gettext is not installed: the catalogues are not compared with the code.")
    faults = [fault for language in LANGUAGES for fault in faults_of(language, wanted)]
    faults += [f"{path.name}: not in LANGUAGES" for path in catalogues() if not is_ours(path)]
    print("\n".join(faults))
    return 1 if faults else 0


def texts_in_code() -> set[Key]:
    """Collect the texts as `make translations` does, but beside the project, changing nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            (copy / name).symlink_to(ROOT / name)
        (copy / "locale").mkdir()
        command = [sys.executable, str(ROOT / "manage.py"), "makemessages", "--locale", "en"]
        subprocess.run([*command, "--symlinks", "--verbosity", "0"], cwd=copy, check=True)
        with (copy / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
            return {key_of(message) for message in read_po(file) if message.id}


def catalogues() -> list[Path]:
    return sorted(path for path in (ROOT / "locale").iterdir() if path.is_dir())


def is_ours(catalogue: Path) -> bool:
    return to_language(catalogue.name) in LANGUAGES


def faults_of(language: str, wanted: set[Key]) -> list[str]:
    path = ROOT / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return [f"{language}: locale/{to_locale(language)} has no catalogue"]
    with path.open("rb") as file:
        catalogue = read_po(file, locale=to_locale(language))
    known = {key_of(message) for message in catalogue if message.id}
    uncollected = [f"not collected: {text[:70]!r}" for _context, text in sorted(wanted - known)]
    return [f"{language}: {fault}" for fault in [*uncollected, *faults_in(catalogue)]]


def faults_in(catalogue: Catalog) -> list[str]:
    """Messages that are missing, uncertain, or lose a placeholder."""
    return [
        f"{what}: {text_of(message)[:70]!r}"
        for message in catalogue
        if message.id and (what := fault(message))
    ]


def fault(message: Message) -> str:
    translations = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(translations):
        return "missing"
    if message.fuzzy:
        return "uncertain"
    wanted = set(PLACEHOLDER.findall(text_of(message)))
    found = set(PLACEHOLDER.findall(str(translations[-1])))
    return "" if wanted == found else "placeholders differ"


def key_of(message: Message) -> Key:
    return message.context or "", text_of(message)


def text_of(message: Message) -> str:
    return message.id[-1] if isinstance(message.id, tuple) else str(message.id)


if __name__ == "__main__":
    sys.exit(main())
