"""Finding a card by what the clerk remembers: parts of words in any order, without accents."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.db.models import Q, QuerySet

from cardex.models import Profile

# Letters that Unicode does not take apart into a base letter and an accent.
PLAIN_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
PHONE_LIKE = re.compile(r"[+\d\s()/.-]*\d[+\d\s()/.-]*\Z")
NEAR_ENOUGH = 0.78
BATCH = 500
# What of a card is found. Cards that were saved before a field joined are found by it after
# `manage.py upgrade`, which rebuilds them as soon as RECIPE is another.
SEARCHED = (
    "first_name",
    "last_name",
    "email",
    "billing_email",
    "phone",
    "city",
    "tax_id",
    "external_ref",
)
# Raise the number when `normalise` makes other texts of the same fields.
RECIPE = f"1 {' '.join(SEARCHED)}"
CANDIDATES = 400


def normalise(text: str) -> str:
    """Return the text in lower case, without accents, words parted by single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.replace("İ", "I").casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.translate(PLAIN_LETTERS).split())


def words_of(text: str) -> list[str]:
    """Return the words to look for; a phone number becomes one word of digits."""
    if PHONE_LIKE.match(text):
        return [re.sub(r"\D", "", text).removeprefix("00")]
    return normalise(text).split()


def text_of(profile: Profile) -> str:
    """Return what `search_text` of this card has to hold."""
    parts: Iterator[str] = (getattr(profile, name).removeprefix("+") for name in SEARCHED)
    return normalise(" ".join(part for part in parts if part))


def rebuild() -> int:
    """Write `search_text` of the cards anew where it differs; return how many did."""
    cards = Profile.objects.filter(anonymised_at=None).order_by("pk")
    count = last = 0
    while batch := list(cards.filter(pk__gt=last).only("search_text", *SEARCHED)[:BATCH]):
        count += _rebuild(batch)
        last = batch[-1].pk
    return count


def _rebuild(cards: list[Profile]) -> int:
    stale = [card for card in cards if card.search_text != text_of(card)]
    for card in stale:
        card.search_text = text_of(card)
    Profile.objects.bulk_update(stale, ["search_text"])
    return len(stale)


def matching(text: str, *, kind: str | None = None) -> QuerySet[Profile]:
    """Return the cards that contain every word of the text, unordered; all of them for no text."""
    found = Profile.objects.filter(anonymised_at=None)
    if kind:
        found = found.filter(kind=kind)
    for word in words_of(text):
        found = found.filter(search_text__contains=word)
    return found


def find(*, text: str, kind: str | None = None, limit: int = 20) -> list[Profile]:
    """Return the best cards for the text, guests with most stays first; none for an empty text.

    Two queries at most: when nothing contains the words, cards that look alike are taken,
    so that one wrong letter still finds.
    """
    if not normalise(text):
        return []
    exact = matching(text, kind=kind).order_by("-stay_count", "last_name", "first_name", "pk")
    return list(exact[:limit]) or _alike(text, kind=kind, limit=limit)


def _alike(text: str, *, kind: str | None, limit: int) -> list[Profile]:
    wanted = [word for word in words_of(text) if len(word) >= 4 and not word.isdigit()]
    if not wanted:
        return []
    # A wrong letter spoils one end of the word, so the other end still narrows the table down.
    ends = Q()
    for word in wanted:
        ends |= Q(search_text__contains=word[:3]) | Q(search_text__contains=word[-3:])
    candidates = matching("", kind=kind).filter(ends).order_by("-stay_count", "pk")[:CANDIDATES]
    rated = [(_likeness(wanted, profile), profile) for profile in candidates]
    near = [pair for pair in rated if pair[0] >= NEAR_ENOUGH]
    near.sort(key=lambda pair: (-pair[0], pair[1].pk))
    return [profile for _, profile in near[:limit]]


def _likeness(wanted: list[str], profile: Profile) -> float:
    """Return 0 to 1: how well the worst of the wanted words is met by some word of the card."""
    there = profile.search_text.split()
    return min(
        max((SequenceMatcher(None, word, other).ratio() for other in there), default=0.0)
        for word in wanted
    )
