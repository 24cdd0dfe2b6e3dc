from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from invoicing.models import Invoice


class ApplyForm(forms.Form):
    """The open invoice that a guest's money is for."""

    number = forms.CharField(label=_("Invoice"), max_length=40)

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


class RefundedForm(forms.Form):
    """How the guest got the money back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Such as: paid twice, given back at the provider on the same day."),
    )
