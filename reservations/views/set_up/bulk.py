"""Many rooms at once: lines of text with a preview as they are typed, then one deed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.deeds import Crumb, Deed, answer
from reservations.domain.set_up.bulk import make_rooms
from reservations.forms.set_up.bulk import BulkForm, BulkWish
from reservations.views.set_up.rooms import ROOMS


@requires(Right.RESERVATIONS_SETUP, before_opening=True)
@require_http_methods(["GET", "POST"])
def bulk(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Make many rooms."""
    form = BulkForm(request.POST or None, hotel=hotel)
    deed = Deed(
        title=_("Many rooms at once"),
        button=_("Make the rooms"),
        back=ROOMS.url(hotel),
        crumbs=(Crumb(str(ROOMS.title), ROOMS.url(hotel)),),
        panel="reservations/set_up/bulk_panel.html",
        css="css/pages/set_up.css",
    )

    def act(wish: BulkWish) -> str:
        made = make_rooms(
            hotel=hotel,
            text=wish.text,
            confirmed=wish.types,
            actor=request.actor,
            now=clock.now(),
        )
        return ngettext("%(n)d room is made.", "%(n)d rooms are made.", made.rooms) % {
            "n": made.rooms
        }

    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_SETUP, before_opening=True)
@require_POST
def preview(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show what the lines would make; make nothing."""
    form = BulkForm(request.POST, hotel=hotel)
    return render(request, "reservations/set_up/bulk_preview.html", {"form": form})
