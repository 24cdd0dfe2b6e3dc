"""A CSV file as a table of texts, whichever program has saved it last."""

import codecs
import csv
import gzip
import hashlib
import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from hotelpms.kit.errors import Refused

GZIP = b"\x1f\x8b"
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Without a mark: what spreadsheets write in Western Europe when it is not UTF-8.
LAST_RESORT = "cp1252"
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "|"}


class NotAHistory(Refused):
    """The file is not readable as the data set."""


@dataclass(frozen=True)
class Table:
    """The rows below the head, each a value for every column.

    `read_as` says in English how the file was read; `sha256` is of its content, unpacked.
    """

    columns: list[str]
    rows: list[list[str]]
    encoding: str
    delimiter: str
    sha256: str

    @property
    def read_as(self) -> str:
        return f"{self.encoding}, columns separated by {DELIMITERS[self.delimiter]}"


def read_table(path: Path, needed: Collection[str]) -> Table:
    """Read a .csv file, packed by gzip or not, with its columns in any order.

    The encoding (UTF-8, UTF-16, Windows-1252) and the delimiter (comma, semicolon, tab, |) are
    found out. Raises NotAHistory, which names what is missing of the needed columns.
    """
    try:
        content = path.read_bytes()
        if content.startswith(GZIP):
            content = gzip.decompress(content)
        encoding = _encoding_of(content)
        text = content.decode(encoding)
        delimiter = _delimiter_of(text.partition("\n")[0])
        head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except (OSError, EOFError, ValueError, csv.Error) as error:
        # ValueError: undecodable, or no line at all.
        raise NotAHistory(
            _("%(file)s can't be read as a CSV file: %(error)s.")
            % {"file": path.name, "error": error}
        ) from error
    table = Table(
        columns=[name.strip() for name in head],
        rows=[row for row in rows if row],
        encoding=encoding.removesuffix("-sig").upper(),
        delimiter=delimiter,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    _refuse_others(path, table, needed)
    return table


def _refuse_others(path: Path, table: Table, needed: Collection[str]) -> None:
    missing = sorted(set(needed) - {*table.columns})
    if missing:
        raise NotAHistory(
            _(
                "%(file)s has not the columns of the hotel booking demand data set. Read as "
                "%(read_as)s, it lacks: %(columns)s."
            )
            % {"file": path.name, "read_as": table.read_as, "columns": ", ".join(missing)}
        )


def _encoding_of(content: bytes) -> str:
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return encoding
    # English letters of UTF-16 leave every second byte empty.
    if b"\0" in content[:2]:
        return "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return LAST_RESORT
    return "utf-8"


def _delimiter_of(head: str) -> str:
    return max(DELIMITERS, key=head.count)
