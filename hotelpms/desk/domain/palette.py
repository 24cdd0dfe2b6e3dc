"""The command palette: pages, actions and things, found by the beginnings of words in any order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hotelpms.kit.search.plain import normalise

COMMANDS = 6  # of those that fit a text; without a text all are shown


@dataclass(frozen=True)
class Item:
    """One line. It has an address, or it is one of the frame's own actions.

    `action` is link, panel (the address opens in the side panel), post (`name` and `value` are
    sent to the address), theme (`value` is the choice) or dialog (`value` is its id).
    `words` are found but not shown; `state` becomes a badge of its `kind`, `key` a keyboard hint.
    """

    label: str
    icon: str
    url: str = ""
    note: str = ""
    words: str = ""
    action: str = "link"
    name: str = ""
    value: str = ""
    kind: str = ""
    state: str = ""
    key: str = ""


@dataclass(frozen=True)
class Group:
    """Items under one head."""

    title: str
    items: Sequence[Item] = field(default_factory=list)


def fitting(groups: Iterable[Group], text: str, *, limit: int = COMMANDS) -> list[Group]:
    """Return the groups with those items that fit the text, `limit` altogether.

    Each word of the text has to begin a word of the label, of its group's title or of the other
    words. Those whose label alone fits come first.
    """
    wanted = normalise(text).split()
    rated = [
        (_misfit(wanted, group, item), number, group.title, item)
        for number, group in enumerate(groups)
        for item in group.items
    ]
    best = sorted((row for row in rated if row[0] is not None), key=lambda row: (row[0], row[1]))
    found: dict[str, list[Item]] = {}
    for _rank, _number, title, item in best[:limit]:
        found.setdefault(title, []).append(item)
    return [Group(title, items) for title, items in found.items()]


def _misfit(wanted: list[str], group: Group, item: Item) -> int | None:
    """Return 0 when the label fits, 1 with the other words, None when something is missing."""
    label = normalise(item.label).split()
    if _begin(wanted, label):
        return 0
    others = normalise(f"{group.title} {item.words}").split()
    return 1 if _begin(wanted, label + others) else None


def _begin(wanted: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in wanted)


def without_verb(text: str, verbs: Iterable[str]) -> tuple[str, str]:
    """Return the verb that the text begins with, and the rest: ("Check in", "ruiz").

    Without a verb, or with nothing behind it, the verb is empty and the rest the whole text.
    """
    wanted = normalise(text).split()
    for verb in verbs:
        words = normalise(verb).split()
        if len(wanted) > len(words) and wanted[: len(words)] == words:
            return verb, " ".join(wanted[len(words) :])
    return "", text
