"""Template tags of the design system: badges, table heads, links and buttons, initials, pages.

A status keeps one tone and one icon wherever it is shown (kit/looks.py). The word always stands
beside the colour.
"""

from django import template
from django.core.paginator import Paginator
from django.template import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hotelpms.kit.templatetags.icons import lucide
from hotelpms.kit.web.looks import look_of
from hotelpms.kit.web.parts import Action, Badge, Opens

register = template.Library()

LEVEL_TONES = {"success": "ok", "warning": "warn", "error": "bad"}
TONE_ICONS = {"ok": "circle-check", "info": "info", "warn": "triangle-alert"}


@register.simple_tag
def status(kind: str, state: object, label: object = "", size: int = 12) -> SafeString:
    """Return the badge of a state: {% status "folio" folio.state %}; `label` replaces the word.

    The looks of each app's states stand in its looks.py; an unknown state stays grey.
    """
    look = look_of(kind, state)
    mark = lucide(look.icon, size=size, aria_hidden="true") if look.icon else ""
    return format_html('<span class="badge {}">{}{}</span>', look.tone, mark, label or look.word)


@register.filter
def tone_of(level: str) -> str:
    """Return the tone of a message's level: success, info, warning, error."""
    return LEVEL_TONES.get(level, "info")


@register.filter
def icon_of(tone: str) -> str:
    """Return the mark of a tone: ok, info, warn, bad."""
    return TONE_ICONS.get(tone, "circle-x")


@register.simple_tag
def badge(one: Badge | None) -> SafeString:
    """Draw the badge that a view decided on: {% badge row.room_badge %}; without one nothing."""
    if one is None:
        return SafeString()
    mark = lucide(one.icon, size=12, aria_hidden="true") if one.icon else ""
    return format_html('<span class="badge {}">{}{}</span>', one.tone, mark, one.text)


@register.simple_tag(takes_context=True)
def column(
    context: Context, label: object, sort: str = "", numeric: bool = False, swaps: bool = False
) -> SafeString:
    """Return a table head; with `sort` it links to ?sort=name, or ?sort=-name when sorted up.

    With `swaps` htmx exchanges only the part of the page marked data-rows.
    """
    css = SafeString(' class="num"') if numeric else ""
    if not sort:
        return format_html('<th scope="col"{}>{}</th>', css, label)
    query = context["request"].GET.copy()
    current = query.get("sort", "")
    order = {sort: "ascending", f"-{sort}": "descending"}.get(current, "none")
    query["sort"] = f"-{sort}" if current == sort else sort
    query.pop("page", None)
    icon = {"ascending": "arrow-up", "descending": "arrow-down", "none": ""}[order]
    address = f"?{query.urlencode()}"
    # The id lets htmx give the focus back to the link that was pressed.
    swap = format_html(' id="sort-{}" {}', sort, swapping(address)) if swaps else ""
    return format_html(
        '<th scope="col"{} aria-sort="{}"><a href="{}" title="{}"{}>{}{}</a></th>',
        css,
        order,
        address,
        _("Sort by this column"),
        swap,
        label,
        lucide(icon, size=12, aria_hidden="true") if icon else "",
    )


@register.simple_tag
def swapping(address: str) -> SafeString:
    """Return the attributes of a link whose answer replaces only the rows of its list."""
    return format_html('hx-get="{}" hx-target="closest [data-rows]" hx-push-url="true"', address)


@register.simple_tag(takes_context=True)
def action(
    context: Context, one: Action, css: str = "", size: int = 16, about: object = ""
) -> SafeString:
    """Draw an action: {% action pay css="button small" %}; what its own css says comes after.

    In a list `about` is whom or what the row is about: heard, so that no two buttons sound alike.
    """
    look = f"{css} {one.css}".strip()
    if one.opens == Opens.PANEL:
        return panel_link(one.address, one.label, one.icon, look, size, about=about)
    if one.opens == Opens.POST:
        return post_button(
            context, one.address, one.label, one.icon, look, size, one.question, one.swap, about
        )
    elsewhere = SafeString(' target="_blank" rel="noopener"')
    return format_html(
        '<a{} href="{}"{}>{}</a>',
        _attribute("class", look),
        one.address,
        elsewhere if one.opens == Opens.PAPER else "",
        _face(one.icon, one.label, size, about),
    )


@register.simple_tag
def panel_link(
    address: str,
    label: object,
    icon: str = "",
    css: str = "button",
    size: int = 16,
    icon_only: bool = False,
    about: object = "",
) -> SafeString:
    """Return a link that opens in the side panel; without an address nothing.

    {% panel_link pay_url _("Take a payment") icon="banknote" css="button small" %}. With
    `icon_only` the label is heard and not seen.
    """
    if not address:
        return SafeString()
    return format_html(
        '<a{} href="{}" hx-get="{}" hx-target="#panel-body"{}>{}</a>',
        _attribute("class", css),
        address,
        address,
        _attribute("aria-label", label if icon_only else ""),
        _face(icon, "" if icon_only else label, size, about),
    )


@register.simple_tag(takes_context=True)
def post_button(
    context: Context,
    address: str,
    label: object,
    icon: str = "",
    css: str = "button",
    size: int = 16,
    confirm: object = "",
    swap: str = "",
    about: object = "",
) -> SafeString:
    """Return a form that is nothing but a button; without an address nothing.

    {% post_button undo_url _("Undo") icon="undo-2" confirm=_("Undo this check-in?") %} asks
    first. With `swap` htmx sends it; "none" leaves the page as it is.
    """
    if not address:
        return SafeString()
    sent_by_htmx = format_html(' hx-post="{}" hx-swap="{}"', address, swap) if swap else ""
    return format_html(
        '<form method="post" action="{}"{}{}>{}<button{}>{}</button></form>',
        address,
        sent_by_htmx,
        _attribute("data-confirm", confirm),
        CsrfTokenNode().render(context),
        _attribute("class", css),
        _face(icon, label, size, about),
    )


def _attribute(name: str, value: object) -> SafeString:
    return format_html(' {}="{}"', SafeString(name), value) if value else SafeString()


def _face(icon: str, label: object, size: int, about: object = "") -> SafeString:
    """What a link or button shows, and what it is about for who hears it."""
    mark = lucide(icon, size=size, aria_hidden="true") if icon else ""
    heard = format_html('<span class="visually-hidden"> {}</span>', about) if about else ""
    return format_html("{}{}{}", mark, label, heard)


@register.simple_tag
def avatar(name: object, css: str = "") -> SafeString:
    """Return a round mark with the initials of a name, hidden from screen readers."""
    return format_html(
        '<span class="avatar {}" aria-hidden="true">{}</span>', css, initials(str(name))
    )


def initials(name: str) -> str:
    """Return the first letters of the first and last word, or a question mark for an empty name."""
    words = name.split()
    if not words:
        return "?"
    return words[0][0] + (words[-1][0] if len(words) > 1 else "")


@register.filter
def page_numbers(paginator: Paginator, number: int) -> list[int | None]:
    """Return the page numbers to show around `number`; None stands for a gap."""
    pages = paginator.get_elided_page_range(number, on_each_side=2, on_ends=1)
    return [page if isinstance(page, int) else None for page in pages]
