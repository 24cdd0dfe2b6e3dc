"""Closing a room for some time, and opening it again."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.deeds import Crumb, Deed, answer, press
from reservations.domain.rooms import closures
from reservations.forms.rooms.closure import ClosureForm, ClosureWish
from reservations.models import OutOfOrder, Room


@requires(Right.RESERVATIONS_ROOMS)
@require_http_methods(["GET", "POST"])
def close(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Close a room over some nights; what is closed already can be opened here."""
    rooms = Room.objects.select_related("room_type").filter(hotel=hotel, is_active=True)
    room = get_object_or_404(rooms, pk=pk)
    form = ClosureForm(request.POST or None, business_date=request.business_date)
    found = closures.open_closures(room_id=room.pk, business_date=request.business_date)
    deed = Deed(
        title=_("Close a room"),
        button=_("Close the room"),
        back=_board(hotel),
        crumbs=(Crumb(_("Rooms"), _board(hotel)),),
        panel="reservations/rooms/closure_panel.html",
        facts={"room": room, "closures": found},
    )

    def act(wish: ClosureWish) -> str:
        closures.close_room(
            room_id=room.pk,
            hotel_id=hotel.pk,
            kind=wish.kind,
            from_date=wish.from_date,
            to_date=wish.to_date,
            reason=wish.reason,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("Room %(room)s is closed.") % {"room": room}

    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_ROOMS)
@require_POST
def reopen(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Open a closed room again from the business date on."""
    closure = get_object_or_404(OutOfOrder.objects.select_related("room"), pk=pk, hotel=hotel)

    def act() -> str:
        closures.reopen_room(
            closure_id=pk,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("Room %(room)s is open again.") % {"room": closure.room}

    return press(request, _board(hotel), act)


def _board(hotel: Hotel) -> str:
    return reverse("reservations:rooms", args=[hotel.code])
