"""The order to close a day."""

import datetime
from dataclasses import dataclass

from django import forms

from hotelpms.kit.forms.fields import DayField
from hotelpms.kit.forms.wishes import WishForm


@dataclass(frozen=True)
class StartWish:
    business_date: datetime.date
    extends_due_outs: bool
    is_confirmed: bool


class StartClosingForm(WishForm[StartWish]):
    """The date that the person saw, who stays on, and whether an odd moment is meant."""

    asks = StartWish

    business_date = DayField(widget=forms.HiddenInput)
    extends_due_outs = forms.BooleanField(required=False)
    is_confirmed = forms.BooleanField(required=False)
