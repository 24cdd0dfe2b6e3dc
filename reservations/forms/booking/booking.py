"""The booking page: dates and persons, the rooms chosen so far, and who books them."""

import datetime
from dataclasses import astuple, dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards.phones import NotAPhoneNumber, to_e164
from cardex.domain.cards.profiles import Card
from cardex.domain.cards.queries import likely_duplicates
from cardex.enums import ProfileKind
from cardex.forms.cards.countries import PhoneInput
from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.forms.money import MoneyField
from hotelpms.kit.period import Nights
from hotelpms.kit.templatetags.kit import day
from reservations.domain.rates.pricing import dates_of
from reservations.enums import Guarantee, Slot
from reservations.forms.booking.card_field import CardField, point_to_cardex
from reservations.models import Channel, MarketSegment, Room

LONGEST_STAY = 366
MOST_ROOMS = 30


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


@dataclass(frozen=True)
class Pick:
    """One room chosen from the offers, as the page carries it along.

    `number` tells two rooms of the same kind apart.
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
        try:
            dates = [datetime.date.fromisoformat(part) for part in parts[3:5]]
            numbers = [int(part) for part in (*parts[:3], *parts[5:])]
        except ValueError:
            return None
        number, room_type, plan, *persons = numbers
        if dates[1] < dates[0] or min(numbers) < 0 or max(numbers) >= 2**31 or max(persons) > 99:
            return None
        if (dates[1] - dates[0]).days > LONGEST_STAY:
            return None
        return cls(number, room_type, plan, dates[0], dates[1], *persons)

    def __str__(self) -> str:
        return "/".join(str(part) for part in astuple(self))

    @property
    def nights(self) -> Nights:
        return Nights(self.arrival, self.departure)

    @property
    def slot(self) -> Slot:
        return Slot.DAY if self.nights.is_day_use else Slot.NIGHT


class DatesForm(forms.Form):
    """When and how many; equal dates are a day use."""

    arrival = forms.DateField(label=_("Arrival"), widget=date_input())
    departure = forms.DateField(
        label=_("Departure"),
        widget=date_input(),
        help_text=_("The day of arrival itself for a day use."),
    )
    adults = forms.IntegerField(label=_("Adults"), min_value=1, max_value=20)
    children = forms.IntegerField(label=_("Children"), min_value=0, max_value=20)
    babies = forms.IntegerField(label=_("Babies"), min_value=0, max_value=20)

    def __init__(self, *args: Any, business_date: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.business_date = business_date

    def clean(self) -> None:
        arrival, departure = self.cleaned_data.get("arrival"), self.cleaned_data.get("departure")
        if arrival and arrival < self.business_date:
            self.add_error("arrival", _("The arrival lies before the business date."))
        if not arrival or not departure:
            return
        if departure < arrival:
            self.add_error("departure", _("The departure must not lie before the arrival."))
        if (departure - arrival).days > LONGEST_STAY:
            self.add_error("departure", _("A stay lasts a year at most."))


class ChosenRoomForm(forms.Form):
    """What may be said about one chosen room: its number, and its prices with the right."""

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
        room_field: Any = self.fields["room"]
        room_field.choices = [("", _("Given later"))] + [
            (room.pk, f"{room.number} · {room.get_housekeeping_display()}") for room in rooms
        ]
        for place, date in enumerate(dates_of(pick.nights) if sets_prices else ()):
            field = MoneyField(
                label=day(date, "EEE d MMM"),
                max_digits=12,
                initial=listed[place] if listed else None,
            )
            self.fields[f"price_{date.isoformat()}"] = field.in_currency(currency)

    @property
    def price_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("price_")]

    @property
    def prices(self) -> tuple[Decimal, ...] | None:
        """The prices typed in, when they differ from the rate plan; None takes the plan's."""
        if not self.sets_prices:
            return None
        typed = tuple(self.cleaned_data[field.name] for field in self.price_fields)
        return None if typed == self.listed else typed


