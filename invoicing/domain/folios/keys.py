"""How a folio is named before anybody has opened it: by the stay whose main folio it will be.

Looking at a stay's folio opens none. Whoever posts first does, under the lock of the day.
"""

from dataclasses import dataclass

from invoicing.models import Folio


@dataclass(frozen=True)
class MainOf:
    """The main folio of a stay, opened or not."""

    stay_id: int


# The id of a folio, or of the stay whose main folio is meant.
FolioKey = int | MainOf


def key_of(folio: Folio) -> FolioKey:
    """Return how verbs and addresses name this folio."""
    return MainOf(folio.stay_id or 0) if folio.pk is None else int(folio.pk)
