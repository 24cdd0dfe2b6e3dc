"""Amounts with their currency. Rounding is half up at the currency's digits, never half even."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel import Locale
from babel.numbers import format_currency
from django.utils.translation import gettext, ngettext, to_locale

from hotelpms.kit.currencies import digits
from hotelpms.kit.errors import Refused


class CurrencyMismatch(Exception):
    """Two currencies met in one sum or comparison. Always a fault in the program."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} and {right} do not mix")


class TooManyDecimals(Refused):
    """Somebody named an amount finer than the smallest unit of its currency."""

    def __init__(self, currency: str) -> None:
        super().__init__(decimals_allowed(currency))


@dataclass(frozen=True)
class Money:
    """An exact amount in one currency (ISO 4217 code).

    Arithmetic never rounds; call `rounded()` where an amount is posted or shown.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"an amount is a Decimal, not {type(self.amount).__name__}")

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """Return nothing, in this currency: the start of a sum."""
        return cls(Decimal(0), currency)

    @property
    def is_zero(self) -> bool:
        return self.amount == 0

    def rounded(self) -> "Money":
        """Return the amount rounded half up to the currency's digits (EUR 2, JPY 0)."""
        return Money(quantize(self.amount, self.currency), self.currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other).amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.amount), self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        if isinstance(factor, bool) or not isinstance(factor, Decimal | int):
            return NotImplemented
        return Money(self.amount * factor, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other).amount

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other).amount

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other).amount

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount == self._same(other).amount

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return other


def quantize(amount: Decimal, currency: str) -> Decimal:
    """Round half up (away from zero) to the currency's digits: 10.005 EUR -> 10.01."""
    return amount.quantize(smallest_unit(currency), rounding=ROUND_HALF_UP)


def exact(amount: Decimal, currency: str) -> Decimal:
    """Return an amount that somebody named, with the currency's digits. Raises TooManyDecimals.

    What a person or another program says is never rounded: only what we compute is.
    """
    rounded = quantize(amount, currency)
    if rounded != amount:
        raise TooManyDecimals(currency)
    return rounded


def decimals_allowed(currency: str) -> str:
    """Return the sentence that says how many decimals an amount in this currency has."""
    allowed = digits(currency)
    if not allowed:
        return gettext("An amount in %(currency)s has no decimals.") % {"currency": currency}
    return ngettext(
        "An amount in %(currency)s has at most %(n)d decimal.",
        "An amount in %(currency)s has at most %(n)d decimals.",
        allowed,
    ) % {"currency": currency, "n": allowed}


def format_money(money: Money, language: str) -> str:
    """Return the amount as a reader of this language writes it, rounded by our own rule first.

    Babel alone would round half even, and to the decimals that CLDR gives a currency.
    """
    rounded = money.rounded()
    locale = to_locale(language)
    return format_currency(
        rounded.amount,
        rounded.currency,
        locale=locale,
        format=_pattern(locale, digits(rounded.currency)),
        currency_digits=False,
    )


@cache
def smallest_unit(currency: str) -> Decimal:
    """Return the smallest amount of a currency: EUR 0.01, JPY 1, KWD 0.001."""
    return Decimal(1).scaleb(-digits(currency))


@cache
def _pattern(locale: str, decimals: int) -> str:
    """Return the locale's way to write money, with this many decimals."""
    usual = Locale.parse(locale).currency_formats["standard"].pattern
    return re.sub(r"0\.0+", "0." + "0" * decimals if decimals else "0", usual)
