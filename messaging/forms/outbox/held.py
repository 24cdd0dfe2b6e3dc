from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.web import edge


class DueBeforeForm(forms.Form):
    """A moment on the clocks of the hotel's zone."""

    moment = forms.DateTimeField(
        label=_("Due before"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = ZoneInfo(zone)

    def clean_moment(self) -> datetime:
        """Return the moment as an aware one."""
        found: datetime = self.cleaned_data["moment"]
        if not edge.is_of_our_times(found.date()):
            raise forms.ValidationError(self.fields["moment"].error_messages["invalid"])
        return found.replace(tzinfo=self._zone)
