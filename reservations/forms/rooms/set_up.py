"""Forms of the set-up: what is chosen together belongs to one hotel."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.forms.whole_row import WholeRowForm
from reservations.models import RateNight, Room


class RoomForm(WholeRowForm):
    class Meta:
        model = Room
        fields = ("hotel", "room_type", "number", "floor", "features", "is_active")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        room_type = cleaned.get("room_type")
        hotel = cleaned.get("hotel")
        if room_type and hotel and room_type.hotel_id != hotel.pk:
            self.add_error("room_type", _("This room type belongs to another hotel."))
        features = cleaned.get("features") or ()
        if hotel and any(feature.hotel_id != hotel.pk for feature in features):
            self.add_error("features", _("This feature belongs to another hotel."))
        return cleaned


class RateNightForm(WholeRowForm):
    class Meta:
        model = RateNight
        fields = (
            "rate_plan",
            "room_type",
            "date",
            "price",
            "is_closed",
            "closed_to_arrival",
            "closed_to_departure",
            "min_nights",
            "max_nights",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        plan, room_type = cleaned.get("rate_plan"), cleaned.get("room_type")
        if plan and room_type and plan.hotel_id != room_type.hotel_id:
            self.add_error("room_type", _("This room type belongs to another hotel."))
        return cleaned
