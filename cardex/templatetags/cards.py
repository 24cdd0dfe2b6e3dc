"""A name that leads to its card, for those who may see cards."""

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html

from hotelpms.hotels.enums import Right

register = template.Library()


@register.simple_tag(takes_context=True)
def card_link(context: Context, card_id: int, name: str) -> str:
    """Show {% card_link guest.pk guest.full_name %} as a link, or as the name alone."""
    if Right.CARDEX_VIEW not in context["request"].rights:
        return name
    address = reverse("cardex:card", args=[context["hotel"].code, card_id])
    return format_html('<a href="{}">{}</a>', address, name)
