"""The first business date of a hotel."""

import datetime
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.errors import Refused
from hotelpms.kit.forms.fields import DayField
from hotelpms.kit.forms.wishes import WishForm
from hotelpms.opening.domain.first_day import FarFromToday


@dataclass(frozen=True)
class FirstDay:
    date: datetime.date
    is_sure: bool = False


class FirstDayForm(WishForm[FirstDay]):
    """The date; whoever begins far from today is asked once more."""

    asks = FirstDay

    date = DayField(label=_("First business date"))
    is_sure = forms.BooleanField(
        label=_("The hotel begins on this date"), required=False, widget=forms.HiddenInput
    )

    def refuse(self, refused: Refused) -> None:
        super().refuse(refused)
        if isinstance(refused, FarFromToday):
            self.fields["is_sure"].widget = forms.CheckboxInput()
