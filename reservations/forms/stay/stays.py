"""What may change about one stay: its dates, the price of each night, its people."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards.profiles import Card
from cardex.enums import ProfileKind
from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.forms.fields import DayField
from hotelpms.kit.forms.money import MoneyField
from hotelpms.kit.forms.wishes import VersionForm
from hotelpms.kit.templatetags.kit import day
from reservations.domain.pages.stay_sheet import NightLine
from reservations.forms.booking.card_field import CardField, point_to_cardex
from reservations.forms.stay.companions import NewCompanions
from reservations.models import Stay


@dataclass(frozen=True, kw_only=True)
class DatesWish:
    version: int
    arrival: datetime.date
    departure: datetime.date
    tells_booker: bool
    keeps_room: bool = True


TELLS_BOOKER = _("Tell the booker by e-mail what has changed")


@dataclass(frozen=True)
class PricesWish:
    """One price for each night, in their order."""

    version: int
    prices: list[Decimal]
    tells_booker: bool


@dataclass(frozen=True)
class GuestsWish:
    version: int
    guest: Profile
    companion_ids: tuple[int, ...]
    new_companions: tuple[Card, ...]
    adults: int
    children: int
    babies: int
    arrival_time: datetime.time | None


class ChangeDatesForm(VersionForm[DatesWish]):
    """Other dates for a stay."""

    asks = DatesWish

    arrival = DayField(label=_("Arrival"))
    departure = DayField(label=_("Departure"))
    keeps_room = forms.BooleanField(label=_("Keep the room"), required=False)
    tells_booker = forms.BooleanField(label=TELLS_BOOKER, required=False)

    def __init__(self, data: Any = None, *, stay: Stay) -> None:
        initial = {
            "version": stay.version,
            "arrival": stay.arrival,
            "departure": stay.departure,
            "keeps_room": True,
            "tells_booker": True,
        }
        super().__init__(data, initial=initial)
        if stay.checked_in_on:
            self.fields["arrival"].widget.attrs["readonly"] = True
        if stay.room_id is None or stay.checked_in_on:
            del self.fields["keeps_room"]

    def clean(self) -> None:
        arrival, departure = self.cleaned_data.get("arrival"), self.cleaned_data.get("departure")
        if arrival and departure and (departure - arrival).days > 366:
            self.add_error("departure", _("A stay lasts a year at most."))


class PricesForm(VersionForm[PricesWish]):
    """A price for each night that is not on the bill yet."""

    asks = PricesWish

    def __init__(self, data: Any = None, *, nights: list[NightLine], version: int) -> None:
        super().__init__(data, initial={"version": version, "tells_booker": True})
        self.nights = nights
        for night in nights:
            field = MoneyField(
                label=day(night.date, "weekday"),
                max_digits=12,
                initial=night.price.amount,
                disabled=night.is_posted,
                help_text=_("On the bill already.") if night.is_posted else "",
            )
            self.fields[self._name(night.date)] = field.in_currency(night.price.currency)
        self.fields["tells_booker"] = forms.BooleanField(label=TELLS_BOOKER, required=False)

    def given(self) -> dict[str, Any]:
        prices = [self.cleaned_data[self._name(night.date)] for night in self.nights]
        return super().given() | {"prices": prices}

    @staticmethod
    def _name(date: datetime.date) -> str:
        return f"price_{date.isoformat()}"


class GuestsForm(VersionForm[GuestsWish]):
    """Who sleeps in the room, who comes along, and how many they are."""

    asks = GuestsWish

    guest = CardField(label=_("Guest"), kind=ProfileKind.GUEST)
    companions = forms.ModelMultipleChoiceField(
        Profile.objects.none(),
        label=_("Companions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    companion = CardField(label=_("Another companion"), kind=ProfileKind.GUEST, required=False)
    adults = forms.IntegerField(label=_("Adults"), min_value=1, max_value=99)
    children = forms.IntegerField(label=_("Children"), min_value=0, max_value=99)
    babies = forms.IntegerField(label=_("Babies"), min_value=0, max_value=99)
    arrival_time = forms.TimeField(
        label=_("Expected hour of arrival"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, data: Any = None, *, stay: Stay, hotel: Hotel, may_create: bool) -> None:
        companions = Profile.objects.filter(accompanied__stay=stay).order_by("sort_key", "pk")
        names = ("version", "guest", "adults", "children", "babies", "arrival_time")
        initial = {name: getattr(stay, name) for name in names} | {"companions": companions}
        super().__init__(data, initial=initial)
        self.choose_from("companions", companions)
        if not companions:
            del self.fields["companions"]
        point_to_cardex(self.fields, hotel)
        known = len(companions)
        self.people = NewCompanions(self, stay, known=known) if may_create else None

    def clean(self) -> None:
        if self.people is not None:
            self.people.clean()

    @property
    def named_fields(self) -> list[forms.BoundField]:
        """The fields of those who have a card, and of how many they are."""
        return [field for field in self.visible_fields() if not field.name.startswith("new")]

    def given(self) -> dict[str, Any]:
        people = [*self.cleaned_data.get("companions", ()), self.cleaned_data["companion"]]
        ids = [person.pk for person in people if person]
        new = self.people
        return super().given() | {
            "companion_ids": (*ids, *(new.ids if new else ())),
            "new_companions": tuple(new.cards) if new else (),
        }
