"""What a check has found, and how it is kept with the closing."""

from dataclasses import dataclass, fields
from typing import Any, Self

from hotelpms.closing.models import NightClosing
from hotelpms.kit.sayings import Saying


@dataclass(frozen=True)
class Finding:
    """One thing that the night auditor should see; `url` leads to where it is solved.

    `other_url` is a second way out, such as to extend the stay instead of checking out; it opens
    in the side panel, as `url` does when `is_panel`. The message is kept with its figures and said
    in the language of whoever reads it.
    """

    code: str
    message: Saying
    blocks: bool
    url: str = ""
    stay_id: int | None = None
    action: str = ""
    is_panel: bool = False
    other_url: str = ""
    other_action: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return the finding as it is kept with the closing."""
        return {**vars(self), "message": self.message.as_row()}

    @classmethod
    def of_row(cls, row: dict[str, Any]) -> Self:
        """Return a finding that was kept, also by a version that knew other columns."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in row.items() if name in known}
        return cls(**{**values, "message": Saying.of_row(row.get("message"))})


def kept(closing: NightClosing) -> list[Finding]:
    """Return what the last run of the closing found."""
    return [Finding.of_row(row) for row in closing.findings]
