"""What the room plan is asked for in its address, and what a drag on it sends."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.forms.fields import DayField, LineField
from hotelpms.kit.forms.wishes import MOST_VERSIONS, FilterForm, WishForm, id_of
from reservations.domain.plan.placing import Placement
from reservations.domain.plan.sheet import SHOWN_STATES, SPANS
from reservations.forms.booking.booking import NAMED, BookingForm
from reservations.models import Room, Stay

DEFAULT_SPAN = 14
PHONE_SPAN = 7
# The plan begins the day before, so that who leaves today is seen with last night's bar.
DAYS_BEFORE = 1
FARTHEST = 3 * 366


@dataclass(frozen=True)
class PlanWish:
    """The window of the plan and what it is narrowed down by."""

    first: datetime.date
    days: int
    type: int | None = None
    floor: str = ""
    state: str = ""
    free: bool = False

    @property
    def is_narrowed(self) -> bool:
        return bool(self.type or self.floor or self.state or self.free)


class PlanFilters(FilterForm[PlanWish]):
    """The window and the filters; nonsense in the address falls back to what is usual."""

    asks = PlanWish

    start = DayField(required=False)
    days = forms.TypedChoiceField(choices=[(n, n) for n in SPANS], coerce=int, required=False)
    type = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    floor = LineField(required=False, max_length=12)
    state = forms.ChoiceField(required=False, choices=[(name, name) for name in SHOWN_STATES])
    free = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, business_date: datetime.date, is_phone: bool = False) -> None:
        # The address says ?from=, which Python keeps for itself.
        super().__init__({**data.dict(), "start": data.get("from", "")})
        self.business_date = business_date
        self.usual_span = PHONE_SPAN if is_phone else DEFAULT_SPAN

    def given(self) -> dict[str, Any]:
        return {"days": self.usual_span} | super().given() | {"first": self._first()}

    def _first(self) -> datetime.date:
        usual = self.business_date - datetime.timedelta(days=DAYS_BEFORE)
        first: datetime.date = self.cleaned_data.get("start") or usual
        is_far = abs((first - self.business_date).days) > FARTHEST
        return self.business_date if is_far else first


class PlacementForm(WishForm[Placement]):
    """Where a bar was put: on another room, on other dates, or into the tray."""

    asks = Placement

    stay = forms.ModelChoiceField(Stay.objects.none())
    room = forms.ModelChoiceField(Room.objects.none(), required=False)
    tray = forms.BooleanField(required=False)
    first = DayField()
    arrival = DayField()
    departure = DayField()
    version = forms.IntegerField(min_value=1, max_value=MOST_VERSIONS)
    changes_type = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, hotel: Hotel) -> None:
        super().__init__(data)
        self.choose_from("stay", Stay.objects.filter(hotel=hotel))
        self.choose_from("room", Room.objects.filter(hotel=hotel, is_active=True))

    def clean(self) -> None:
        arrival, departure = self.cleaned_data.get("arrival"), self.cleaned_data.get("departure")
        if arrival and departure and (departure - arrival).days > 366:
            raise ValidationError(_("A stay lasts a year at most."))

    @property
    def moved(self) -> Stay:
        """The stay as it was before, once the form is valid."""
        found: Stay = self.cleaned_data["stay"]
        return found

    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return super().given() | {
            "stay_id": typed["stay"].pk,
            "from_date": typed["first"],
            "room_id": id_of(typed["room"]),
            "leaves_room": typed["tray"],
        }


class QuickBookingForm(BookingForm):
    """What the plan's panel asks for: of the booking form the fields that most bookings need."""

    field_order = ("guest", "first_name", "last_name", "email", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*NAMED, "channel_ref", "option_until", "arrival_time", "notes"):
            del self.fields[name]
