from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.addresses import is_address
from hotelpms.kit.forms.fields import EmailField, LineField
from hotelpms.kit.forms.wishes import WishForm
from hotelpms.kit.keys.tokens import new_token


@dataclass(frozen=True)
class SendWish:
    to_address: str
    key: str


class SendForm(WishForm[SendWish]):
    """Where an invoice goes; `key` makes two presses of one button a single mail."""

    asks = SendWish

    to_address = EmailField(label=_("E-mail"), max_length=254)
    key = LineField(max_length=40, initial=new_token, widget=forms.HiddenInput)

    def clean_to_address(self) -> str:
        address: str = self.cleaned_data["to_address"]
        if not is_address(address):
            raise forms.ValidationError(_("Enter an e-mail address that can receive mail."))
        return address
