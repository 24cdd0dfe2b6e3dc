"""Who pays a folio."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cardex.models import Profile
from hotelpms.kit.forms.fields import EmailField, LineField
from hotelpms.kit.forms.wishes import WishForm
from invoicing.forms.folio.posting import OnceForm, Press


@dataclass(frozen=True)
class PayerWish:
    payer: Profile
    billing_email: str


@dataclass(frozen=True, kw_only=True)
class WindowWish(Press):
    payer: Profile
    name: str


class PayerForm(WishForm[PayerWish]):
    """The payer is one of the people and companies of the reservation."""

    asks = PayerWish

    payer = forms.ModelChoiceField(Profile.objects.none(), label=_("Payer"))
    billing_email = EmailField(
        label=_("E-mail for the invoice"),
        required=False,
        help_text=_("Left empty, the address on the payer's card is used."),
    )

    def __init__(self, *args: Any, payers: QuerySet[Profile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("payer", payers)


class WindowForm(OnceForm[WindowWish]):
    asks = WindowWish

    payer = forms.ModelChoiceField(Profile.objects.none(), label=_("Payer"))
    name = LineField(label=_("Name"), max_length=80, required=False)

    def __init__(self, *args: Any, payers: QuerySet[Profile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("payer", payers)
