"""Columns for money, which never stands without the currency of its row, and for addresses."""

from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_name
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from hotelpms.kit import languages
from hotelpms.kit.addresses import validate_address
from hotelpms.kit.currencies import CURRENCIES
from hotelpms.kit.forms import fields
from hotelpms.kit.forms.names import LONGEST_NAME
from hotelpms.kit.forms.names import NamesField as NamesOfForm
from hotelpms.kit.money import decimals_allowed, quantize

CENT = Decimal("0.01")

CURRENCY_CODE = RegexValidator(
    r"^[A-Z]{3}\Z", _("A currency is written as three capital letters, such as EUR.")
)


class AmountField(models.DecimalField):
    """An amount of money of up to 999,999,999,999.999; negative for credits.

    Three decimals, because seven currencies of ISO 4217 have so many. Verbs see to it that an
    amount has no more than its currency. It is read with two, or with three if the third says
    something, so that what was stored as 10.00 stays 10.00.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 15)
        kwargs.setdefault("decimal_places", 3)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Decimal | None, *_context: Any) -> Decimal | None:
        """Leave out a third decimal that says nothing."""
        if value is None or value % CENT:
            return value
        return value.quantize(CENT)


class EmailField(models.EmailField):
    """An e-mail address, read by our form field; to migrations it is Django's own."""

    default_validators = [validate_address]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": fields.EmailField, **kwargs})


class NamesField(models.JSONField):
    """The names of a thing by language, read by our form field; a plain JSON to migrations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_names]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{**kwargs, "form_class": NamesOfForm})


class CurrencyField(models.CharField):
    """An ISO 4217 code in capitals."""

    default_validators = [CURRENCY_CODE]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 3)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Let the currencies of today be chosen by code and name."""
        options = {"form_class": forms.ChoiceField, "choices": named_currencies, **kwargs}
        return models.Field.formfield(self, **options)


def validate_names(value: object) -> None:
    """Accept a dict from languages of the product to a name of up to 100 characters each."""
    known = languages.codes()
    if not isinstance(value, dict) or not all(
        code in known and isinstance(name, str) and 0 < len(name) <= LONGEST_NAME
        for code, name in value.items()
    ):
        raise ValidationError(_("Write one name of up to 100 characters for a language."))


def named_currencies() -> list[tuple[str, str]]:
    """Return every currency by code with its name in the reader's language, nothing first."""
    locale = to_locale(get_language() or "en")
    named = [(code, f"{code} – {get_currency_name(code, locale=locale)}") for code in CURRENCIES]
    return [("", "---------"), *named]


def refuse_too_fine(name: str, amount: Decimal | None, currency: str) -> None:
    """Raise ValidationError at the field `name` for an amount finer than its currency."""
    if amount is not None and quantize(amount, currency) != amount:
        raise ValidationError({name: decimals_allowed(currency)})


def adds_up(total: str, *, plus: tuple[str, ...], minus: tuple[str, ...] = ()) -> models.Q:
    """Return the condition of a check constraint: a column is the sum of others, to the cent.

    SQLite keeps decimals as binary fractions, where 0.1 + 0.2 is not 0.3; half of the smallest
    unit as leeway makes the comparison exact.
    """
    leeway = Decimal("0.0005")
    expected: Any = sum((models.F(name) for name in plus[1:]), models.F(plus[0]))
    for name in minus:
        expected = expected - models.F(name)
    return models.Q(**{f"{total}__gt": expected - leeway, f"{total}__lt": expected + leeway})
