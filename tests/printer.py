"""Printers that take no time: one line of text instead of a PDF."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from hotelpms.kit.files import pdf
from hotelpms.reports.domain import printing
from hotelpms.reports.domain.report import Report


class Printer:
    """Stands for `printing.print_report`, the one door to a report on paper."""

    def __init__(self) -> None:
        self.printed: list[str] = []
        self._failure: BaseException | None = None
        self._good_for = 0

    def print_report(self, *, report: Report, language: str) -> bytes:
        if self._failure is not None and len(self.printed) >= self._good_for:
            raise self._failure
        self.printed.append(report.kind)
        return text_of(report.kind)

    def breaks(self, failure: BaseException, *, after: int = 0) -> None:
        """Print as many reports as that, and then nothing more."""
        self._failure, self._good_for = failure, after

    def works_again(self) -> None:
        self._failure = None


def text_of(kind: str) -> bytes:
    """Return what stands on the paper of this kind of report."""
    return f"%PDF {kind}".encode()


@contextmanager
def blank_paper() -> Iterator[None]:
    """Render whatever is printed and draw none of it: drawing is what takes long."""
    page = SimpleNamespace(write_pdf=lambda **_options: b"%PDF")
    machine = SimpleNamespace(HTML=lambda **_options: page)
    with patch.object(pdf, "_printer", lambda: (machine, None, None)):
        yield


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    """The printer that the test's reports come from."""
    made = Printer()
    monkeypatch.setattr(printing, "print_report", made.print_report)
    return made
