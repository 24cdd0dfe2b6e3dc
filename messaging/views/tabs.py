"""The tabs over the pages of messages: those that the person may open."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.enums import Right
from hotelpms.hotels.rights import StaffRequest

PAGES = (
    ("messaging:outbox", _("Outbox and sent"), Right.MESSAGING_VIEW),
    ("messaging:blocked", _("Blocked addresses"), Right.MESSAGING_VIEW),
    ("messaging:templates", _("Templates"), Right.MESSAGING_TEMPLATES),
    ("messaging:accounts", _("Sender accounts"), Right.MESSAGING_ACCOUNTS),
)


@dataclass(frozen=True)
class Tab:
    url: str
    label: Promise
    is_current: bool


def tabs(request: StaffRequest, here: str) -> list[Tab]:
    """Return the tabs; `here` is the name of the address of the shown page."""
    return [
        Tab(reverse(name, args=[request.hotel.code]), label, name == here)
        for name, label, right in PAGES
        if right in request.rights
    ]
