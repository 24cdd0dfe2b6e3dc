"""Many rooms in one go, with the types and features that they name."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from hotelpms.kit.search.plain import normalise
from reservations.domain.rooms import inventory
from reservations.domain.set_up.lines import MOST_ROOMS, Typed, floor_of, read
from reservations.domain.set_up.room_types import GuestsUnfit
from reservations.models import Room, RoomFeature, RoomType

LONGEST_TYPE_CODE, LONGEST_FEATURE_CODE = 10, 20
# How many numbers a fault names.
SHOWN = 10


@dataclass(frozen=True)
class Line:
    """One line with what it will make; room_type is None for a type that is new."""

    position: int
    text: str
    numbers: tuple[str, ...]
    room_type: RoomType | None
    type_name: str
    features: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def is_new_type(self) -> bool:
        return self.room_type is None and bool(self.type_name and self.numbers)

    @property
    def shown_numbers(self) -> str:
        """The numbers in short: 101, 102 … 120."""
        if len(self.numbers) <= SHOWN:
            return ", ".join(self.numbers)
        return f"{', '.join(self.numbers[:2])} … {self.numbers[-1]}"


@dataclass(frozen=True)
class Preview:
    """What the text would make; `faults` are those of the whole, besides those of its lines."""

    lines: tuple[Line, ...]
    new_types: tuple[str, ...]
    new_features: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def room_count(self) -> int:
        return sum(len(line.numbers) for line in self.lines)

    @property
    def is_fit(self) -> bool:
        """Whether the rooms can be made as they stand here."""
        return bool(self.room_count) and not self.faults and not any(x.faults for x in self.lines)


@dataclass(frozen=True)
class NewType:
    """A type that the lines name and the hotel lacks: `wanted` is how they call it."""

    wanted: str
    name: str
    code: str
    base_occupancy: int = 2
    max_occupancy: int = 4


@dataclass(frozen=True)
class Made:
    """How much was made."""

    rooms: int
    types: int
    features: int


class CodeTaken(Refused):
    """The code of a new type is that of another one."""

    def __init__(self, code: str) -> None:
        super().__init__(
            gettext_lazy("The code %(code)s is that of another room type.") % {"code": code}
        )


class RoomsUnfit(Refused):
    """A line can't be read, or a number is there already; the preview says which."""

    status = 422

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        told = [*preview.faults, *(fault for line in preview.lines for fault in line.faults)]
        super().__init__(told[0] if told else gettext_lazy("Write at least one room."))


def rooms_of(text: str, *, hotel: Hotel) -> Preview:
    """Read lines such as "101-120 double, sea view" against what the hotel has. Three queries.

    A type or feature is found by code or name, in any language and spelling; one that is not
    found is proposed as new. Mistakes and numbers that are taken stand with their lines.
    """
    typed = read(text)
    types = _by_words(_types(hotel))
    features = _by_words(_features(hotel))
    there = set(Room.objects.filter(hotel=hotel).values_list("number", flat=True))
    counted = Counter(number for line in typed for number in line.numbers)
    often = {number for number, count in counted.items() if count > 1}
    lines = tuple(_line(line, types, there, often) for line in typed)
    count = sum(len(line.numbers) for line in lines)
    return Preview(
        lines=lines,
        new_types=_new((line.type_name for line in lines if line.is_new_type), ()),
        new_features=_new((name for line in lines for name in line.features), features),
        faults=(_too_many(),) if count > MOST_ROOMS else (),
    )


def proposed_types(preview: Preview, *, hotel: Hotel) -> list[NewType]:
    """Return each new type of the preview with a free code, for a person to confirm."""
    codes = set(RoomType.objects.filter(hotel=hotel).values_list("code", flat=True))
    return [
        NewType(name, name, _code(name, codes, LONGEST_TYPE_CODE)) for name in preview.new_types
    ]


@transaction.atomic
def make_rooms(
    *,
    hotel: Hotel,
    text: str,
    actor: Actor,
    now: datetime.datetime,
    confirmed: Collection[NewType] = (),
) -> Made:
    """Make the rooms of the text, with new types and features, and put them on sale.

    The floor is read from the number. New types are made as they were `confirmed`, the others as
    they are proposed. Raises RoomsUnfit, which holds the preview, when anything in it is a
    mistake, GuestsUnfit and CodeTaken: then nothing is made.
    """
    # Two people who make the same rooms: the second is told that they are there.
    locked(Hotel.objects.filter(pk=hotel.pk)).get()
    preview = rooms_of(text, hotel=hotel)
    if not preview.is_fit:
        raise RoomsUnfit(preview)
    types = _make_types(hotel, preview, confirmed)
    _make_features(hotel, preview.new_features)
    made = Room.objects.bulk_create(
        Room(
            hotel=hotel,
            room_type=line.room_type or types[normalise(line.type_name)],
            number=number,
            floor=floor_of(number),
        )
        for line in preview.lines
        for number in line.numbers
    )
    _furnish(hotel, made, preview)
    inventory.rooms_changed(room_ids=[room.pk for room in made])
    audit.record(
        hotel_id=hotel.pk,
        actor=actor,
        action="room.made_in_bulk",
        subject=hotel,
        at=now,
        data={
            "rooms": [room.number for room in made],
            "new_types": list(preview.new_types),
            "new_features": list(preview.new_features),
        },
    )
    return Made(len(made), len(preview.new_types), len(preview.new_features))


