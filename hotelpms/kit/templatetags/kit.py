"""Money, dates and moments as a reader of the active language writes them."""

from datetime import date, datetime, time
from decimal import Decimal

from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hotelpms.kit import languages
from hotelpms.kit.dates import format_day, format_hour, format_moment, format_span
from hotelpms.kit.files import glyphs
from hotelpms.kit.formats.ratios import format_rate, format_ratio
from hotelpms.kit.money import Money, format_money
from hotelpms.kit.period import Nights

register = template.Library()


@register.filter
def money(value: Decimal | Money | None, currency: str = "") -> str:
    """Show an amount: {{ amount|money:currency }} or {{ a_money|money }}. None shows nothing."""
    if value is None or value == "":
        return ""
    amount = value if isinstance(value, Money) else Money(Decimal(value), currency)
    return format_money(amount, _language())


@register.filter
def day(value: date | None, pattern: str = "medium") -> str:
    """Show a date: {{ date|day }}, in one of the patterns of kit.dates.format_day."""
    return format_day(value, pattern)


@register.filter
def span(first: date | None, last: date | None) -> str:
    """Show the dates of a stay: {{ stay.arrival|span:stay.departure }}."""
    return format_span(first, last)


@register.simple_tag
def brief_span(first: date, last: date, pattern: str = "brief") -> str:
    """Show dates near the business date as one span without its year, as format_span does."""
    return format_span(first, last, pattern)


@register.filter
def moment(value: datetime | None, zone: str) -> str:
    """Show a moment in a zone: {{ at|moment:hotel.zone }}, date and minutes."""
    return format_moment(value, zone)


@register.filter
def hour(value: time | None) -> str:
    """Show an hour of the hotel's clock: {{ stay.arrival_time|hour }}."""
    return format_hour(value)


@register.simple_tag
def spoken() -> str:
    """Return the language of the page as the settings name it, for a choice of languages."""
    return languages.spoken()


@register.filter
def in_nights(period: Nights) -> str:
    """Say how long a stay is: {{ line.nights|in_nights }} makes "3 nights" or "Day use"."""
    if period.is_day_use:
        return _("Day use")
    return ngettext("%(n)s night", "%(n)s nights", len(period)) % {"n": len(period)}


@register.filter
def percent(value: Decimal | float | None) -> str:
    """Show a ratio: {{ occupancy|percent }} makes 82.3% of 0.823, one decimal at most."""
    return "" if value in (None, "") else format_ratio(value)


@register.filter
def rate(value: Decimal | float | None) -> str:
    """Show what is kept in per cent: {{ tax.percent|rate }} makes 7.5% of 7.5."""
    return "" if value in (None, "") else format_rate(value)


def _language() -> str:
    return get_language() or "en"


@register.inclusion_tag("components/unprintable.html")
def warn_unprintable(*texts: object) -> dict[str, str]:
    """Warn of letters that no font has: {% warn_unprintable name address %}."""
    return {"letters": glyphs.unprintable(*(str(text) for text in texts if text))}
