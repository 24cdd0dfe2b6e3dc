from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from cardex.enums import ProfileKind
from hotelpms.kit.forms.search import search_field
from hotelpms.kit.forms.wishes import FilterForm


@dataclass(frozen=True)
class CardWish:
    q: str = ""
    kind: str = ""


class CardFilters(FilterForm[CardWish]):
    """What the Cardex is searched for."""

    asks = CardWish

    q = search_field(_("Name, e-mail, phone, city"))
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *ProfileKind.choices]
    )
