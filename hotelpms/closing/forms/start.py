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


class StartClosingForm(WishForm[StartWish]):
    """The date that the person saw, and whether guests who have not left stay on."""

    asks = StartWish

    business_date = DayField(widget=forms.HiddenInput)
    extends_due_outs = forms.BooleanField(required=False)
