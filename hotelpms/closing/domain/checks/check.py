"""What a check before the closing says of itself."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date as Date
from typing import ClassVar

from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.hotels.models import Hotel
from hotelpms.kit.declared import Declared
from hotelpms.kit.sayings import Saying


class Check(Declared, ABC):
    """One question about the few rows of the day that closes, asked in one query."""

    # Kept with the findings, so it never changes.
    code: ClassVar[str]
    # What blocks must be solved first; the rest only tells what the closing is going to do.
    blocks: ClassVar[bool]

    @classmethod
    @abstractmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        """Return what stands in the way, each with the page where it is put right."""

    @classmethod
    def finding(
        cls,
        message: Saying,
        *,
        url: str,
        action: str,
        stay_id: int | None = None,
        is_panel: bool = False,
    ) -> Finding:
        """Return a finding of this check; `action` is what the link to `url` is called."""
        return Finding(cls.code, message, cls.blocks, url, stay_id, action, is_panel)
