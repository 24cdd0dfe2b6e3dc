"""The first prices of a hotel: one field for each type of room."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.fields import DayField, LineField
from hotelpms.kit.forms.money import MoneyField
from hotelpms.kit.forms.wishes import WishForm
from hotelpms.opening.domain.first_rates import FirstRates
from reservations.enums import Board
from reservations.models import RoomType

YEAR = datetime.timedelta(days=364)
MOST_PERCENT = 900


class FirstRatesForm(WishForm[FirstRates]):
    """A plan, its board and its prices; `price_<id>` is that of a room type."""

    name = LineField(label=_("Name of the rate plan"), max_length=100)
    code = LineField(label=_("Code"), max_length=20, initial="BAR")
    board = forms.ChoiceField(label=_("Board"), choices=Board.choices, initial=Board.BB)
    first = DayField(label=_("From the night of"))
    last = DayField(label=_("Until the night of"))
    weekend_percent = forms.DecimalField(
        label=_("More on Friday and Saturday, in per cent"),
        min_value=0,
        max_value=MOST_PERCENT,
        max_digits=6,
        decimal_places=2,
        initial=Decimal(0),
    )

    def __init__(
        self,
        *args: Any,
        room_types: Iterable[RoomType],
        currency: str,
        today: datetime.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.room_types = list(room_types)
        for room_type in self.room_types:
            field = MoneyField(label=room_type.name, above_zero=True).in_currency(currency)
            self.fields[f"price_{room_type.pk}"] = field
        self.initial.setdefault("name", _("Best available rate"))
        self.initial.setdefault("first", today)
        self.initial.setdefault("last", today + YEAR)

    @property
    def price_fields(self) -> list[forms.BoundField]:
        """The fields of the prices, in the order of the types."""
        return [self[f"price_{room_type.pk}"] for room_type in self.room_types]

    @property
    def plan_fields(self) -> list[forms.BoundField]:
        """All other fields."""
        return [field for field in self if not field.name.startswith("price_")]

    def wish(self) -> FirstRates:
        typed = self.cleaned_data
        return FirstRates(
            code=typed["code"],
            name=typed["name"],
            board=typed["board"],
            prices={one.pk: typed[f"price_{one.pk}"] for one in self.room_types},
            first=typed["first"],
            last=typed["last"],
            weekend_percent=typed["weekend_percent"],
        )
