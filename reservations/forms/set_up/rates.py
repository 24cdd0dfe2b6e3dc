"""Prices and restrictions of many nights."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import weekday_names
from hotelpms.kit.forms.fields import DayField
from hotelpms.kit.forms.money import MoneyField
from hotelpms.kit.forms.wishes import WishForm
from reservations.domain.rates.filling import MOST_NIGHTS, Fill
from reservations.models import RatePlan, RoomType

LEAVE, YES, NO = "", "yes", "no"
EVERY_DAY = tuple(str(number) for number in range(7))


@dataclass(frozen=True)
class RatesWish:
    """Which nights, and what they get; weekdays from 0, which is Monday."""

    rate_plans: tuple[RatePlan, ...]
    room_types: tuple[RoomType, ...]
    first: datetime.date
    last: datetime.date
    weekdays: frozenset[int]
    fill: Fill


def _switch(label: Any) -> forms.ChoiceField:
    choices = [(LEAVE, _("Leave as it is")), (YES, _("Yes")), (NO, _("No"))]
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _nights(label: Any, least: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=MOST_NIGHTS, required=False, help_text=help_text
    )


def _several(label: Any, model: Any) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label=label, queryset=model.objects.none(), widget=forms.CheckboxSelectMultiple
    )


class RatesForm(WishForm[RatesWish]):
    """One price or restriction for plans, room types, dates and weekdays."""

    asks = RatesWish

    plans = _several(_("Rate plans"), RatePlan)
    types = _several(_("Room types"), RoomType)
    first = DayField(label=_("From the night of"))
    last = DayField(label=_("To the night of"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these nights"),
        coerce=int,
        choices=[(number, number) for number in EVERY_DAY],
        widget=forms.CheckboxSelectMultiple,
    )
    price = MoneyField(label=_("Price of a night"), required=False)
    is_closed = _switch(_("Stop sale"))
    closed_to_arrival = _switch(_("Closed to arrival"))
    closed_to_departure = _switch(_("Closed to departure"))
    min_nights = _nights(_("Minimum stay"), 1)
    max_nights = _nights(_("Maximum stay"), 0, _("0 takes the limit away."))

    def __init__(self, data: Any = None, *, hotel: Hotel, initial: Any = None) -> None:
        super().__init__(data, initial={"weekdays": EVERY_DAY, **(initial or {})})
        plans = RatePlan.objects.filter(hotel=hotel, is_active=True).select_related("hotel")
        self.choose_from("plans", plans.order_by("code", "pk"))
        types = RoomType.objects.filter(hotel=hotel, is_active=True)
        self.choose_from("types", types.order_by("position", "pk"))
        self.choose_from("weekdays", list(zip(EVERY_DAY, weekday_names(), strict=True)))
        price: Any = self.fields["price"]
        price.in_currency(hotel.currency)
        price.help_text = _("Tax is included.") if hotel.prices_include_tax else _("Without tax.")

    def given(self) -> dict[str, Any]:
        """Return the nights, and what is said about them."""
        typed = self.cleaned_data
        return {
            "rate_plans": tuple(typed["plans"]),
            "room_types": tuple(typed["types"]),
            "first": typed["first"],
            "last": typed["last"],
            "weekdays": frozenset(typed["weekdays"]),
            "fill": Fill(
                price=typed["price"],
                is_closed=_said(typed["is_closed"]),
                closed_to_arrival=_said(typed["closed_to_arrival"]),
                closed_to_departure=_said(typed["closed_to_departure"]),
                min_nights=typed["min_nights"],
                max_nights=typed["max_nights"],
            ),
        }


def _said(answer: str) -> bool | None:
    return None if answer == LEAVE else answer == YES
