import datetime
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.fields import DayField
from hotelpms.kit.forms.search import search_field
from hotelpms.kit.forms.wishes import FilterForm
from reservations.domain.pages.listing import STANDINGS


@dataclass(frozen=True)
class ListWish:
    q: str = ""
    state: str = ""
    arriving_from: datetime.date | None = None
    arriving_to: datetime.date | None = None


class ListFilters(FilterForm[ListWish]):
    """What the list of reservations is narrowed down by."""

    asks = ListWish

    q = search_field(_("Guest, company, code, reference, room"))
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *STANDINGS]
    )
    arriving_from = DayField(label=_("Arrival from"), required=False)
    arriving_to = DayField(label=_("Arrival until"), required=False)
