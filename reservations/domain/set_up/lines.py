"""Reading rooms from lines such as "101-120 double, sea view": numbers, a type, features.

Numbers are single, in lists or in ranges; "301-309/2" is every second one. What stands after the
numbers is the type, by code or name, and behind each comma follows a feature.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_ROOMS = 2_000
LONGEST_NAME = 80

NUMBER = r"[^\W\d_]{0,4}\d{1,6}[^\W\d_]?"
PART = re.compile(rf"({NUMBER})(?:-({NUMBER})(?:/(\d{{1,3}}))?)?")
PARTS = re.compile(r"(?P<letters>[^\W\d_]*)(?P<digits>\d+)(?P<tail>[^\W\d_]?)")
DASH = re.compile(r"(?<=\w)\s*[-–—]\s*(?=\w*\d)")


@dataclass(frozen=True)
class Typed:
    """One line as it was read; `faults` are sentences about it."""

    position: int
    text: str
    numbers: tuple[str, ...]
    type_text: str
    features: tuple[str, ...]
    faults: tuple[str, ...]


def read(text: str) -> list[Typed]:
    """Return every line that says something; what can't be read is a fault of its line."""
    lines = enumerate(text.splitlines(), start=1)
    return [_read_line(position, line.strip()) for position, line in lines if line.strip()]


def floor_of(number: str) -> str:
    """Return the floor that a number tells of: 1 of 101, 12 of 1204, 0 of 007, nothing of 12."""
    digits = "".join(letter for letter in number if letter.isdigit())
    return (digits[:-2].lstrip("0") or "0") if len(digits) > 2 else ""


def _read_line(position: int, line: str) -> Typed:
    numbers, faults, rest = _numbers(DASH.sub("-", line))
    type_text, *features = [" ".join(part.split()) for part in rest.split(",")]
    features = list(dict.fromkeys(feature for feature in features if feature))
    if not numbers and not faults:
        faults.append(_("Begin the line with room numbers, such as 101-120 or 201, 203."))
    elif not type_text:
        faults.append(_("Write the room type behind the numbers."))
    if any(len(name) > LONGEST_NAME for name in (type_text, *features)):
        faults.append(_("A name has at most %(n)d letters.") % {"n": LONGEST_NAME})
    return Typed(position, line, tuple(numbers), type_text, tuple(features), tuple(faults))


def _numbers(line: str) -> tuple[list[str], list[str], str]:
    """Return the numbers at the beginning, what is wrong with them, and the rest of the line."""
    numbers: list[str] = []
    faults: list[str] = []
    rest = line
    while rest:
        word, sign, behind = _first_word(rest)
        found = PART.fullmatch(word)
        if found is None:
            break
        numbers += _range(found, faults)
        rest = behind
        if sign == "," and not PART.fullmatch(_first_word(behind)[0]):
            # A comma behind the last number: the type was forgotten, or it follows the comma.
            break
    return numbers, faults, rest.strip()


def _first_word(text: str) -> tuple[str, str, str]:
    """Return the first word, the comma or semicolon behind it if any, and the rest."""
    found = re.match(r"\s*([^\s,;]*)\s*([,;]?)\s*(.*)", text)
    assert found  # every part may be empty
    return found[1], found[2].replace(";", ","), found[3]


def _range(found: re.Match[str], faults: list[str]) -> list[str]:
    first, last, step = found[1], found[2], int(found[3] or 1)
    if last is None:
        return [first]
    begin, end = PARTS.fullmatch(first), PARTS.fullmatch(last)
    assert begin  # both are numbers of the pattern
    assert end
    letters, digits, tail = begin["letters"], begin["digits"], begin["tail"]
    fits = end["letters"] in ("", letters) and end["tail"] == tail
    low, high = int(digits), int(end["digits"])
    if not fits or low > high or not step:
        faults.append(_("%(range)s is no range: write it like 101-120.") % {"range": found[0]})
        return []
    if high - low >= MOST_ROOMS * step:
        faults.append(_("%(range)s is too long.") % {"range": found[0]})
        return []
    width = len(digits)
    return [f"{letters}{n:0{width}d}{tail}" for n in range(low, high + 1, step)]
