from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.models import DaySetup
from crm.models.day_setup import MAX_DAYS
from hotelpms.kit.forms.wishes import WishForm

NEGATIVE = _("Days cannot be negative. Enter 0 or more.")
TOO_MANY = _("Enter at most 14 days: more than that sends unexpected or repeated mails.")


def days_field(label: Any, help_text: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=MAX_DAYS,
        error_messages={"min_value": NEGATIVE, "max_value": TOO_MANY},
    )


@dataclass(frozen=True)
class DaySetupWish:
    pre_stay_days: int
    post_stay_days: int
    sends_on_arrival_day: bool
    is_active: bool


class DaySetupForm(WishForm[DaySetupWish]):
    """The e-mail day setup of all hotels (S3-01)."""

    asks = DaySetupWish

    pre_stay_days = days_field(
        _("Pre-stay: days before arrival"),
        _("1 to 3 is usual. 3 reaches guests who arrive in 1, 2 or 3 days, each of them once."),
    )
    post_stay_days = days_field(
        _("Post-stay: days after departure"),
        _("1 is usual. The mail leaves on exactly that day."),
    )
    sends_on_arrival_day = forms.BooleanField(
        label=_("Pre-stay also on the day of arrival"),
        required=False,
        help_text=_("Guests who book on the day of arrival get the pre-stay mail too."),
    )
    is_active = forms.BooleanField(
        label=_("Active"),
        required=False,
        help_text=_("Without it no pre-stay and no post-stay mail leaves, in any hotel."),
    )

    @classmethod
    def of(cls, setup: DaySetup) -> "DaySetupForm":
        """Return the form as it stands before anybody types."""
        return cls(initial={name: getattr(setup, name) for name in cls.base_fields})
