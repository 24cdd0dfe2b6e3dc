from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.search import search_field
from hotelpms.kit.forms.wishes import FilterForm
from invoicing.domain.pages.invoice_list import INVOICE_STATES


@dataclass(frozen=True)
class InvoiceWish:
    q: str = ""
    state: str = ""


class InvoiceFilters(FilterForm[InvoiceWish]):
    """What the list of invoices is narrowed down by; the chips choose the state."""

    asks = InvoiceWish

    q = search_field(_("Number or payer"))
    state = forms.ChoiceField(
        required=False,
        choices=[(state, state) for state in ("", *INVOICE_STATES)],
        widget=forms.HiddenInput,
    )
