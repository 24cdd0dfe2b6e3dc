"""Who books, and what is known about the booking."""

import datetime
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
from hotelpms.kit.forms.fields import DayField, EmailField, LineField, TextField
from hotelpms.kit.forms.wishes import WishForm, id_of
from reservations.domain.bookings.bookings import BookingRequest
from reservations.enums import Guarantee
from reservations.forms.booking.card_field import CardField, point_to_cardex
from reservations.models import Channel, MarketSegment

# The rows that a booking may name.
NAMED = ("company", "agency", "segment", "channel")
NEW_GUEST = ("last_name", "first_name", "email", "phone")


class BookingForm(WishForm[BookingRequest]):
    """The wish has no rooms yet: the page adds those that were chosen.

    Nothing is complained about until the person asks to book (`is_asked`): while rooms are
    being chosen, what was typed is only kept.
    """

    asks = BookingRequest

    form_key = LineField(max_length=64, widget=forms.HiddenInput)
    guest = CardField(label=_("Guest"), kind=ProfileKind.GUEST, required=False)
    first_name = LineField(label=_("First name"), max_length=120, required=False)
    last_name = LineField(label=_("Last name"), max_length=120, required=False)
    email = EmailField(label=_("E-mail"), required=False)
    phone = LineField(
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
    channel_ref = LineField(label=_("Reference of the channel"), max_length=60, required=False)
    segment = forms.ModelChoiceField(
        MarketSegment.objects.none(),
        label=_("Market segment"),
        required=False,
        empty_label=_("Not given"),
    )
    agency = CardField(label=_("Agency"), kind=ProfileKind.AGENCY, required=False)
    company = CardField(label=_("Company"), kind=ProfileKind.COMPANY, required=False)
    guarantee = forms.ChoiceField(label=_("Guarantee"), choices=Guarantee.choices)
    option_until = DayField(
        label=_("Option until"),
        required=False,
        help_text=_("Leave it empty for a firm booking."),
    )
    arrival_time = forms.TimeField(
        label=_("Expected hour of arrival"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    requests = TextField(label=_("Special requests"), required=False, rows=2)
    notes = TextField(label=_("Notes of the house"), required=False, rows=2)
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
            active = rows.objects.filter(hotel=hotel, is_active=True)
            self.choose_from(name, active.order_by("name"))
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
    def opens_new_guest(self) -> bool:
        """Something of a new guest was typed, or the guest has to be entered."""
        names = [name for name in NEW_GUEST if name in self.fields]
        wrong = {"guest", "email", "phone"} & set(self.errors)
        return bool(wrong) or any(self[name].value() for name in names)

    @property
    def comes_at(self) -> datetime.time | None:
        """When the guest is expected, once the form is valid."""
        return self.cleaned_data.get("arrival_time")

    def given(self) -> dict[str, Any]:
        typed, guest = self.cleaned_data, self.cleaned_data["guest"]
        known = guest.language if guest else self.hotel.default_language
        return {
            **super().given(),
            **{f"{name}_id": id_of(typed.get(name)) for name in NAMED},
            "booker_id": guest.pk if guest else 0,
            "stays": (),
            "channel_ref": typed["channel_ref"] if typed.get("channel") else "",
            "language": typed["language"] or known,
        }

    def _compare(self) -> None:
        data = self.cleaned_data
        self.alike = likely_duplicates(
            last_name=data["last_name"], email=data.get("email", ""), phone=data.get("phone", "")
        )
        if self.alike:
            self.add_error(
                "is_another_person", _("A card like this exists. Choose it, or make a new one.")
            )
