"""Phone numbers as people read them: {{ card.phone|phone }}."""

from django import template

from cardex.domain.cards.phones import international

register = template.Library()


@register.filter
def phone(number: str) -> str:
    """Show a stored number in groups; an empty or unreadable one as it is."""
    return international(number) if number else ""
