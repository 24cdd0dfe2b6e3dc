from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_GET

from hotelpms.desk import set_up_menu, shell
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.web.htmx import page


@dataclass(frozen=True)
class Tile:
    """A page of the set-up as a link."""

    label: str | Promise
    about: str | Promise
    icon: str
    url: str


@requires(*set_up_menu.RIGHTS, before_opening=True)
@require_GET
def set_up(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show what the person may set up, sorted by the day's work."""
    may_admin = request.user.is_staff and Right.HOTELS_SETUP in request.rights
    context = {
        "sections": [
            (section, tiles)
            for section, pages in set_up_menu.pages_for(request.rights)
            if (tiles := [tile for one in pages if (tile := _tile(one, hotel)) is not None])
        ],
        "admin_url": reverse("admin:index") if may_admin else "",
        "opening_url": reverse("opening:checklist", args=[hotel.code])
        if Right.HOTELS_CHANGE in request.rights
        else "",
    }
    return page(request, "set_up/menu.html", context)


def _tile(one: set_up_menu.Page, hotel: Hotel) -> Tile | None:
    url = shell.address(one.name, hotel)
    return Tile(one.label, one.about, one.icon, url) if url else None
