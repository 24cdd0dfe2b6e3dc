"""Finding a card by what the clerk remembers. What may be typed stands in `kit.search.wanted`."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from cardex.models import Profile
from hotelpms.kit.search import lookups, plain
from hotelpms.kit.search.wanted import Wanted, digits_of

BATCH = 500
# What of a card is found. Cards that were saved before a field joined are found by it after
# `manage.py upgrade`, which rebuilds them as soon as RECIPE is another.
NAMES = ("first_name", "last_name", "city", "tax_id", "external_ref")
ADDRESSES = ("email", "billing_email")
SEARCHED = (*NAMES, *ADDRESSES, "phone")
# Raise the number when other texts or keys are made of the same fields.
RECIPE = f"2 {' '.join(SEARCHED)}"
DERIVED = ("search_text", "sort_key")


def fill(profile: Profile) -> None:
    """Set what this card is found and sorted by."""
    profile.search_text = text_of(profile)
    profile.sort_key = plain.sort_key(profile.last_name, profile.first_name)


def text_of(profile: Profile) -> str:
    """Return what `search_text` of this card has to hold."""
    return lookups.text_of(_words(profile))


def _words(profile: Profile) -> Iterator[str]:
    for name in NAMES:
        yield from plain.joined(getattr(profile, name))
    for name in ADDRESSES:
        yield from getattr(profile, name).casefold().split()
    yield from digits_of(profile.phone).split()


def rebuild() -> int:
    """Write anew what cards are found and sorted by where it differs; return how many did."""
    cards = Profile.objects.filter(anonymised_at=None).order_by("pk")
    count = last = 0
    while batch := list(cards.filter(pk__gt=last).only(*DERIVED, *SEARCHED)[:BATCH]):
        count += _rebuild(batch)
        last = batch[-1].pk
    return count


def _rebuild(cards: list[Profile]) -> int:
    stale = [card for card in cards if _is_stale(card)]
    Profile.objects.bulk_update(stale, DERIVED)
    return len(stale)


def _is_stale(card: Profile) -> bool:
    """Fill the card, and tell whether that changed it."""
    before = (card.search_text, card.sort_key)
    fill(card)
    return before != (card.search_text, card.sort_key)


def matching(wish: Wanted, *, kind: str | None = None) -> QuerySet[Profile]:
    """Return the cards that have every word of the wish, unordered; all of them for no text."""
    return _of(kind).filter(lookups.holds(wish, "search_text"))


def keys_of(wish: Wanted) -> Any:
    """Return the keys of the cards that fit, for look-ups by them: a list, or a query of many.

    Of more than can be named, short words find only those who are called exactly so.
    """
    found = lookups.few_or_all(matching(wish).values("pk"))
    if isinstance(found, list) or not wish.is_short:
        return found
    whole = _of(None).filter(lookups.holds_whole(wish, "search_text"))
    return lookups.few_or_all(whole.values("pk"))


def find(wish: Wanted, *, kind: str | None = None, limit: int = 20) -> list[Profile]:
    """Return the best cards for the wish: whole words, then guests with most stays, first.

    None for an empty text. Two queries at most: when nothing has the words, cards are taken in
    which one letter of a word is another.
    """
    if not wish.terms:
        return []
    order = (lookups.is_whole(wish, "search_text"), "-stay_count", "sort_key", "pk")
    return list(matching(wish, kind=kind).order_by(*order)[:limit]) or list(
        _of(kind)
        .filter(lookups.resembles(wish, "search_text"))
        .order_by("-stay_count", "sort_key", "pk")[:limit]
    )


def _of(kind: str | None) -> QuerySet[Profile]:
    cards = Profile.objects.filter(anonymised_at=None)
    return cards.filter(kind=kind) if kind else cards
