"""Taxes, charge codes and payment methods; what postings stand on is shown and stays."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotelpms.hotels.forms.set_up import RowForm
from hotelpms.kit.forms.money import MoneyField
from invoicing.domain.set_up import codes
from invoicing.enums import ChargeKind
from invoicing.models import ChargeCode, PaymentMethod, TaxRate


class UsedForm(RowForm):
    """A row that is used keeps what postings stand on, and says what to do instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = codes.kept_fields(self.instance)
        for name in kept:
            self.fields[name].disabled = True
        if kept:
            self.fields[kept[0]].help_text = str(codes.KEPT[type(self.instance)][1])

    def refuse_second(self, name: str, others: Any, sentence: str) -> None:
        """Put the sentence, which names the other row, at the field if there is such a row."""
        other = others.filter(hotel=self.hotel).exclude(pk=self.instance.pk).first()
        if other is not None:
            self.add_error(name, sentence % {"name": other.name})


class TaxForm(UsedForm):
    class Meta:
        model = TaxRate
        fields = ("name", "code", "percent", "names", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["percent"] = f"{self.instance.percent.normalize():f}"


class ChargeCodeForm(UsedForm):
    default_price = MoneyField(
        label=gettext_lazy("Default price"),
        required=False,
        above_zero=True,
        help_text=gettext_lazy(
            "For one, in the hotel's currency and with tax as its prices have it."
        ),
    )

    class Meta:
        model = ChargeCode
        fields = (
            "name",
            "code",
            "kind",
            "default_price",
            "tax",
            "department",
            "ledger_account",
            "names",
            "is_active",
        )
        help_texts: ClassVar = {
            "tax": gettext_lazy("A new tax holds for what is posted from now on."),
            "ledger_account": gettext_lazy("Of the bookkeeping, for exports."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        price: Any = self.fields["default_price"]
        price.in_currency(self.hotel.currency)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == ChargeKind.ROOM and cleaned.get("is_active"):
            self.refuse_second(
                "kind",
                ChargeCode.objects.filter(kind=ChargeKind.ROOM, is_active=True),
                _("%(name)s is the charge code of the room already. Switch that one off first."),
            )
        return cleaned


class PaymentMethodForm(UsedForm):
    class Meta:
        model = PaymentMethod
        fields = ("name", "code", "kind", "is_online", "names", "is_active")
        help_texts: ClassVar = {
            "kind": gettext_lazy(
                "Cash stays in the house; credit comes from a bank; deferred is owed by a company"
                " or agency; an invitation is paid by the house."
            ),
            "is_online": gettext_lazy("What guests pay by a link is posted with it."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("is_online"):
            self.refuse_second(
                "is_online",
                PaymentMethod.objects.filter(is_online=True),
                _("%(name)s is used for payment links already. Take the tick away there first."),
            )
        return cleaned
