from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.search import search_field
from hotelpms.kit.forms.wishes import FilterForm
from messaging.enums import MessageKind, MessageState


@dataclass(frozen=True)
class OutboxWish:
    q: str = ""
    kind: str = ""
    state: str = ""


class OutboxFilters(FilterForm[OutboxWish]):
    """What the list of messages shows; the chips choose the state."""

    asks = OutboxWish

    q = search_field(_("Address, name or subject"))
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *MessageKind.choices]
    )
    state = forms.ChoiceField(
        required=False, choices=[("", ""), *MessageState.choices], widget=forms.HiddenInput
    )
