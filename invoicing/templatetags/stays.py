"""The stay on an invoice: sealed with plain dates, shown as the reader writes them."""

import re
from datetime import date

from django import template

from hotelpms.kit.dates import format_span

register = template.Library()

SPAN = re.compile(r"(\d{4}-\d\d-\d\d) – (\d{4}-\d\d-\d\d)")


@register.filter
def in_words(stay_text: str) -> str:
    """Show the sealed text of a stay with its dates in the language: {{ text|in_words }}."""
    return SPAN.sub(_span, stay_text)


def _span(found: re.Match[str]) -> str:
    try:
        return format_span(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
    except ValueError:
        # No dates after all, such as a code that looks like them.
        return found[0]
