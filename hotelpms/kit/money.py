"""Amounts with their currency. Rounding is half up at the currency's digits, never half even."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel.numbers import format_currency
from django.utils.translation import to_locale

from hotelpms.kit.currencies import HUNDREDTHS, digits


class CurrencyMismatch(Exception):
    """Two currencies met in one sum or comparison. Always a fault in the program."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} and {right} do not mix")


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
    return amount.quantize(_smallest_unit(currency), rounding=ROUND_HALF_UP)


def format_money(money: Money, language: str) -> str:
    """Return the amount as a reader of this language writes it, rounded by our own rule first.

    Babel alone would round half even.
    """
    rounded = money.rounded()
    return format_currency(
        rounded.amount,
        rounded.currency,
        locale=to_locale(language),
        # The pattern of every locale has two decimals; Babel would take some of them away.
        currency_digits=rounded.currency not in HUNDREDTHS,
    )


@cache
def _smallest_unit(currency: str) -> Decimal:
    return Decimal(1).scaleb(-digits(currency))
