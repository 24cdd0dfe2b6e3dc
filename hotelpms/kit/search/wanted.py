"""What a person typed into a search, read once for all lists.

It takes these kinds of text, alone or together, in any order:

- names and other words, or their beginnings, without accents, capitals, apostrophes and hyphens
  (O’Brien = obrien, Anne-Marie = Anne Marie = Annemarie, Müller = Mueller = Muller, İ = I = ı = i);
- a word with one wrong, missing, added or exchanged letter, from four letters on (Ruis for Ruiz),
  where nothing else is found;
- e-mail addresses and parts of them;
- phone numbers as people say them: 0176 123 456, +49 (0)176 123-456, 0049 176 123456, 176 123456.
  One without its country is looked for in the country of the hotel and in all others;
- codes, references, room and invoice numbers: `key` holds the text without blanks and hyphens.

Any text is safe: it is cut, and more words than MOST_WORDS are left out.
"""

import re
from dataclasses import dataclass, field, replace

import phonenumbers

from hotelpms.kit.search.plain import LEFT_OUT, normalise, spellings
from hotelpms.kit.web import edge

LONGEST_SEARCH = 100
MOST_WORDS = 8
# Below it, a part of a word says too little: short words have to begin one.
SHORT, SHORT_NUMBER = 3, 4
SHORTEST_PHONE = 5
# Languages that are written without blanks: each sign is a word.
FIRST_SIGN = "\u2e80"

OF_PHONES = re.compile(r"[\d+()/.\-‐‑–]+\Z")
TRUNK = re.compile(r"\(0\)")
BEFORE_NUMBER = re.compile(r"\A0{1,2}(?=[1-9])")


@dataclass(frozen=True)
class Term:
    """A word to find; one of the `spellings` suffices. `typed` is the word as it was written."""

    typed: str
    spellings: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        return any(_is_short(word) for word in self.spellings)

    @property
    def has_digit(self) -> bool:
        return any(letter.isdigit() for letter in self.typed)


@dataclass(frozen=True)
class Wanted:
    """A search text with its terms, all of which have to be found.

    A text without a letter or digit is not empty but has no terms: it finds nothing.
    """

    text: str = ""
    terms: tuple[Term, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def is_short(self) -> bool:
        """Tell whether it is of short words only, which begin many others."""
        return all(term.is_short for term in self.terms)

    @property
    def key(self) -> str:
        """Return the text as `lookups.key_of` makes it of codes, references and numbers."""
        return as_key(self.text)

    def only(self, term: Term) -> "Wanted":
        """Return the wish for this term alone."""
        return replace(self, text=term.typed, terms=(term,))

    def without(self, term: Term) -> "Wanted":
        """Return the same wish for the other terms."""
        return replace(self, terms=tuple(one for one in self.terms if one is not term))


def wanted(text: str, *, country: str = "") -> Wanted:
    """Read a search text; `country` (ISO 3166, two letters) is that of the hotel."""
    cut = edge.line(text, longest=LONGEST_SEARCH)
    return Wanted(cut, tuple(_terms(cut, country)[:MOST_WORDS]))


def as_key(text: str) -> str:
    """Return a code in capitals, without blanks and hyphens."""
    return re.sub(r"[\s\-‐‑–]", "", text).upper()


def digits_of(number: str) -> str:
    """Return the digits of a stored phone number."""
    return "".join(letter for letter in number if letter.isdecimal() and letter.isascii())


def _is_short(word: str) -> bool:
    return word < FIRST_SIGN and len(word) < (SHORT_NUMBER if word.isdigit() else SHORT)


def _terms(text: str, country: str) -> list[Term]:
    terms: list[Term] = []
    number: list[str] = []
    for token in [*text.translate(LEFT_OUT).split(), ""]:
        if OF_PHONES.match(token):
            number.append(token)
            continue
        if number:
            terms += _of_number(" ".join(number), country)
            number = []
        terms += _of_word(token)
    return terms


def _of_word(token: str) -> list[Term]:
    if "@" in token:
        address = token.casefold().strip("<>()[],;:.")
        return [Term(token, (address,))] if normalise(address) else []
    ways = [way.split() for way in spellings(token)]
    if len(ways) > 1 and len(ways[0]) != len(ways[1]):
        ways = ways[:1]
    words = [tuple(dict.fromkeys(word)) for word in zip(*ways, strict=True)]
    return [Term(token if len(words) == 1 else word[0], word) for word in words]


def _of_number(typed: str, country: str) -> list[Term]:
    digits = digits_of(TRUNK.sub("", typed))
    if not digits:
        return []
    if len(digits) < SHORTEST_PHONE:
        return [Term(part, (part,)) for part in map(digits_of, typed.split()) if part]
    ways = [BEFORE_NUMBER.sub("", digits), *_in_full(typed, country)]
    # What holds the longer number holds the shorter one too.
    least = [way for way in ways if not any(way != one and one in way for one in ways)]
    return [Term(digits, tuple(dict.fromkeys(least)))]


def _in_full(typed: str, country: str) -> list[str]:
    """Return the number with its country, as cards hold it, when the text is a whole one."""
    try:
        number = phonenumbers.parse(f"+{typed[2:]}" if typed.startswith("00") else typed, country)
    except phonenumbers.NumberParseException:
        return []
    if not phonenumbers.is_possible_number(number):
        return []
    return [digits_of(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))]
