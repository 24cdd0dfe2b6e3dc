"""Closing a room for some time."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.fields import DayField, LineField
from hotelpms.kit.forms.wishes import WishForm
from reservations.enums import OutOfOrderKind


@dataclass(frozen=True)
class ClosureWish:
    kind: str
    from_date: datetime.date
    to_date: datetime.date
    reason: str


class ClosureForm(WishForm[ClosureWish]):
    """Out of order takes the room out of sale; out of service is only a mark."""

    asks = ClosureWish

    kind = forms.ChoiceField(label=_("Kind"), choices=OutOfOrderKind.choices)
    from_date = DayField(label=_("From the night of"))
    to_date = DayField(label=_("Open again on"))
    reason = LineField(label=_("Reason"), max_length=200)

    def __init__(self, data: Any = None, *, business_date: datetime.date) -> None:
        initial = {
            "kind": OutOfOrderKind.OOO,
            "from_date": business_date,
            "to_date": business_date + datetime.timedelta(days=1),
        }
        super().__init__(data, initial=initial)
