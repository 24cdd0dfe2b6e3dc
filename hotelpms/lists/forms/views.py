from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.fields import LineField
from hotelpms.kit.forms.wishes import Wish, WishForm


@dataclass(frozen=True, kw_only=True)
class ViewWish:
    """Whoever may not share says nothing about it."""

    name: str
    is_shared: bool | None = None


@dataclass(frozen=True, kw_only=True)
class SaveWish(ViewWish):
    opens: bool


class NamedForm(WishForm[Wish]):
    """Name and reach of a saved view."""

    name = LineField(
        label=_("Name of the view"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_shared = forms.BooleanField(label=_("Share with the hotel"), required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]


class ViewForm(NamedForm[ViewWish]):
    asks = ViewWish


class SaveForm(NamedForm[SaveWish]):
    """The current filters as a view."""

    asks = SaveWish

    opens = forms.BooleanField(label=_("Open the list with this view"), required=False)
