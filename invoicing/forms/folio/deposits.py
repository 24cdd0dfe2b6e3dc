"""How much of a deposit is kept, and what becomes of the rest."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.forms.fields import LineField
from hotelpms.kit.forms.money import MoneyField
from invoicing.enums import MethodKind
from invoicing.forms.folio.posting import OnceForm, Press
from invoicing.models import PaymentMethod


@dataclass(frozen=True, kw_only=True)
class KeepWish(Press):
    amount: Decimal
    reason: str
    refund_by: PaymentMethod | None = None


class KeepForm(OnceForm[KeepWish]):
    asks = KeepWish

    amount = MoneyField(label=_("Amount to keep"), above_zero=True)
    reason = LineField(label=_("Reason"), max_length=200)
    refund_by = forms.ModelChoiceField(
        PaymentMethod.objects.none(),
        label=_("Refund the rest by"),
        required=False,
        empty_label=_("The rest waits"),
    )

    def __init__(self, *args: Any, hotel: Hotel, may_refund: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].in_currency(hotel.currency)  # type: ignore[attr-defined]
        if not may_refund:
            del self.fields["refund_by"]
            return
        methods = PaymentMethod.objects.filter(hotel=hotel, is_active=True)
        self.choose_from("refund_by", methods.exclude(kind=MethodKind.DEFERRED).order_by("pk"))
