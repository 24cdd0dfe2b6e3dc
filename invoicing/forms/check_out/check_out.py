"""The last step of the check-out: which invoices leave by e-mail, and where to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.addresses import is_address
from hotelpms.kit.forms.fields import EmailField
from invoicing.models import Folio


class FinishForm(forms.Form):
    """One choice and one address for each window that gets an invoice now."""

    def __init__(self, data: Any = None, *, folios: Sequence[Folio]) -> None:
        super().__init__(data)
        self.folios = folios
        for folio in folios:
            address = folio.billing_email or folio.payer.address_for_invoices
            self.fields[_sends(folio.pk)] = forms.BooleanField(
                label=_("Send the invoice by e-mail"), required=False, initial=bool(address)
            )
            self.fields[_to(folio.pk)] = EmailField(
                label=_("E-mail"), required=False, max_length=254, initial=address
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for folio in self.folios:
            name = _to(folio.pk)
            is_sent = cleaned.get(_sends(folio.pk)) and name in cleaned
            if is_sent and not is_address(cleaned[name]):
                self.add_error(name, _("Enter an e-mail address that can receive mail."))
        return cleaned

    def rows(self) -> list[tuple[Folio, BoundField, BoundField]]:
        """Return each folio with its choice and its address, for the page."""
        return [(folio, self[_sends(folio.pk)], self[_to(folio.pk)]) for folio in self.folios]

    def addresses(self) -> dict[int, str]:
        """Return by folio where its invoice goes; those that are not mailed are left out."""
        return {
            folio.pk: str(self.cleaned_data[_to(folio.pk)])
            for folio in self.folios
            if self.cleaned_data[_sends(folio.pk)]
        }


def _sends(folio_id: int) -> str:
    return f"sends_{folio_id}"


def _to(folio_id: int) -> str:
    return f"to_{folio_id}"
