"""A key that names one request answers only for what was asked with it first.

A double click, a retry and a reloaded page send the same again: they get what exists. The same key
with other content is a mistake of a program or of a page, and whoever sent it must hear that
nothing of it was done.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.errors import Refused

Row = TypeVar("Row", bound=Model)


class OtherContent(Refused):
    """The key was used for something else; the message says what exists."""

    def __init__(self, what: object) -> None:
        super().__init__(
            _(
                "This was sent before with other content: %(what)s. Nothing new was done. Load "
                "the page anew to enter something else."
            )
            % {"what": what}
        )


def same_again(known: Row, asked: Mapping[str, object], *, what: object) -> Row:
    """Return what exists, if it is what is asked for now. Raises OtherContent.

    `asked` are fields of the row and what they must hold.
    """
    if any(getattr(known, name) != value for name, value in asked.items()):
        raise OtherContent(what)
    return known


def digest(content: Any, *, leaving_out: Iterable[str] = ()) -> str:
    """Return a short text that is the same for the same content: of a dataclass, or of fields.

    `leaving_out` are names at the top that say nothing about what is wanted.
    """
    if dataclasses.is_dataclass(content) and not isinstance(content, type):
        content = dataclasses.asdict(content)
    kept = {name: value for name, value in content.items() if name not in set(leaving_out)}
    text = json.dumps(kept, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
