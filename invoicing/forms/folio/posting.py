"""What the desk enters on a folio.

`once` names one press of a button, so that a double click posts once.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.forms.fields import LineField
from hotelpms.kit.forms.money import MoneyField
from hotelpms.kit.forms.wishes import Wish, WishForm
from hotelpms.kit.keys.tokens import new_token
from invoicing.enums import MethodKind
from invoicing.models import ChargeCode, PaymentMethod


@dataclass(frozen=True, kw_only=True)
class Press:
    once: str


@dataclass(frozen=True, kw_only=True)
class ChargeWish(Press):
    code: ChargeCode
    amount: Decimal
    quantity: Decimal
    description: str


@dataclass(frozen=True, kw_only=True)
class MoneyWish(Press):
    method: PaymentMethod
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class PaymentWish(MoneyWish):
    reference: str


@dataclass(frozen=True, kw_only=True)
class RefundWish(MoneyWish):
    reason: str


@dataclass(frozen=True)
class Reason:
    reason: str


class OnceForm(WishForm[Wish]):
    """A press of a button. Not called key: the refusal page repeats no field of that name."""

    once = LineField(max_length=60, initial=new_token, widget=forms.HiddenInput)


class PressForm(OnceForm[Press]):
    """Nothing to fill in but the button."""

    asks = Press


class ChargeForm(OnceForm[ChargeWish]):
    asks = ChargeWish

    code = forms.ModelChoiceField(ChargeCode.objects.none(), label=_("Charge code"))
    amount = MoneyField(help_text=_("For the whole line."))
    quantity = forms.DecimalField(
        label=_("Quantity"), max_digits=8, decimal_places=2, min_value=Decimal("0.01"), initial=1
    )
    description = LineField(
        label=_("Description"),
        max_length=200,
        required=False,
        help_text=_("Left empty, the name of the charge code is printed."),
    )

    def __init__(self, *args: Any, hotel: Hotel, gives_allowances: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gives_allowances = gives_allowances
        self.fields["amount"].in_currency(hotel.currency)  # type: ignore[attr-defined]
        codes = ChargeCode.objects.filter(hotel=hotel, is_active=True).order_by("name", "pk")
        self.choose_from("code", codes)
        if gives_allowances:
            self.fields["amount"].help_text = _("For the whole line; below zero for an allowance.")

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if amount < 0 and not self.gives_allowances:
            raise forms.ValidationError(_("Your role cannot give allowances."))
        return amount


class MoneyForm(OnceForm[Wish]):
    """Money by one of the hotel's methods."""

    method = forms.ModelChoiceField(PaymentMethod.objects.none(), label=_("Payment method"))
    amount = MoneyField(min_value=Decimal("0.01"))

    def __init__(self, *args: Any, hotel: Hotel, moves_debts: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].in_currency(hotel.currency)  # type: ignore[attr-defined]
        methods = PaymentMethod.objects.filter(hotel=hotel, is_active=True)
        if not moves_debts:
            methods = methods.exclude(kind=MethodKind.DEFERRED)
        self.choose_from("method", methods.order_by("pk"))


class PaymentForm(MoneyForm[PaymentWish]):
    asks = PaymentWish

    reference = LineField(
        label=_("Reference"),
        max_length=120,
        required=False,
        help_text=_("Such as the number of the card slip. Never a card number."),
    )


class RefundForm(MoneyForm[RefundWish]):
    asks = RefundWish

    reason = LineField(label=_("Reason"), max_length=200)


class ReasonForm(WishForm[Reason]):
    asks = Reason

    reason = LineField(label=_("Reason"), max_length=200)
