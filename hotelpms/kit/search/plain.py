"""Words without what people leave out when they type: accents, capitals, apostrophes, hyphens."""

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and an accent.
PLAIN_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"}
)
# Written by one person and not by another: O'Brien, O’Brien, OBrien; and what nobody sees.
LEFT_OUT = str.maketrans("", "", "'’‘ʼʻ‛′`´＇\u00ad\u200b\u200c\u200d\u2060\ufeff")
# How people write these letters where the keyboard has none.
WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "Ä": "Ae", "ö": "oe", "Ö": "Oe", "ü": "ue", "Ü": "Ue", "ø": "oe", "Ø": "Oe"}
    | {"å": "aa", "Å": "Aa"}
)
# A key longer than this would not fit into the page of an index.
LONGEST_KEY = 200
# Above every number that a short text holds: letters come behind numbers.
MOST = 10**200


def normalise(text: str) -> str:
    """Return the words in lower case, without accents, parted by single spaces.

    Apostrophes are left out, every other sign parts words: Saint-Exupéry is "saint exupery".
    """
    folded = unicodedata.normalize("NFKD", text.translate(LEFT_OUT)).casefold()
    letters = unicodedata.normalize("NFKD", folded).translate(PLAIN_LETTERS)
    kept = (letter for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(letter if _is_of_a_word(letter) else " " for letter in kept).split())


def spellings(text: str) -> list[str]:
    """Return the ways to write the text: Müller is "muller" and "mueller"."""
    composed = unicodedata.normalize("NFC", text)
    return list(dict.fromkeys([normalise(text), normalise(composed.translate(WRITTEN_OUT))]))


def joined(text: str) -> list[str]:
    """Return the words of a text for the search text: each by itself, and all of them as one."""
    found: list[str] = []
    for spelling in spellings(text):
        words = spelling.split()
        found += [*words, "".join(words)]
    return list(dict.fromkeys(word for word in found if word))


def sort_key(*names: str) -> str:
    """Return what names are sorted by: Å with A, Ç with C, Ö with O, whatever the database.

    The first name decides, then the next. Compared letter by letter (`SortKeyField`).
    """
    return "\t".join(normalise(name) for name in names)[:LONGEST_KEY]


def natural_key(text: str) -> tuple[tuple[int, str], ...]:
    """Return what numbers with letters are sorted by, as people count: 9, 10, 101, A1, A10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((int(part), "") if part.isdecimal() else (MOST, normalise(part)) for part in parts)


def _is_of_a_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter).startswith("M")
