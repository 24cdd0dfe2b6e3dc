"""Heads and cells of a list, both from its columns."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag(takes_context=True)
def cell(context: Context, content: SafeString, name: str, css: str = "") -> SafeString:
    """Return the cell of a column with the column's label, nothing where the column is hidden.

    {% cell "room" css="nowrap" %}...{% endcell %}; the context holds the list's `columns`. The
    column that tells rows apart heads the row.
    """
    found = next((column for column in context["columns"] if column.name == name), None)
    if found is None:
        return SafeString("")
    classes = " ".join(part for part in ("num" if found.numeric else "", css) if part)
    shown = format_html(' class="{}"', classes) if classes else ""
    # On a phone the style sheet leaves out a cell without anything in it, not even a blank.
    text = SafeString(content.strip())
    if found.is_fixed:
        return format_html('<th scope="row"{}>{}</th>', shown, text)
    return format_html('<td{} data-label="{}">{}</td>', shown, found.label, text)
