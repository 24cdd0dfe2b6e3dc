"""Who pays a folio."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cardex.models import Profile
from invoicing.forms.folio.posting import OnceForm


class PayerForm(forms.Form):
    """The payer is one of the people and companies of the reservation."""

    payer = forms.ModelChoiceField(Profile.objects.none(), label=_("Payer"))
    billing_email = forms.EmailField(
        label=_("E-mail for the invoice"),
        required=False,
        help_text=_("Left empty, the address on the payer's card is used."),
    )

    def __init__(self, *args: Any, payers: QuerySet[Profile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payer"].queryset = payers  # type: ignore[attr-defined]


class WindowForm(OnceForm):
    payer = forms.ModelChoiceField(Profile.objects.none(), label=_("Payer"))
    name = forms.CharField(label=_("Name"), max_length=80, required=False)

    def __init__(self, *args: Any, payers: QuerySet[Profile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payer"].queryset = payers  # type: ignore[attr-defined]


class InvoiceFilterForm(forms.Form):
    q = forms.CharField(label=_("Number or payer"), required=False)
