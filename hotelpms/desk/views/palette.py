from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotelpms.desk import commands, shell
from hotelpms.desk.domain import palette as matching
from hotelpms.desk.domain import palette_things as things
from hotelpms.desk.domain.palette import Group, Item
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.search.wanted import LONGEST_SEARCH
from hotelpms.kit.web import edge

LONGEST_RECENT = 2_000


@requires(Right.DESK_VIEW)
@require_GET
def palette(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Answer what was typed so far; `recent` holds the addresses of the things seen last."""
    text = edge.asked(request).line("q", longest=LONGEST_SEARCH)
    desk = things.Desk(hotel, request.business_date, request.rights)
    frame = shell.build(request)
    groups = _typed(desk, frame, text) if text else _unasked(request, desk, frame)
    context = {"hotel": hotel, "groups": groups}
    return render(request, "shell/palette_list.html", context)


def _typed(desk: things.Desk, frame: shell.Shell, text: str) -> list[Group]:
    commands_found = matching.fitting([*commands.places(frame), *commands.settings_of(frame)], text)
    return [*commands_found, *things.found(desk, text), _everywhere(desk, text)]


def _unasked(request: StaffRequest, desk: things.Desk, frame: shell.Shell) -> list[Group]:
    recent = edge.asked(request).line("recent", longest=LONGEST_RECENT)
    paths = [path for path in recent.split(",") if path][: commands.RECENT]
    seen = commands.seen_in(paths, desk.hotel.code)
    order = {path: number for number, path in enumerate(paths)}
    last = sorted(things.recent(desk, seen), key=lambda item: order.get(item.url, len(order)))
    return [*([Group(_("Opened last"), last)] if last else []), *commands.places(frame)]


def _everywhere(desk: things.Desk, text: str) -> Group:
    """Offer the page with all results, and a new card for a name that is not there yet."""
    query = urlencode({"q": text})
    url = reverse("desk:search", args=[desk.hotel.code])
    items = [Item(_("Show all results"), "search", f"{url}?{query}")]
    if desk.may(Right.CARDEX_EDIT) and not any(letter.isdigit() for letter in text):
        card = reverse("cardex:new", args=[desk.hotel.code])
        label = _("New card “%(name)s”") % {"name": text}
        items.append(Item(label, "user-plus", f"{card}?{urlencode({'name': text})}"))
    return Group(_("Search"), items)
