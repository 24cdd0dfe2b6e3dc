"""Room types and rooms, one by one."""

from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.forms.set_up import RowForm
from hotelpms.hotels.models import Hotel
from reservations.domain.set_up.rooms import has_nights
from reservations.models import Room, RoomType

MOST_GUESTS, MOST_OVERBOOKED = 99, 999


class RoomTypeForm(RowForm):
    class Meta:
        model = RoomType
        fields = (
            "name",
            "code",
            "base_occupancy",
            "max_occupancy",
            "overbooking_limit",
            "position",
            "names",
            "is_active",
        )
        help_texts = {
            "position": _("Types stand in this order on every page, the lowest first."),
        }

    base_occupancy = forms.IntegerField(
        label=_("Usual number of guests"),
        min_value=1,
        max_value=MOST_GUESTS,
        help_text=_("For how many guests the room is made up."),
    )
    max_occupancy = forms.IntegerField(
        label=_("Greatest number of guests"),
        min_value=1,
        max_value=MOST_GUESTS,
        help_text=_("With extra beds. It is not offered to more."),
    )
    overbooking_limit = forms.IntegerField(
        label=_("Overbooking limit"),
        min_value=0,
        max_value=MOST_OVERBOOKED,
        help_text=_(
            "Rooms that may be sold beyond those that exist. 0: never more than there are."
        ),
    )

    def __init__(self, *args: Any, hotel: Hotel, **kwargs: Any) -> None:
        super().__init__(*args, hotel=hotel, **kwargs)
        if self.instance.pk is None:
            last = RoomType.objects.filter(hotel=hotel).aggregate(Max("position"))["position__max"]
            self.initial["position"] = 0 if last is None else last + 1


class RoomForm(RowForm):
    class Meta:
        model = Room
        fields = ("number", "room_type", "floor", "features", "is_active")
        widgets = {"features": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, hotel: Hotel, **kwargs: Any) -> None:
        super().__init__(*args, hotel=hotel, **kwargs)
        types: Any = self.fields["room_type"]
        types.queryset = types.queryset.order_by("position", "pk")
        features: Any = self.fields["features"]
        features.queryset = features.queryset.order_by("name", "pk")
        if not features.queryset.exists():
            del self.fields["features"]
        if self.instance.pk and has_nights(self.instance):
            types.disabled = True
            types.help_text = _(
                "The room has had guests or closures as this type. For another one give it another"
                " number, switch it off, and make a new room."
            )
