"""What the desk enters on a folio.

`once` names one press of a button, so that a double click posts once.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.errors import Refused
from hotelpms.kit.forms.fields import LineField
from hotelpms.kit.forms.money import MoneyField
from hotelpms.kit.forms.wishes import Wish, WishForm
from hotelpms.kit.keys.tokens import new_token
from invoicing.domain.folios.postings import line_total
from invoicing.enums import MethodKind
from invoicing.models import ChargeCode, PaymentMethod


@dataclass(frozen=True, kw_only=True)
class Press:
    once: str


@dataclass(frozen=True, kw_only=True)
class ChargeWish(Press):
    code: ChargeCode
    unit_price: Decimal | None
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


class ChargeCodeSelect(forms.Select):
    """Each code brings its price along, as it would be typed; a script fills it in."""

    price_field: MoneyField

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        code = getattr(option["value"], "instance", None)
        if code is not None and code.default_price is not None:
            option["attrs"]["data-price"] = self.price_field.prepare_value(code.default_price)
        return option


class ChargeCodeField(forms.ModelChoiceField):
    """The codes with their prices, so that the price of an empty field is no surprise."""

    widget = ChargeCodeSelect

    def label_from_instance(self, obj: Any) -> str:
        if obj.default_price is None:
            return str(obj)
        return f"{obj} · {self.widget.price_field.prepare_value(obj.default_price)}"


class ChargeForm(OnceForm[ChargeWish]):
    asks = ChargeWish

    code = ChargeCodeField(ChargeCode.objects.none(), label=_("Charge code"))
    unit_price = MoneyField(
        label=_("Unit price"),
        required=False,
        help_text=_("Left empty, the price of the charge code is taken."),
    )
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
        self.hotel, self.gives_allowances = hotel, gives_allowances
        price: Any = self.fields["unit_price"]
        price.in_currency(hotel.currency)
        code: Any = self.fields["code"]
        code.widget.price_field = price
        code.widget.attrs["data-fills"] = self["unit_price"].id_for_label
        codes = ChargeCode.objects.filter(hotel=hotel, is_active=True).order_by("name", "pk")
        self.choose_from("code", codes)
        if gives_allowances:
            price.help_text = _(
                "Left empty, the price of the charge code is taken. Below zero for an allowance."
            )

    def clean_unit_price(self) -> Decimal | None:
        price: Decimal | None = self.cleaned_data["unit_price"]
        if price is not None and price < 0 and not self.gives_allowances:
            raise forms.ValidationError(_("Your role cannot give allowances."))
        return price

    def clean(self) -> None:
        code, price = self.cleaned_data.get("code"), self.cleaned_data.get("unit_price")
        if code and price is None and code.default_price is None and not self.errors:
            self.add_error("unit_price", _("Enter a price."))

    @property
    def sum_up(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """Quantity, unit price and what they come to; None while something is missing or wrong."""
        if not self.is_valid():
            return None
        wish = self.wish()
        price = wish.code.default_price if wish.unit_price is None else wish.unit_price
        try:
            total = line_total(price or Decimal(0), wish.quantity, self.hotel.currency)
        except Refused:
            return None
        return wish.quantity, price or Decimal(0), total


class MoneyForm(OnceForm[Wish]):
    """Money by one of the hotel's methods."""

    method = forms.ModelChoiceField(PaymentMethod.objects.none(), label=_("Payment method"))
    amount = MoneyField(above_zero=True)

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
