from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.forms.fields import LineField
from hotelpms.kit.forms.wishes import WishForm
from invoicing.forms.folio.posting import Reason
from invoicing.models import Invoice


@dataclass(frozen=True)
class ApplyWish:
    number: Invoice


class ApplyForm(WishForm[ApplyWish]):
    """The open invoice that a guest's money is for."""

    asks = ApplyWish

    number = LineField(label=_("Invoice"), max_length=40)

    def __init__(self, *args: object, hotel: Hotel, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.hotel = hotel

    def clean_number(self) -> Invoice:
        number = self.cleaned_data["number"].strip()
        invoice = Invoice.objects.filter(
            hotel=self.hotel, full_number=number, receivable__isnull=False
        ).first()
        if invoice is None:
            raise forms.ValidationError(_("There is no invoice with this number."))
        return invoice


class RefundedForm(WishForm[Reason]):
    """How the guest got the money back."""

    asks = Reason

    reason = LineField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Such as: paid twice, given back at the provider on the same day."),
    )
