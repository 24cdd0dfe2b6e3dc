"""The field above a list that finds its rows by a text."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def search_field(placeholder: str | Promise) -> forms.CharField:
    """Return a search field of at most 100 letters; the placeholder names what is looked in."""
    attrs = {"type": "search", "autocomplete": "off", "placeholder": placeholder}
    return forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs=attrs)
    )
