"""Shares and rates with the sign of per cent where the language puts it: 25%, 25 %, %25."""

from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.numbers import format_percent
from django.utils.translation import get_language, to_locale

HUNDRED = Decimal(100)


def format_ratio(
    ratio: Decimal | float | None, *, language: str = "", least: int = 0, most: int = 1
) -> str:
    """Return 0.823 as 82.3%, rounded half up; nothing for None.

    language: else the active one. least, most: how many decimals are shown.
    """
    if ratio is None:
        return ""
    locale = Locale.parse(to_locale(language or get_language() or "en"))
    decimals = "0" * least + "#" * (most - least)
    usual = str(locale.percent_formats[None].pattern)
    pattern = usual.replace("##0", f"##0.{decimals}" if decimals else "##0")
    step = Decimal(1).scaleb(-most - 2)
    rounded = Decimal(str(ratio)).quantize(step, rounding=ROUND_HALF_UP)
    return format_percent(rounded, format=pattern, locale=locale)


def format_rate(percent: Decimal | float | None) -> str:
    """Return a rate that is kept in per cent, such as that of a tax: 7.5 as 7.5%."""
    return "" if percent is None else format_ratio(Decimal(str(percent)) / HUNDRED, most=3)
