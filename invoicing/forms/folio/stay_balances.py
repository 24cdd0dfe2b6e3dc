import datetime
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.wishes import WishForm

LONGEST = 100


@dataclass(frozen=True)
class Dates:
    first: datetime.date
    days: int

    @property
    def end(self) -> datetime.date:
        """The day behind the last."""
        return self.first + datetime.timedelta(days=self.days)


class DatesForm(WishForm[Dates]):
    """The dates that the room plan shows: the first, and how many."""

    asks = Dates

    first = forms.DateField()
    days = forms.IntegerField(min_value=1, max_value=LONGEST)

    def clean_first(self) -> datetime.date:
        first: datetime.date = self.cleaned_data["first"]
        # The calendar ends with the year 9999, and the last day must still be in it.
        if first.year == datetime.MAXYEAR:
            raise forms.ValidationError(_("Enter a valid date."))
        return first
