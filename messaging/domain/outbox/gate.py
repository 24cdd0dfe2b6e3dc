"""The consent gate for many messages at once; the rules themselves stand in cardex."""

from collections.abc import Sequence
from typing import Protocol

from cardex.domain.consent import consent
from cardex.domain.consent.consent import Recipient, Verdict
from messaging.enums import COMMERCIAL_KINDS


class Addressed(Protocol):
    """A letter or a message: for whom, and of which kind."""

    @property
    def kind(self) -> str: ...

    @property
    def profile_id(self) -> int | None: ...

    @property
    def to_address(self) -> str: ...


def ask(items: Sequence[Addressed]) -> list[Verdict]:
    """Return the verdict for each item in order; at most six queries."""
    found: dict[int, Verdict] = {}
    for commercial in (False, True):
        places = [
            place
            for place, item in enumerate(items)
            if (item.kind in COMMERCIAL_KINDS) is commercial
        ]
        asked = [Recipient(items[p].profile_id, items[p].to_address) for p in places]
        verdicts = consent.verdicts(recipients=asked, commercial=commercial)
        found |= dict(zip(places, verdicts, strict=True))
    return [found[place] for place in range(len(items))]
