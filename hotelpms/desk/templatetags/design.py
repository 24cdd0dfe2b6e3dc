"""Template tags of the design system: status badges, sortable column heads, initials, page numbers.

A status keeps one tone and one icon wherever it is shown, so the table below is the only place
that decides it. The word always stands beside the colour.
"""

from django import template
from django.core.paginator import Paginator
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from lucide.templatetags.lucide import lucide

register = template.Library()

OK, INFO, WARN, BAD, PLUM, MUTE = "ok", "info", "warn", "bad", "plum", "mute"

# value of an enum -> (tone, icon, word when the page gives none)
STATUSES = {
    # reservations and stays
    "option": (PLUM, "hourglass", pgettext_lazy("status", "Option")),
    "confirmed": (INFO, "check", pgettext_lazy("status", "Confirmed")),
    "expected": (INFO, "check", pgettext_lazy("status", "Expected")),
    "waitlisted": (PLUM, "list-ordered", pgettext_lazy("status", "Waiting list")),
    "booked": (INFO, "check", pgettext_lazy("status", "Booked")),
    "due_in": (INFO, "log-in", pgettext_lazy("status", "Due in")),
    "in_house": (OK, "key-round", pgettext_lazy("status", "In house")),
    "due_out": (WARN, "log-out", pgettext_lazy("status", "Due out")),
    "departed": (MUTE, "door-open", pgettext_lazy("status", "Departed")),
    "no_show": (BAD, "user-x", pgettext_lazy("status", "No-show")),
    "cancelled": (MUTE, "ban", pgettext_lazy("status", "Cancelled")),
    # rooms
    "dirty": (WARN, "brush-cleaning", pgettext_lazy("status", "Dirty")),
    "clean": (OK, "sparkles", pgettext_lazy("status", "Clean")),
    "inspected": (OK, "shield-check", pgettext_lazy("status", "Inspected")),
    "ooo": (BAD, "wrench", pgettext_lazy("status", "Out of order")),
    "oos": (PLUM, "construction", pgettext_lazy("status", "Out of service")),
    "vacant": (MUTE, "bed", pgettext_lazy("status", "Vacant")),
    "occupied": (INFO, "bed-double", pgettext_lazy("status", "Occupied")),
    # messages
    "queued": (INFO, "clock", pgettext_lazy("status", "Queued")),
    "sending": (INFO, "send", pgettext_lazy("status", "Sending")),
    "sent": (OK, "check", pgettext_lazy("status", "Sent")),
    "accepted": (OK, "check", pgettext_lazy("status", "Taken by the mail server")),
    "caught": (OK, "inbox", pgettext_lazy("status", "Kept here")),
    "delivered": (OK, "check-check", pgettext_lazy("status", "Delivered")),
    "opened": (OK, "mail-open", pgettext_lazy("status", "Opened")),
    "clicked": (OK, "mouse-pointer-click", pgettext_lazy("status", "Clicked")),
    "deferred": (WARN, "clock-alert", pgettext_lazy("status", "Trying again")),
    "try_failed": (WARN, "clock-alert", pgettext_lazy("status", "A try failed")),
    "failed": (BAD, "circle-x", pgettext_lazy("status", "Failed")),
    "bounced": (BAD, "undo-2", pgettext_lazy("status", "Bounced")),
    "complained": (BAD, "flag", pgettext_lazy("status", "Complaint")),
    "withheld": (PLUM, "hand", pgettext_lazy("status", "Withheld")),
    "expired": (MUTE, "timer-off", pgettext_lazy("status", "Expired")),
    "stuck": (WARN, "circle-question-mark", pgettext_lazy("status", "Outcome unknown")),
    # money
    "open": (INFO, "circle", pgettext_lazy("status", "Open")),
    "closed": (MUTE, "lock", pgettext_lazy("status", "Closed")),
    "settled": (OK, "check", pgettext_lazy("status", "Settled")),
    "issued": (INFO, "file-check", pgettext_lazy("status", "Issued")),
    "paid": (OK, "check", pgettext_lazy("status", "Paid")),
    "part_paid": (WARN, "circle-dashed", pgettext_lazy("status", "Part paid")),
    "unpaid": (WARN, "circle", pgettext_lazy("status", "Unpaid")),
    "overdue": (BAD, "circle-alert", pgettext_lazy("status", "Overdue")),
    "credited": (MUTE, "undo-2", pgettext_lazy("status", "Credited")),
    "revoked": (MUTE, "ban", pgettext_lazy("status", "Revoked")),
    "refunded": (PLUM, "undo-2", pgettext_lazy("status", "Refunded")),
    "applied": (OK, "check", pgettext_lazy("status", "Applied")),
    "needs_attention": (WARN, "triangle-alert", pgettext_lazy("status", "Needs attention")),
    "ignored": (MUTE, "circle-slash", pgettext_lazy("status", "Nothing to do")),
    # runs, campaigns, accounts, consent
    "draft": (MUTE, "pencil", pgettext_lazy("status", "Draft")),
    "active": (OK, "play", pgettext_lazy("status", "Active")),
    "passive": (MUTE, "pause", pgettext_lazy("status", "Passive")),
    "pending": (MUTE, "circle-dashed", pgettext_lazy("status", "Pending")),
    "waiting": (MUTE, "circle-dashed", pgettext_lazy("status", "Waiting")),
    "running": (INFO, "loader", pgettext_lazy("status", "Running")),
    "blocked": (WARN, "hand", pgettext_lazy("status", "Waiting for a decision")),
    "rolled": (INFO, "moon", pgettext_lazy("status", "Day closed")),
    "done": (OK, "check", pgettext_lazy("status", "Done")),
    "finished": (OK, "check", pgettext_lazy("status", "Done")),
    "granted": (OK, "check", pgettext_lazy("status", "Granted")),
    "withdrawn": (BAD, "ban", pgettext_lazy("status", "Withdrawn")),
}


@register.simple_tag
def status(value: object, label: object = "", size: int = 12) -> SafeString:
    """Return the badge of a state; `label` replaces the word, an unknown value stays grey."""
    key = str(getattr(value, "value", value) or "").lower()
    tone, icon, word = STATUSES.get(key, (MUTE, "", key.replace("_", " ").capitalize()))
    mark = lucide(icon, size=size, aria_hidden="true") if icon else ""
    shown = label or getattr(value, "label", "") or word
    return format_html('<span class="badge {}">{}{}</span>', tone, mark, shown)


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
