from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from cardex.enums import ConsentAct, ConsentSource, Purpose
from hotelpms.kit.forms.fields import TextField
from hotelpms.kit.forms.wishes import WishForm

# What a member of staff can vouch for; the other sources are written by the pages themselves.
STAFF_SOURCES = (ConsentSource.CARDEX, ConsentSource.PAPER, ConsentSource.TABLET)


@dataclass(frozen=True)
class Mark:
    purpose: str
    act: str
    source: str
    clause: str


class ConsentForm(WishForm[Mark]):
    """One mark on the card: what the guest said, about what, and where they said it."""

    asks = Mark

    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    act = forms.ChoiceField(label=_("What the guest said"), choices=ConsentAct.choices)
    source = forms.ChoiceField(
        label=_("Where"), choices=[(source.value, source.label) for source in STAFF_SOURCES]
    )
    clause = TextField(
        label=_("Text that was accepted"),
        required=False,
        max_length=4000,
        rows=2,
        help_text=_("As it stands on the form that the guest signed."),
    )
