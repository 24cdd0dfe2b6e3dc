"""Columns for money, which never stands without the currency of its row, and for addresses."""

from decimal import Decimal
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.addresses import validate_address
from hotelpms.kit.forms import fields

CURRENCY_CODE = RegexValidator(
    r"^[A-Z]{3}\Z", _("A currency is written as three capital letters, such as EUR.")
)


class AmountField(models.DecimalField):
    """An amount of money with two decimals, up to 999,999,999,999.99; negative for credits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)


class EmailField(models.EmailField):
    """An e-mail address, read by our form field; to migrations it is Django's own."""

    default_validators = [validate_address]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": fields.EmailField, **kwargs})


class CurrencyField(models.CharField):
    """An ISO 4217 code in capitals."""

    default_validators = [CURRENCY_CODE]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 3)
        super().__init__(*args, **kwargs)


def adds_up(total: str, *, plus: tuple[str, ...], minus: tuple[str, ...] = ()) -> models.Q:
    """Return the condition of a check constraint: a column is the sum of others, to the cent.

    SQLite keeps decimals as binary fractions, where 0.1 + 0.2 is not 0.3; half a cent of
    leeway makes the comparison exact for amounts with two decimals.
    """
    leeway = Decimal("0.005")
    expected: Any = sum((models.F(name) for name in plus[1:]), models.F(plus[0]))
    for name in minus:
        expected = expected - models.F(name)
    return models.Q(**{f"{total}__gt": expected - leeway, f"{total}__lt": expected + leeway})
