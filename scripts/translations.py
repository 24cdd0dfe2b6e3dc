"""No text without a translation: every catalogue is whole, agreed on and keeps its placeholders.

Compares `locale/` with the texts that stand in the code now, where gettext is installed.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("hotelpms", "cardex", "messaging", "reservations", "invoicing", "crm", "templates")
LANGUAGES = ("es", "tr", "cs")  # English is the language of the code
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def main() -> int:
    """Print what is wrong with the catalogues; 1 when anything is."""
    wanted = texts_in_code() if shutil.which("xgettext") else set()
    if not wanted:
        print("gettext is not installed: the catalogues are not compared with the code.")
    faults = [fault for language in LANGUAGES for fault in faults_of(language, wanted)]
    print("\n".join(faults))
    return 1 if faults else 0


def texts_in_code() -> set[str]:
    """Collect the texts as `make translations` does, but beside the project, changing nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            (copy / name).symlink_to(ROOT / name)
        (copy / "locale").mkdir()
        command = [sys.executable, str(ROOT / "manage.py"), "makemessages", "--locale", "en"]
        subprocess.run([*command, "--symlinks", "--verbosity", "0"], cwd=copy, check=True)
        with (copy / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
            return {text_of(message) for message in read_po(file) if message.id}


def faults_of(language: str, wanted: set[str]) -> list[str]:
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return [f"{language}: locale/{language} has no catalogue"]
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    known = {text_of(message) for message in catalogue if message.id}
    uncollected = [f"not collected: {text[:70]!r}" for text in sorted(wanted - known)]
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


def text_of(message: Message) -> str:
    return message.id[-1] if isinstance(message.id, tuple) else str(message.id)


if __name__ == "__main__":
    sys.exit(main())
