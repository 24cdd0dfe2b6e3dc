"""The field for an amount: currency beside it, separators as the reader's language has them."""

import re
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.numbers import format_decimal, get_currency_symbol
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.currencies import digits
from hotelpms.kit.money import decimals_allowed

GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
PLAIN = re.compile(r"[0-9]+")
# Spaces of all widths and apostrophes only ever stand between groups.
BETWEEN_GROUPS = re.compile(r"[\s'’]")


class NotAnAmount(ValueError):
    """The text is no number, or it could mean two different ones."""


def read_amount(text: str, language: str) -> Decimal:
    """Return the number that a person wrote: "1.234,50", "1,234.50", "1 234.5", "-12".

    Where both readings are possible ("1.234"), the language decides. Raises NotAnAmount.
    """
    sign, digits = _without_sign(BETWEEN_GROUPS.sub("", text))
    whole, fraction = _parted(digits, _decimal_symbol(language))
    if not (PLAIN.fullmatch(whole) or GROUPED.fullmatch(whole)):
        raise NotAnAmount(text)
    if fraction and not PLAIN.fullmatch(fraction):
        raise NotAnAmount(text)
    return Decimal(f"{sign}{re.sub('[.,]', '', whole)}.{fraction or '0'}")


def write_amount(amount: Decimal, language: str, *, decimals: int = 2) -> str:
    """Return the amount as it would be typed in this language, with all its decimals."""
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return format_decimal(amount, pattern, locale=to_locale(language))


class MoneyInput(forms.TextInput):
    """A text field with the currency inside its frame."""

    template_name = "components/money_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"} | (attrs or {}))
        self.currency = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return context | {"currency": self.currency}


class MoneyField(forms.DecimalField):
    """An amount as large as a column holds; `in_currency` names the currency and its decimals.

    above_zero: refuses nothing and less than nothing.
    """

    widget = MoneyInput
    default_error_messages = {
        "invalid": _("“%(text)s” is not an amount. Write it such as %(example)s."),
        "too_low": _("Enter an amount above zero."),
    }

    def __init__(self, *, above_zero: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Amount"))
        kwargs.setdefault("decimal_places", 3)
        kwargs.setdefault("max_digits", 15)
        super().__init__(**kwargs)
        self.above_zero = above_zero
        self.currency, self.decimals = "", 2

    def in_currency(self, currency: str) -> "MoneyField":
        """Show this currency and allow only the decimals that it has."""
        self.widget.currency = currency
        self.currency, self.decimals = currency, digits(currency)
        return self

    def to_python(self, value: Any) -> Any:
        """Return the Decimal that was typed, None for nothing."""
        if value is None or isinstance(value, Decimal) or not str(value).strip():
            return value if isinstance(value, Decimal) else None
        text = _without_currency(str(value), self.currency)
        try:
            amount = read_amount(text, _language())
        except NotAnAmount as error:
            raise ValidationError(
                self.error_messages["invalid"],
                code="invalid",
                params={"text": str(value).strip(), "example": self._example()},
            ) from error
        if -int(amount.normalize().as_tuple().exponent) > self.decimals:
            raise ValidationError(decimals_allowed(self.currency), code="max_decimal_places")
        if self.above_zero and amount <= 0:
            raise ValidationError(self.error_messages["too_low"], code="too_low")
        if amount.adjusted() >= (self.max_digits or 0):
            return amount  # The validator of the digits says so; rounding it could fail.
        return amount.quantize(Decimal(1).scaleb(-self.decimals))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal | int):
            return write_amount(Decimal(value), _language(), decimals=self.decimals)
        return value

    def _example(self) -> str:
        return write_amount(Decimal("1234.50"), _language(), decimals=self.decimals)


def _without_sign(text: str) -> tuple[str, str]:
    return ("-", text[1:]) if text[:1] in ("-", "−") else ("", text)


def _without_currency(text: str, currency: str) -> str:
    if currency:
        for sign in (currency, get_currency_symbol(currency, to_locale(_language()))):
            text = re.sub(re.escape(sign), "", text, flags=re.IGNORECASE)
    return text.strip()


def _parted(digits: str, decimal_symbol: str) -> tuple[str, str]:
    """Return what stands before and after the decimal sign."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits, ""
    sign, after = digits[last], digits[last + 1 :]
    both = "." in digits and "," in digits
    if both:
        return digits[:last], after
    if digits.count(sign) > 1 or (len(after) == 3 and sign != decimal_symbol):
        return digits, ""
    return digits[:last], after


def _decimal_symbol(language: str) -> str:
    symbols: Any = Locale.parse(to_locale(language)).number_symbols
    return str(symbols.get("latn", symbols)["decimal"])


def _language() -> str:
    return get_language() or "en"
