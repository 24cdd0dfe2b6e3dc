"""What is asked of guaranteed guests who cancel or do not come."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.forms.set_up import RowForm
from reservations.models import FeePolicy

MOST_DAYS = 365


class FeePolicyForm(RowForm):
    class Meta:
        model = FeePolicy
        fields = (
            "cancellation",
            "cancellation_percent",
            "free_days",
            "no_show",
            "no_show_percent",
        )

    cancellation_percent = forms.IntegerField(
        label=_("Percentage of the cancellation fee"), min_value=0, max_value=100
    )
    no_show_percent = forms.IntegerField(
        label=_("Percentage of the no-show fee"), min_value=0, max_value=100
    )
    free_days = forms.IntegerField(
        label=_("Free of charge until so many days before arrival"),
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("A non-refundable booking is never free of charge."),
    )
