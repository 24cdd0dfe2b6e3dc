"""The dates of a report."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.fields import DayField
from hotelpms.kit.forms.wishes import WishForm

LONGEST = datetime.timedelta(days=366)


@dataclass(frozen=True)
class ReportDates:
    first: datetime.date
    last: datetime.date


class ReportDatesForm(WishForm[ReportDates]):
    """First and last date; a report of one day has only the last."""

    asks = ReportDates

    first = DayField(label=_("From"))
    last = DayField(label=_("Until"))

    def __init__(self, *args: Any, is_one_day: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_one_day:
            del self.fields["first"]
            self.fields["last"].label = _("Date")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        last = given.get("last")
        first = given.get("first") or last
        if first and last and first > last:
            raise forms.ValidationError(_("The first date must not lie after the last."))
        if first and last and last - first > LONGEST:
            raise forms.ValidationError(_("A report covers at most a year."))
        return {**given, "first": first}
