from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.search import search_field
from messaging.enums import MessageKind, MessageState


class OutboxFilter(forms.Form):
    """What the list of messages shows; what is not understood filters nothing."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *MessageState.choices]
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *MessageKind.choices]
    )
    q = search_field(_("Address, name or subject"))

    def wanted(self) -> dict[str, str]:
        """Return the understood filters by the names that queries.messages_of takes."""
        self.is_valid()
        return {
            "state": self.cleaned_data.get("state", ""),
            "kind": self.cleaned_data.get("kind", ""),
            "text": self.cleaned_data.get("q", ""),
        }
