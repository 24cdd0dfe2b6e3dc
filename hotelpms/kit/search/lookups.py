"""What a search asks the database: conditions on a search text, and keys of codes and numbers.

A search text holds the words of a row, each with a blank before and behind it (`text_of`).
Every condition is a LIKE, which an index of trigrams serves on PostgreSQL.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Case, F, Lookup, Model, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Replace, Upper

from hotelpms.kit.search.wanted import Term, Wanted

# Shorter names would resemble too many others: three letters may lack one, four may have any.
SHORTEST_NAME, LONGEST_TYPO = 4, 20
NOTHING = Q(pk__in=())
# More rows than that are no longer named one by one.
FEW = 2_000

Row = TypeVar("Row", bound=Model)


@TextField.register_lookup
class Spelt(Lookup):
    """`field__spelt="% r_iz %"`: a LIKE whose wildcards are meant. Letters and digits only."""

    lookup_name = "spelt"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", (*params, self.rhs)


def text_of(words: Iterable[str]) -> str:
    """Return the search text of these words, empty without any."""
    found = " ".join(dict.fromkeys(words))
    return f" {found} " if found else ""


def holds(wish: Wanted, field: str) -> Q:
    """Match rows whose search text has every term; all rows for an empty wish."""
    if wish and not wish.terms:
        return NOTHING
    found = Q()
    for term in wish.terms:
        found &= _has(term, wish, field)
    return found


def holds_whole(wish: Wanted, field: str) -> Q:
    """Match rows whose search text has every term as a whole word; all rows for an empty wish."""
    found = Q()
    for term in wish.terms:
        found &= _any(field, (f" {word} " for word in term.spellings))
    return found


def is_whole(wish: Wanted, field: str) -> Case:
    """Return 0 where every term is a whole word of the search text, 1 elsewhere; to sort by."""
    whole = holds_whole(wish, field)
    return Case(When(whole, then=Value(0)), default=Value(1)) if whole else Case(default=Value(1))


def resembles(wish: Wanted, field: str) -> Q:
    """Match rows that have every term with at most one letter mistyped in a word."""
    found, has_typo = Q(), False
    for term in wish.terms:
        exact = _has(term, wish, field)
        word = term.spellings[0]
        if SHORTEST_NAME - 1 <= len(word) <= LONGEST_TYPO and word.isalpha():
            has_typo = True
            exact |= _near(word, field)
        found &= exact
    return found if has_typo else NOTHING


def with_every_term(
    rows: QuerySet[Row], wish: Wanted, found: Callable[[Wanted], Iterable[QuerySet[Any]]]
) -> QuerySet[Row]:
    """Narrow rows down to those that some look-up of `found` finds for each term."""
    if wish and not wish.terms:
        return rows.none()
    for term in wish.terms:
        rows = found_by(rows, (one.values("pk") for one in found(wish.only(term))))
    return rows


def found_by(rows: QuerySet[Row], look_ups: Iterable[QuerySet[Any]]) -> QuerySet[Row]:
    """Narrow rows down to those whose key one of the look-ups finds, each by its own index.

    One condition over all of them would be asked of every row. The keys are read here and now:
    PostgreSQL takes a UNION for larger than it is and would walk through the whole table for it.
    """
    first, *others = look_ups
    return rows.filter(pk__in=few_or_all(first.union(*others) if others else first))


def few_or_all(keys: QuerySet[Any]) -> Any:
    """Return the keys that a query of one column finds, or the query itself where they are many."""
    found = [key for row in keys[: FEW + 1] for key in row.values()]
    return found if len(found) <= FEW else keys


def key_of(field: str) -> Upper:
    """Return the expression that `Wanted.key` is compared with; indexes are made of it."""
    return Upper(Replace(Replace(F(field), Value("-")), Value(" ")))


def _has(term: Term, wish: Wanted, field: str) -> Q:
    # "de la Cruz" finds Delacruz: a short word need not begin one where a longer one narrows down.
    begins = term.is_short and wish.is_short
    return _any(field, (f" {word}" if begins else word for word in term.spellings))


def _any(field: str, parts: Iterable[str]) -> Q:
    found = Q()
    for part in parts:
        found |= Q(**{f"{field}__contains": part})
    return found


def _near(word: str, field: str) -> Q:
    """Match a whole word with one letter wrong, missing, too many, or two exchanged."""
    near = Q()
    for pattern in _neighbours(word):
        near |= Q(**{f"{field}__spelt": f"% {pattern} %"})
    if connection.vendor != "sqlite":
        return near
    # A mistake spoils one end. SQLite reads every row, so most of them fall out by two questions.
    ends = Q(**{f"{field}__spelt": f"% {word[:2]}%"}) | Q(**{f"{field}__spelt": f"%{word[-2:]} %"})
    if len(word) == SHORTEST_NAME:
        exchanged = word[0] + word[2] + word[1] + word[3]
        ends |= Q(**{f"{field}__spelt": f"% {exchanged} %"})
    return ends & near


def _neighbours(word: str) -> list[str]:
    places = range(len(word))
    wrong = [f"{word[:n]}_{word[n + 1 :]}" for n in places]
    missing = [f"{word[:n]}_{word[n:]}" for n in range(len(word) + 1)]
    if len(word) < SHORTEST_NAME:
        return missing
    too_many = [word[:n] + word[n + 1 :] for n in places]
    exchanged = [word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in places[:-1]]
    return list(dict.fromkeys([*wrong, *missing, *too_many, *exchanged]))
