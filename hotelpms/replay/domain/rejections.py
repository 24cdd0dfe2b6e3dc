"""Rows that could not be lived, with the reason; the rest of the day goes on."""

from collections.abc import Iterator
from contextlib import contextmanager

from hotelpms.kit.errors import Refused
from hotelpms.replay.domain.history import Row
from hotelpms.replay.models import ReplayRun


class Rejections:
    """The rows that one run has rejected, those before it was stopped included."""

    def __init__(self, run: ReplayRun) -> None:
        self._run = run
        self._rows: list[dict[str, object]] = list(run.rejected)

    @contextmanager
    def of(self, row: Row) -> Iterator[None]:
        """Turn a refusal of the domain into a rejected row; faults stay loud."""
        try:
            yield
        except Refused as refusal:
            self._keep(row, str(refusal))

    def _keep(self, row: Row, reason: str) -> None:
        self._rows.append({"row": row.number, "reason": reason})
        self._run.rejected = self._rows
        self._run.save(update_fields=["rejected"])
