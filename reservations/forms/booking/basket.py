"""The rooms chosen on the booking page, as it carries them along."""

import datetime
from dataclasses import astuple, dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.money import MoneyField
from hotelpms.kit.forms.wishes import WishForm
from hotelpms.kit.period import Nights
from hotelpms.kit.templatetags.kit import day
from hotelpms.kit.web import edge
from reservations.domain.nights.guards import slot_of
from reservations.domain.rates.pricing import dates_of
from reservations.enums import Slot
from reservations.forms.booking.dates import LONGEST_STAY, DatesWish
from reservations.models import Room

MOST_ROOMS = 30
MOST_NUMBER = 2**31 - 1
MOST_PERSONS = 99


@dataclass(frozen=True)
class Pick:
    """One room chosen from the offers, as the page carries it along.

    `number` tells two rooms of the same kind apart; an offer has 0.
    """

    number: int
    room_type_id: int
    rate_plan_id: int
    arrival: datetime.date
    departure: datetime.date
    adults: int
    children: int
    babies: int

    @classmethod
    def parse(cls, text: str) -> "Pick | None":
        """Return the pick that `text` spells, None for anything else."""
        parts = text.split("/")
        if len(parts) != 8:
            return None
        arrival, departure = edge.day(parts[3]), edge.day(parts[4])
        found = [edge.number(part, most=MOST_NUMBER) for part in (*parts[:3], *parts[5:])]
        numbers = [number for number in found if number is not None]
        if arrival is None or departure is None or len(numbers) < len(found):
            return None
        number, room_type, plan, *persons = numbers
        if max(persons) > MOST_PERSONS or not 0 <= (departure - arrival).days <= LONGEST_STAY:
            return None
        return cls(number, room_type, plan, arrival, departure, *persons)

    def __str__(self) -> str:
        return "/".join(str(part) for part in astuple(self))

    @property
    def count_name(self) -> str:
        """The field of the page that says how many rooms of this offer are wanted."""
        return f"rooms-{self.room_type_id}-{self.rate_plan_id}"

    @property
    def dates(self) -> DatesWish:
        return DatesWish(self.arrival, self.departure, self.adults, self.children, self.babies)

    @property
    def nights(self) -> Nights:
        return Nights(self.arrival, self.departure)

    @property
    def slot(self) -> Slot:
        return slot_of(self.nights)


@dataclass(frozen=True)
class ChosenRoomWish:
    """The room, if one was chosen already, and the prices typed in.

    Without `prices` the rate plan's are taken.
    """

    room: int | None
    prices: tuple[Decimal, ...] | None


class ChosenRoomForm(WishForm[ChosenRoomWish]):
    """What may be said about one chosen room: its number, and its prices with the right."""

    asks = ChosenRoomWish

    room = forms.TypedChoiceField(label=_("Room"), required=False, coerce=int, empty_value=None)

    def __init__(
        self,
        data: Any = None,
        *,
        pick: Pick,
        rooms: list[Room],
        listed: tuple[Decimal, ...],
        sets_prices: bool,
        currency: str,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix=f"room{pick.number}", initial=initial)
        self.pick, self.listed, self.sets_prices = pick, listed, sets_prices
        labels = [(room.pk, f"{room.number} · {room.get_housekeeping_display()}") for room in rooms]
        self.choose_from("room", [("", _("Given later")), *labels])
        for place, date in enumerate(dates_of(pick.nights) if sets_prices else ()):
            field = MoneyField(
                label=day(date, "weekday"),
                max_digits=12,
                initial=listed[place] if listed else None,
            )
            self.fields[f"price_{date.isoformat()}"] = field.in_currency(currency)

    @property
    def price_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("price_")]

    def given(self) -> dict[str, Any]:
        return super().given() | {"prices": self._prices()}

    def _prices(self) -> tuple[Decimal, ...] | None:
        if not self.sets_prices:
            return None
        typed = tuple(self.cleaned_data[field.name] for field in self.price_fields)
        return None if typed == self.listed else typed
