"""What is asked when several stays of a reservation are changed at once."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.fields import DayField, LineField
from hotelpms.kit.forms.wishes import WishForm
from reservations.forms.stay.stays import TELLS_BOOKER
from reservations.models import Stay


@dataclass(frozen=True)
class Press:
    """Nothing is asked: the button says it all."""


class PressForm(WishForm[Press]):
    asks = Press


@dataclass(frozen=True)
class GroupDatesWish:
    arrival: datetime.date
    departure: datetime.date
    keeps_room: bool
    tells_booker: bool


class GroupDatesForm(WishForm[GroupDatesWish]):
    """The same dates for all."""

    asks = GroupDatesWish

    arrival = DayField(label=_("Arrival"))
    departure = DayField(label=_("Departure"))
    keeps_room = forms.BooleanField(label=_("Keep the rooms"), required=False, initial=True)
    tells_booker = forms.BooleanField(label=TELLS_BOOKER, required=False, initial=True)

    def __init__(self, data: Any = None, *, stays: Sequence[Stay]) -> None:
        dates = {"arrival": stays[0].arrival, "departure": stays[0].departure}
        super().__init__(data, initial=dates)


@dataclass(frozen=True)
class GroupCancelWish:
    reason: str
    sends_letter: bool
    charges_fee: bool = True
    fee_reason: str = ""


class GroupCancelForm(WishForm[GroupCancelWish]):
    """Why the stays are cancelled, and whether the fee of the rule is asked for."""

    asks = GroupCancelWish

    reason = LineField(label=_("Reason"), max_length=200)
    charges_fee = forms.BooleanField(
        label=_("Charge the fee of the hotel's rule"), required=False, initial=True
    )
    fee_reason = LineField(label=_("Why no fee is charged"), max_length=150, required=False)
    sends_letter = forms.BooleanField(
        label=_("Tell the booker by e-mail"), required=False, initial=True
    )

    def __init__(self, data: Any = None, *, asks_fee: bool) -> None:
        super().__init__(data)
        if not asks_fee:
            del self.fields["charges_fee"], self.fields["fee_reason"]

    def clean(self) -> None:
        typed = self.cleaned_data
        if typed.get("charges_fee") is False and not typed.get("fee_reason"):
            self.add_error("fee_reason", _("Say why no fee is charged."))
