"""Who does it: passed to every domain verb, never looked up in a global."""

from dataclasses import dataclass, field, replace
from typing import Protocol


class _Person(Protocol):
    pk: int

    def get_full_name(self) -> str: ...

    def get_username(self) -> str: ...


@dataclass(frozen=True)
class Actor:
    """A user by id and the name shown in the trail; the id is None for machines and guests.

    `origin` is the network address that the request came from, empty for our own programs. The
    same person is the same actor at every desk.
    """

    id: int | None
    name: str
    origin: str = field(default="", compare=False)

    @classmethod
    def of(cls, user: _Person, *, origin: str = "") -> "Actor":
        """Return the actor for a signed-in user."""
        return cls(user.pk, user.get_full_name() or user.get_username(), origin)

    def at(self, origin: str) -> "Actor":
        """Return the same actor, coming from this network address."""
        return replace(self, origin=origin)


SYSTEM = Actor(None, "system")
GUEST = Actor(None, "guest")
