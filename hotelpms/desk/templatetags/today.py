"""How the day's figures are written where there is little room."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency
from django import template
from django.utils.translation import get_language, to_locale

register = template.Library()


@register.filter
def whole(value: Decimal | None, currency: str) -> str:
    """Show an amount without cents, in the language's way: {{ adr|whole:"EUR" }} makes €117."""
    if value is None:
        return ""
    locale = Locale.parse(to_locale(get_language() or "en"))
    pattern = str(locale.currency_formats["standard"].pattern).replace(".00", "")
    return format_currency(value, currency, format=pattern, locale=locale, currency_digits=False)
