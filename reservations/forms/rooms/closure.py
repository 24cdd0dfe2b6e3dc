"""Closing a room for some time."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reservations.enums import OutOfOrderKind


class ClosureForm(forms.Form):
    """Out of order takes the room out of sale; out of service is only a mark."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OutOfOrderKind.choices)
    from_date = forms.DateField(
        label=_("From the night of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    to_date = forms.DateField(
        label=_("Open again on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, data: Any = None, *, business_date: datetime.date) -> None:
        initial = {
            "kind": OutOfOrderKind.OOO,
            "from_date": business_date,
            "to_date": business_date + datetime.timedelta(days=1),
        }
        super().__init__(data, initial=initial)

    def refuse(self, sentence: str) -> None:
        """Show the sentence above the fields; nothing that was typed is lost."""
        self.add_error(None, sentence)
