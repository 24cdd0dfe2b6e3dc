"""The order to close a day."""

from django import forms


class StartClosingForm(forms.Form):
    """The date that the person saw, and whether guests who have not left stay on."""

    business_date = forms.DateField(widget=forms.HiddenInput)
    extends_due_outs = forms.BooleanField(required=False)
