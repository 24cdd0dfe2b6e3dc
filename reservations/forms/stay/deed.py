"""The small forms about a reservation or a stay, one for each thing that can be done with it."""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cardex.enums import ProfileKind
from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.forms.money import MoneyField
from hotelpms.kit.templatetags.kit import day
from reservations.domain.pages.stay_sheet import NightLine
from reservations.enums import Guarantee
from reservations.forms.booking.booking import date_input
from reservations.forms.booking.card_field import CardField, point_to_cardex
from reservations.models import MarketSegment, Reservation, Room, RoomType, Stay


class DeedForm(forms.Form):
    """A form that is refused without losing what was typed."""

    def refuse(self, sentence: str) -> None:
        """Show the sentence above the fields."""
        self.add_error(None, sentence)

    def see_version(self, version: int) -> None:
        """Let the next try be about the row as it is now."""
        if "version" in self.fields:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix("version")] = str(version)  # type: ignore[index]


class VersionForm(DeedForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def room_choices(rooms: list[Room], own_type: RoomType) -> list[Any]:
    """Return the rooms as choices grouped by type, the stay's own type first."""
    groups: dict[str, list[tuple[int, str]]] = {own_type.name: []}
    for room in rooms:
        label = f"{room.number} · {room.get_housekeeping_display()}"
        groups.setdefault(room.room_type.name, []).append((room.pk, label))
    return [("", _("Choose a room")), *((name, found) for name, found in groups.items() if found)]


class RoomForm(DeedForm):
    """A room for all nights of a booked stay."""

    room = forms.TypedChoiceField(label=_("Free room"), coerce=int)
    changes_type = forms.BooleanField(
        label=_("The stay may change its room type"),
        required=False,
        help_text=_("The price stays as it was booked."),
    )

    def __init__(self, *args: Any, rooms: list[Room], own_type: RoomType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room_field: Any = self.fields["room"]
        room_field.choices = room_choices(rooms, own_type)


class MoveForm(RoomForm):
    """Another room from a date on."""

    from_date = forms.DateField(
        label=_("From the night of"),
        widget=date_input(),
        help_text=_("A later date plans the move; the night closing carries it out."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)
    accepts_dirty = forms.BooleanField(
        label=_("Take the room although it is not clean"), required=False
    )
    field_order = ("from_date", "room", "reason", "changes_type", "accepts_dirty")

    def __init__(self, *args: Any, may_take_dirty: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_take_dirty:
            del self.fields["accepts_dirty"]


class ChangeDatesForm(VersionForm):
    """Other dates for a stay."""

    arrival = forms.DateField(label=_("Arrival"), widget=date_input())
    departure = forms.DateField(label=_("Departure"), widget=date_input())
    keeps_room = forms.BooleanField(label=_("Keep the room"), required=False)
    sends_confirmation = forms.BooleanField(
        label=_("Send the confirmation with the new dates"), required=False
    )

    def __init__(self, data: Any = None, *, stay: Stay) -> None:
        initial = {
            "version": stay.version,
            "arrival": stay.arrival,
            "departure": stay.departure,
            "keeps_room": True,
            "sends_confirmation": True,
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


class PricesForm(VersionForm):
    """A price for each night that is not on the bill yet."""

    def __init__(self, data: Any = None, *, nights: list[NightLine], version: int) -> None:
        super().__init__(data, initial={"version": version})
        self.nights = nights
        for night in nights:
            field = MoneyField(
                label=day(night.date, "EEE d MMM"),
                max_digits=12,
                initial=night.price.amount,
                disabled=night.is_posted,
                help_text=_("On the bill already.") if night.is_posted else "",
            )
            self.fields[self._name(night.date)] = field.in_currency(night.price.currency)

    @property
    def prices(self) -> list[Decimal]:
        """One price for each night, in their order."""
        return [self.cleaned_data[self._name(night.date)] for night in self.nights]

    @staticmethod
    def _name(date: datetime.date) -> str:
        return f"price_{date.isoformat()}"


class GuestsForm(VersionForm):
    """Who sleeps in the room, who comes along, and how many they are."""

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

    def __init__(self, data: Any = None, *, stay: Stay, hotel: Hotel) -> None:
        companions = Profile.objects.filter(accompanied__stay=stay).order_by("last_name", "pk")
        names = ("version", "guest", "adults", "children", "babies", "arrival_time")
        initial = {name: getattr(stay, name) for name in names} | {"companions": companions}
        super().__init__(data, initial=initial)
        field: Any = self.fields["companions"]
        field.queryset = companions
        if not companions:
            del self.fields["companions"]
        point_to_cardex(self.fields, hotel)

    @property
    def companion_ids(self) -> tuple[int, ...]:
        people = [*self.cleaned_data.get("companions", ()), self.cleaned_data["companion"]]
        return tuple(person.pk for person in people if person)


class CancelForm(VersionForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)
    fee = MoneyField(
        label=_("Cancellation fee"),
        required=False,
        min_value=0,
        max_digits=12,
        help_text=_("It is noted on the reservation; the cashier posts it."),
    )
    sends_letter = forms.BooleanField(
        label=_("Tell the booker by e-mail"), required=False, initial=True
    )


class DetailsForm(VersionForm):
    """What is free to change about a reservation."""

    segment = forms.ModelChoiceField(
        MarketSegment.objects.none(),
        label=_("Market segment"),
        required=False,
        empty_label=_("Not given"),
    )
    guarantee = forms.ChoiceField(label=_("Guarantee"), choices=Guarantee.choices)
    agency = CardField(label=_("Agency"), kind=ProfileKind.AGENCY, required=False)
    company = CardField(label=_("Company"), kind=ProfileKind.COMPANY, required=False)
    language = forms.ChoiceField(label=_("Language of the messages"), choices=settings.LANGUAGES)
    requests = forms.CharField(
        label=_("Special requests"), required=False, widget=forms.Textarea({"rows": 3})
    )
    notes = forms.CharField(
        label=_("Notes of the house"), required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data: Any = None, *, reservation: Reservation) -> None:
        initial = {name: getattr(reservation, name) for name in ("version", *self.base_fields)}
        super().__init__(data, initial=initial)
        segments = MarketSegment.objects.filter(hotel=reservation.hotel_id)
        field: Any = self.fields["segment"]
        field.queryset = (
            segments.filter(is_active=True) | segments.filter(pk=reservation.segment_id or 0)
        ).order_by("name")
        point_to_cardex(self.fields, reservation.hotel)