class BookingForm(forms.Form):
    """Who books, and what is known about the booking.

    Nothing is complained about until the person asks to book (`is_asked`): while rooms are
    being chosen, what was typed is only kept.
    """

    form_key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    guest = CardField(label=_("Guest"), kind=ProfileKind.GUEST, required=False)
    first_name = forms.CharField(label=_("First name"), max_length=120, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput({"type": "tel"})
    )
    language = forms.ChoiceField(
        label=_("Language of the messages"),
        required=False,
        choices=[("", _("As on the card")), *settings.LANGUAGES],
    )
    is_another_person = forms.BooleanField(
        label=_("This is another person: make a new card"), required=False
    )
    channel = forms.ModelChoiceField(
        Channel.objects.none(), label=_("Channel"), required=False, empty_label=_("Not given")
    )
    channel_ref = forms.CharField(
        label=_("Reference of the channel"), max_length=60, required=False
    )
    segment = forms.ModelChoiceField(
        MarketSegment.objects.none(),
        label=_("Market segment"),
        required=False,
        empty_label=_("Not given"),
    )
    agency = CardField(label=_("Agency"), kind=ProfileKind.AGENCY, required=False)
    company = CardField(label=_("Company"), kind=ProfileKind.COMPANY, required=False)
    guarantee = forms.ChoiceField(label=_("Guarantee"), choices=Guarantee.choices)
    option_until = forms.DateField(
        label=_("Option until"),
        required=False,
        widget=date_input(),
        help_text=_("Leave it empty for a firm booking."),
    )
    arrival_time = forms.TimeField(
        label=_("Expected hour of arrival"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    requests = forms.CharField(
        label=_("Special requests"), required=False, widget=forms.Textarea({"rows": 2})
    )
    notes = forms.CharField(
        label=_("Notes of the house"), required=False, widget=forms.Textarea({"rows": 2})
    )
    sends_confirmation = forms.BooleanField(
        label=_("Send the confirmation by e-mail"), required=False
    )

    def __init__(
        self,
        *args: Any,
        hotel: Hotel,
        business_date: datetime.date,
        is_asked: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hotel, self.business_date, self.is_asked = hotel, business_date, is_asked
        self.alike: list[Profile] = []
        for name, rows in (("channel", Channel), ("segment", MarketSegment)):
            field: Any = self.fields[name]
            field.queryset = rows.objects.filter(hotel=hotel, is_active=True).order_by("name")
        point_to_cardex(self.fields, hotel)
        self.fields["phone"].widget = PhoneInput(country=str(hotel.country))

    def full_clean(self) -> None:
        if self.is_asked:
            super().full_clean()
        else:
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}

    def clean_phone(self) -> str:
        try:
            return to_e164(self.cleaned_data["phone"], country=str(self.hotel.country))
        except NotAPhoneNumber as error:
            raise ValidationError(str(error.message)) from error

    def clean_option_until(self) -> datetime.date | None:
        until: datetime.date | None = self.cleaned_data["option_until"]
        if until and until < self.business_date:
            raise ValidationError(_("The option would have lapsed already."))
        return until

    def clean(self) -> None:
        if self.cleaned_data.get("guest") or "guest" in self.errors:
            return
        if not self.cleaned_data.get("last_name"):
            self.add_error("guest", _("Choose the guest, or enter a new one."))
        elif not self.cleaned_data["is_another_person"]:
            self._compare()

    @property
    def new_guest(self) -> Card | None:
        """The card to make, None when a guest was chosen."""
        data = self.cleaned_data
        if data["guest"]:
            return None
        return Card(
            first_name=data["first_name"],
            last_name=data["last_name"],
            email=data["email"],
            phone=data["phone"],
            language=data["language"] or self.hotel.default_language,
        )

    @property
    def letter_language(self) -> str:
        guest: Profile | None = self.cleaned_data["guest"]
        known = guest.language if guest else self.hotel.default_language
        return str(self.cleaned_data["language"] or known)

    def _compare(self) -> None:
        data = self.cleaned_data
        self.alike = likely_duplicates(
            last_name=data["last_name"], email=data.get("email", ""), phone=data.get("phone", "")
        )
        if self.alike:
            self.add_error(
                "is_another_person", _("A card like this exists. Choose it, or make a new one.")
            )
