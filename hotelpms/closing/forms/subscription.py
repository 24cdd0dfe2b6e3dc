"""A report that a department gets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.closing.models import ReportSubscription
from hotelpms.reports.domain import catalogue


class ReportSubscriptionForm(forms.ModelForm):
    """Offers the reports of the catalogue."""

    kind = forms.ChoiceField(label=_("report"))

    class Meta:
        model = ReportSubscription
        fields = ("department", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "---------"), *catalogue.choices()]
        if self.instance.kind and catalogue.find(self.instance.kind) is None:
            # Its report was dropped: the row stays as it is until somebody takes it away.
            choices.append((self.instance.kind, self.instance.kind))
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
