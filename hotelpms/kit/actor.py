"""Who does it: passed to every domain verb, never looked up in a global."""

from dataclasses import dataclass
from typing import Protocol


class _Person(Protocol):
    pk: int

    def get_full_name(self) -> str: ...

    def get_username(self) -> str: ...


@dataclass(frozen=True)
class Actor:
    """A user by id and the name shown in the trail; the id is None for machines and guests."""

    id: int | None
    name: str

    @classmethod
    def of(cls, user: _Person) -> "Actor":
        """Return the actor for a signed-in user."""
        return cls(user.pk, user.get_full_name() or user.get_username())


SYSTEM = Actor(None, "system")
GUEST = Actor(None, "guest")
