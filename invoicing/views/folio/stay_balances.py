"""What the stays on the room plan owe: the plan's script writes it on their bars."""

import datetime

from django import forms
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.templatetags.kit import money
from invoicing.domain.folios.stay_balances import stay_balances

LONGEST = 100


class WindowForm(forms.Form):
    """The dates that are shown: the first, and how many."""

    first = forms.DateField()
    days = forms.IntegerField(min_value=1, max_value=LONGEST)

    def clean_first(self) -> datetime.date:
        first: datetime.date = self.cleaned_data["first"]
        # The calendar ends with the year 9999, and the last day must still be in it.
        if first.year == datetime.MAXYEAR:
            raise forms.ValidationError(_("Enter a valid date."))
        return first


@requires(Right.INVOICING_VIEW)
@require_GET
def balances(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Return {"stay": ["€120.00", "due"]}; the second word is due or credit."""
    form = WindowForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    first: datetime.date = form.cleaned_data["first"]
    end = first + datetime.timedelta(days=form.cleaned_data["days"])
    found = stay_balances(hotel, first, end)
    return JsonResponse(
        {
            str(stay_id): [money(owed), "due" if owed.amount > 0 else "credit"]
            for stay_id, owed in found.items()
        }
    )
