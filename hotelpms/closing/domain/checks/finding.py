"""What a check has found, and how it is kept with the closing."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from hotelpms.closing.models import NightClosing


@dataclass(frozen=True)
class Finding:
    """One thing that the night auditor should see; `url` leads to where it is solved.

    `other_url` is a second way out, such as to extend the stay instead of checking out; it opens
    in the side panel, as `url` does when `is_panel`.
    """

    code: str
    message: str
    blocks: bool
    url: str = ""
    stay_id: int | None = None
    action: str = ""
    is_panel: bool = False
    other_url: str = ""
    other_action: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return the finding as it is kept with the closing."""
        return asdict(self)

    @classmethod
    def of_row(cls, row: dict[str, Any]) -> Self:
        """Return a finding that was kept, also by a version that knew other columns."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in row.items() if name in known})


def kept(closing: NightClosing) -> list[Finding]:
    """Return what the last run of the closing found."""
    return [Finding.of_row(row) for row in closing.findings]
