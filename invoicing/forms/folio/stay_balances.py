import datetime
from dataclasses import dataclass

from django import forms

from hotelpms.kit.forms.fields import DayField
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

    first = DayField()
    days = forms.IntegerField(min_value=1, max_value=LONGEST)
