"""The field above a list that finds its rows by a text."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.search.wanted import LONGEST_SEARCH
from hotelpms.kit.web import edge


class SearchField(forms.CharField):
    """A text too long to be found is cut, not refused."""

    def to_python(self, value: Any) -> str:
        return edge.line(str(super().to_python(value)), longest=LONGEST_SEARCH)


def search_field(placeholder: str | Promise) -> SearchField:
    """Return a search field; the placeholder names what is looked in."""
    attrs = {"type": "search", "autocomplete": "off", "placeholder": placeholder}
    return SearchField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={**attrs, "maxlength": LONGEST_SEARCH}),
    )
