"""The form that the design page shows in its states; it saves nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """One field of every kind."""

    guest = forms.CharField(label=_("Guest"), max_length=80, help_text=_("As in the document."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    arrival = forms.DateField(
        label=_("Arrival"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    departure = forms.DateField(
        label=_("Departure"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    adults = forms.IntegerField(label=_("Adults"), min_value=1, max_value=9, initial=2)
    room_type = forms.ChoiceField(
        label=_("Room type"),
        choices=[("STD", _("Standard double")), ("SUP", _("Superior")), ("JSU", _("Junior suite"))],
    )
    price = forms.DecimalField(
        label=_("Price per night"),
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    board = forms.ChoiceField(
        label=_("Board"),
        widget=forms.RadioSelect,
        choices=[("RO", _("Room only")), ("BB", _("Breakfast")), ("HB", _("Half board"))],
        initial="BB",
    )
    document = forms.FileField(label=_("Document"), required=False)
    notes = forms.CharField(label=_("Notes"), required=False, widget=forms.Textarea)
    is_vip = forms.BooleanField(label=_("Greet in person"), required=False)
    wants_invoice = forms.BooleanField(
        label=_("Invoice to the company"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "switch"}),
        help_text=_("The folio is split at check-out."),
    )
