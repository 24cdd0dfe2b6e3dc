"""Static files under names that carry a hash of what is in them, so that browsers keep them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# `import "./part.js"`, `import { name } from "../part.js"` and `await import("./part.js")`, as the
# formatter writes them. What is awaited is loaded only when it is needed.
IMPORT = (
    r"""(?P<matched>\b(?P<word>import |from |await import\()"(?P<url>\.[^"]+)")""",
    '%(word)s"%(url)s"',
)
# `@import url("part.css") layer(components);`
SHEET = re.compile(r'@import url\("(?P<url>[^"]+)"\)(?: layer\((?P<layer>\w+)\))?;')


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Our scripts, too, name the modules that they import by their hashed names.

    Django can do so for every script, but those of packages need not be complete. Our style
    sheets hold what they import, so that a page asks for one file and not for thirty.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", (IMPORT,)))
    # A hash is settled when those of all imported modules are: one pass for each step of a chain.
    max_post_process_passes = 20

    def post_process(
        self, paths: dict[str, tuple[Any, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        whole = {
            name: (WholeSheets(source.location), path)
            for name, (source, path) in paths.items()
            if name.startswith("css/") and name.endswith(".css")
        }
        yield from super().post_process(paths | whole, dry_run, **options)


class WholeSheets(FileSystemStorage):
    """Style sheets with what they import in its place."""

    def _open(self, name: str, mode: str = "rb") -> File:
        return ContentFile(whole_sheet(Path(self.path(name))).encode(), name=name)


def whole_sheet(path: Path) -> str:
    """Return the sheet with each `@import` replaced by that sheet, in its layer if it names one.

    No address in a sheet may depend on where it lies. Raises FileNotFoundError.
    """

    def part(found: re.Match[str]) -> str:
        text = whole_sheet(path.parent / found["url"])
        return f"@layer {found['layer']} {{\n{text}}}" if found["layer"] else text

    return SHEET.sub(part, path.read_text())
