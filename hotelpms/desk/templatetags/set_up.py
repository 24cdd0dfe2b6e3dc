"""The sentence under the heading of a list in the set-up."""

from typing import Any

from django import template

from hotelpms.desk.admin_menu import ABOUT

register = template.Library()


@register.simple_tag
def about(options: Any) -> str:
    """Return what the rows of a model are for: {% about cl.opts %}."""
    return str(ABOUT.get(options.label_lower, ""))
