"""When somebody comes and how many they are: what every offer is asked with."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.fields import DayField
from hotelpms.kit.forms.wishes import WishForm

LONGEST_STAY = 366


@dataclass(frozen=True)
class DatesWish:
    """Equal dates are a day use."""

    arrival: datetime.date
    departure: datetime.date
    adults: int
    children: int
    babies: int


class DatesForm(WishForm[DatesWish]):
    """When and how many; equal dates are a day use."""

    asks = DatesWish

    arrival = DayField(label=_("Arrival"))
    departure = DayField(
        label=_("Departure"),
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
