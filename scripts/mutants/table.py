"""What is guarded, what is known to change nothing, and a sample that a seed repeats."""

import random
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path

from scripts.mutants.making import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[2]
GUARDED = Path(__file__).with_name("guarded.toml")
EQUIVALENT = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True)
class Group:
    """Files that guard one thing, and the folders with the tests that should notice."""

    name: str
    files: tuple[str, ...]
    tests: tuple[str, ...]

    def mutants(self) -> list[Mutant]:
        """Return every mutant of every file."""
        return [one for path in self.files for one in mutants_of(path, (ROOT / path).read_text())]


@dataclass(frozen=True)
class Equivalent:
    """A change that no test can notice: the line as it is, and as it becomes, without indent."""

    path: str
    function: str
    line: str
    becomes: str


def groups() -> list[Group]:
    """Return the table of guarded.toml, its folders as files."""
    table = tomllib.loads(GUARDED.read_text())
    return [
        Group(name, tuple(_files(row["modules"])), tuple(row["tests"]))
        for name, row in table.items()
    ]


def equivalents() -> set[Equivalent]:
    """Return what equivalent.toml lists; each entry there gives a reason."""
    entries = tomllib.loads(EQUIVALENT.read_text())["equivalent"]
    assert all(entry["reason"].strip() for entry in entries)
    return {Equivalent(*(entry[key] for key in KEYS)) for entry in entries}


KEYS = ("path", "function", "line", "becomes")


def equivalent_of(mutant: Mutant) -> Equivalent:
    """Return the mutant as an entry of the list."""
    return Equivalent(mutant.path, mutant.function, *mutant.lines((ROOT / mutant.path).read_text()))


def sample(mutants: Iterable[Mutant], *, count: int, seed: int) -> list[Mutant]:
    """Return `count` of them, as many of each file as of any other, always the same for a seed."""
    chance = random.Random(seed)
    by_file: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        by_file.setdefault(mutant.path, []).append(mutant)
    rows = [chance.sample(some, len(some)) for some in by_file.values()]
    chance.shuffle(rows)
    in_turn = (one for one in chain.from_iterable(zip_longest(*rows)) if one is not None)
    return [one for one, _place in zip(in_turn, range(count), strict=False)]


def _files(names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        path = ROOT / name
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        found += [str(file.relative_to(ROOT)) for file in files]
    return found
