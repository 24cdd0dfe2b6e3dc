"""The dates of a report."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = datetime.timedelta(days=366)


class ReportDatesForm(forms.Form):
    """First and last date; a report of one day has only the last."""

    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))

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
