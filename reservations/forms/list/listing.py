from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.fields import date_input
from hotelpms.kit.forms.search import search_field
from reservations.domain.pages.listing import STANDINGS


class ListForm(forms.Form):
    """What the list of reservations is narrowed down by; nonsense is ignored."""

    q = search_field(_("Guest, booker, code, reference"))
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *STANDINGS]
    )
    arriving_from = forms.DateField(label=_("Arrival from"), required=False, widget=date_input())
    arriving_to = forms.DateField(label=_("Arrival until"), required=False, widget=date_input())