def _by_words(rows: Iterable[Any]) -> dict[str, Any]:
    """Return the rows by code and by each of their names, without accents and capitals."""
    found: dict[str, Any] = {}
    for row in rows:
        for words in (row.code, row.name, *row.names.values()):
            found.setdefault(normalise(words), row)
    return found


def _types(hotel: Hotel) -> QuerySet[RoomType]:
    """Return the types, those in use first."""
    return RoomType.objects.filter(hotel=hotel).order_by("-is_active", "pk")


def _features(hotel: Hotel) -> QuerySet[RoomFeature]:
    """Return the features, those in use first."""
    return RoomFeature.objects.filter(hotel=hotel).order_by("-is_active", "pk")


def _line(
    typed: Typed, types: Mapping[str, RoomType], there: Collection[str], often: Collection[str]
) -> Line:
    faults = list(typed.faults)
    if twice := [number for number in dict.fromkeys(typed.numbers) if number in often]:
        faults.append(_("Written more than once: %(rooms)s.") % {"rooms": _some(twice)})
    if taken := [number for number in typed.numbers if number in there]:
        faults.append(_("There already: %(rooms)s.") % {"rooms": _some(taken)})
    room_type = types.get(normalise(typed.type_text))
    return Line(
        position=typed.position,
        text=typed.text,
        numbers=typed.numbers,
        room_type=room_type,
        type_name=room_type.name if room_type else _as_name(typed.type_text),
        features=typed.features,
        faults=tuple(faults),
    )


def _some(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:SHOWN]) + (" …" if len(numbers) > SHOWN else "")


def _as_name(words: str) -> str:
    """Return the words with a capital: in Turkish that of i keeps its dot."""
    is_dotted = words[:1] == "i" and get_language() == "tr"
    return ("İ" if is_dotted else words[:1].upper()) + words[1:]


def _new(names: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Return the names that are not known, each once however it is spelled."""
    found: dict[str, str] = {}
    for name in names:
        if (words := normalise(name)) not in known:
            found.setdefault(words, _as_name(name))
    return tuple(found.values())


def _make_types(
    hotel: Hotel, preview: Preview, confirmed: Collection[NewType]
) -> dict[str, RoomType]:
    there = RoomType.objects.filter(hotel=hotel)
    codes = set(there.values_list("code", flat=True))
    last = there.aggregate(Max("position"))["position__max"]
    known = {normalise(one.wanted): one for one in confirmed}
    made = {}
    proposed = proposed_types(preview, hotel=hotel)
    for place, proposal in enumerate(proposed, start=0 if last is None else last + 1):
        words = normalise(proposal.wanted)
        wish = known.get(words, proposal)
        if wish.code in codes:
            raise CodeTaken(wish.code)
        if not 1 <= wish.base_occupancy <= wish.max_occupancy:
            raise GuestsUnfit
        codes.add(wish.code)
        made[words] = RoomType.objects.create(
            hotel=hotel,
            code=wish.code,
            name=wish.name,
            position=place,
            base_occupancy=wish.base_occupancy,
            max_occupancy=wish.max_occupancy,
        )
    return made


def _make_features(hotel: Hotel, names: Sequence[str]) -> None:
    codes = set(RoomFeature.objects.filter(hotel=hotel).values_list("code", flat=True))
    RoomFeature.objects.bulk_create(
        RoomFeature(hotel=hotel, code=_code(name, codes, LONGEST_FEATURE_CODE), name=name)
        for name in names
    )


def _code(name: str, taken: set[str], most: int) -> str:
    """Return a free code that tells of the name: DOUBLE, or the first letters of many words."""
    words = [slugify(word).upper() for word in normalise(name).split()]
    whole = "_".join(word for word in words if word)
    first = whole if 0 < len(whole) <= most else "".join(word[:1] for word in words)[:most]
    code, number = first or "NEW", 1
    while code in taken:
        number += 1
        code = f"{(first or 'NEW')[: most - len(str(number))]}{number}"
    taken.add(code)
    return code


def _furnish(hotel: Hotel, rooms: Sequence[Room], preview: Preview) -> None:
    """Give the rooms the features of their lines."""
    known = _by_words(_features(hotel))
    wanted = {number: line.features for line in preview.lines for number in line.numbers}
    Furnished = Room.features.through
    Furnished.objects.bulk_create(
        Furnished(room_id=room.pk, roomfeature_id=pk)
        for room in rooms
        for pk in {known[normalise(name)].pk for name in wanted[room.number]}
    )


def _too_many() -> str:
    return _("At most %(n)d rooms are made in one go.") % {"n": MOST_ROOMS}
