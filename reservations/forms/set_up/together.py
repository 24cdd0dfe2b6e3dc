"""Many rooms changed in one go."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.forms.fields import LineField
from hotelpms.kit.forms.wishes import WishForm
from reservations.domain.set_up.rooms import RoomsChange
from reservations.models import Room, RoomFeature

LEAVE, ON, OFF = "", "on", "off"


class TogetherForm(WishForm[RoomsChange]):
    """What the chosen rooms get; a field that is left alone changes nothing."""

    asks = RoomsChange

    ids = forms.ModelMultipleChoiceField(
        queryset=Room.objects.none(), widget=forms.MultipleHiddenInput, required=False
    )
    floor = LineField(
        label=_("Floor"),
        max_length=12,
        required=False,
        help_text=_("Empty: each keeps its own."),
    )
    add = forms.ModelMultipleChoiceField(
        label=_("Give these features"),
        queryset=RoomFeature.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    remove = forms.ModelMultipleChoiceField(
        label=_("Take these features away"),
        queryset=RoomFeature.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    active = forms.ChoiceField(
        label=_("State"),
        choices=[(LEAVE, _("As it is")), (ON, _("Active")), (OFF, _("Off"))],
        required=False,
        help_text=_("A room that is off is not sold. One with guests or bookings stays on."),
    )

    def __init__(self, data: Any = None, *, hotel: Hotel, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.choose_from("ids", Room.objects.filter(hotel=hotel))
        features = RoomFeature.objects.filter(hotel=hotel).order_by("name", "pk")
        self.choose_from("add", features.filter(is_active=True))
        self.choose_from("remove", features)
        if not features.exists():
            del self.fields["add"], self.fields["remove"]

    @property
    def rooms(self) -> list[Room]:
        """The rooms that were chosen. Only after is_valid()."""
        return list(self.cleaned_data["ids"])

    def given(self) -> dict[str, Any]:
        """Return what is to be changed in each room."""
        typed = self.cleaned_data
        return {
            "floor": typed["floor"] or None,
            "add": tuple(typed.get("add", ())),
            "remove": tuple(typed.get("remove", ())),
            "is_active": None if typed["active"] == LEAVE else typed["active"] == ON,
        }
