"""The guided check-in: room, the few facts of the card that are missing, the third clause."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from cardex.domain.cards.phones import NotAPhoneNumber, to_e164
from cardex.domain.cards.profiles import Card, card_of
from cardex.enums import ConsentSource, ProfileKind
from cardex.forms.cards.countries import PhoneInput, often_first
from cardex.models import Profile
from hotelpms.kit.forms.fields import DayField, EmailField, LineField
from hotelpms.kit.forms.wishes import WishForm
from reservations.domain.front_desk.guided_check_in import GuidedCheckIn, RoomChoice
from reservations.forms.booking.card_field import CardField, point_to_cardex
from reservations.forms.stay.companions import NewCompanions
from reservations.models import Stay

# What the desk completes while the guest stands there; the rest is the Cardex's business.
CARD_FIELDS = ("nationality", "birth_date", "email", "phone")
SOURCES = (
    (ConsentSource.TABLET.value, _("On the tablet")),
    (ConsentSource.PAPER.value, _("On paper")),
)


class CheckInForm(WishForm[GuidedCheckIn]):
    """One page, one button. Fields whose right the person lacks are not there."""

    asks = GuidedCheckIn

    room = forms.TypedChoiceField(label=_("Room"), coerce=int)
    accepts_dirty = forms.BooleanField(
        label=_("Take the room although it is not clean"), required=False
    )
    nationality = CountryField(blank=True).formfield(label=_("Nationality"))
    birth_date = DayField(
        label=_("Birth date"),
        required=False,
    )
    email = EmailField(label=_("E-mail"), required=False)
    phone = LineField(
        label=_("Phone"),
        required=False,
        max_length=32,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    accepts_clause = forms.BooleanField(label=_("The guest accepts clause 3"), required=False)
    source = forms.ChoiceField(
        label=_("Signed"),
        choices=SOURCES,
        initial=ConsentSource.TABLET,
        required=False,
        widget=forms.RadioSelect,
    )
    companion = CardField(label=_("Another companion"), kind=ProfileKind.GUEST, required=False)
    key_note = LineField(
        label=_("Keys"),
        required=False,
        max_length=120,
        help_text=_("For example: two cards, parking 14."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        stay: Stay,
        rooms: list[RoomChoice],
        may_take_dirty: bool,
        may_edit_card: bool,
        may_note_consent: bool,
        may_create: bool,
    ) -> None:
        self.stay = stay
        self.rooms = [room for room in rooms if room.is_ready or room.is_assigned or may_take_dirty]
        card = {name: getattr(stay.guest, name) for name in CARD_FIELDS}
        initial = card | {"room": _first(self.rooms), "source": ConsentSource.TABLET}
        super().__init__(data, initial=initial)
        self.choose_from("room", _grouped(self.rooms))
        if not may_take_dirty:
            del self.fields["accepts_dirty"]
        home = str(stay.hotel.country)
        self.fields["phone"].widget = PhoneInput(country=home)
        often_first(self.fields["nationality"], home=home)
        if not may_edit_card:
            for name in CARD_FIELDS:
                del self.fields[name]
        if not may_note_consent:
            del self.fields["accepts_clause"], self.fields["source"]
        self.companions = list(Profile.objects.filter(accompanied__stay=stay).order_by("sort_key"))
        known = len(self.companions)
        self.people = NewCompanions(self, stay, known=known) if may_create else None
        point_to_cardex(self.fields, stay.hotel)

    def clean(self) -> None:
        if self.people is not None:
            self.people.clean()

    def clean_phone(self) -> str:
        try:
            return to_e164(self.cleaned_data["phone"], country=str(self.stay.hotel.country))
        except NotAPhoneNumber as error:
            raise ValidationError(str(error.message)) from error

    @property
    def missing(self) -> list[BoundField]:
        """What the card lacks, to be asked for."""
        return [field for field in self._card_fields() if not self._is_known(field)]

    @property
    def known(self) -> list[BoundField]:
        """What the card says already."""
        return [field for field in self._card_fields() if self._is_known(field)]

    @property
    def has_mistake_in_known(self) -> bool:
        return any(field.errors for field in self.known)

    @property
    def opens_companions(self) -> bool:
        """Something of a companion was typed."""
        has_row = self.people is not None and self.people.is_open
        return has_row or bool(self["companion"].errors)

    @property
    def suggested(self) -> RoomChoice | None:
        """The room that the page offers, if there is one to walk into."""
        return next((room for room in self.rooms if room.room.pk == self.initial["room"]), None)

    def given(self) -> dict[str, Any]:
        typed, new = self.cleaned_data, self.people
        found = [typed["companion"].pk] if typed.get("companion") else []
        accepts = typed.get("accepts_clause")
        return super().given() | {
            "stay_id": self.stay.pk,
            "room_id": typed["room"],
            "card": self._card(),
            "companion_ids": (*found, *(new.ids if new else ())),
            "new_companions": tuple(new.cards) if new else (),
            "consent_source": (typed.get("source") or ConsentSource.PAPER) if accepts else "",
        }

    def _card_fields(self) -> list[BoundField]:
        return [self[name] for name in CARD_FIELDS if name in self.fields]

    def _is_known(self, field: BoundField) -> bool:
        return bool(getattr(self.stay.guest, field.name))

    def _card(self) -> Card | None:
        before = card_of(self.stay.guest)
        changed = {name: self.cleaned_data[name] for name in CARD_FIELDS if name in self.fields}
        after = replace(before, **changed)
        return after if after != before else None


def _first(rooms: list[RoomChoice]) -> int | None:
    """Return the assigned room when it is ready, else the best one that is, else the assigned.

    Rooms of another type are an upgrade, which a person decides.
    """
    ready = [room for room in rooms if room.is_ready and not room.is_occupied]
    for room in ready:
        if room.is_assigned or room.is_own_type:
            return room.room.pk
    return next((room.room.pk for room in rooms if room.is_assigned), None)


def _grouped(rooms: list[RoomChoice]) -> list[Any]:
    groups: dict[str, list[tuple[int, str]]] = {}
    for choice in rooms:
        groups.setdefault(_group(choice), []).append((choice.room.pk, _label(choice)))
    return [("", _("Choose a room")), *groups.items()]


def _group(choice: RoomChoice) -> str:
    if choice.is_assigned:
        return str(_("Assigned"))
    if choice.is_upgrade:
        return str(_("Other type: %(type)s") % {"type": choice.room.room_type.local_name})
    return str(_("Ready") if choice.is_ready else _("Not clean"))


def _label(choice: RoomChoice) -> str:
    state = _("occupied") if choice.is_occupied else choice.room.get_housekeeping_display()
    parts = [choice.room.number, str(state)]
    if choice.room.floor:
        parts.append(str(_("floor %(floor)s") % {"floor": choice.room.floor}))
    return " · ".join(parts)
