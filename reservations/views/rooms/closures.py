"""Closing a room for some time, and opening it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.errors import Refused
from hotelpms.kit.web import htmx
from reservations.domain.rooms import closures
from reservations.forms.rooms.closure import ClosureForm
from reservations.models import OutOfOrder, Room
from reservations.views.deeds import go, press


@requires(Right.RESERVATIONS_ROOMS)
@require_http_methods(["GET", "POST"])
def close(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Close a room over some nights; what is closed already can be opened here."""
    rooms = Room.objects.select_related("room_type").filter(hotel=hotel, is_active=True)
    room = get_object_or_404(rooms, pk=pk)
    form = ClosureForm(request.POST or None, business_date=request.business_date)
    if request.method == "POST" and form.is_valid():
        try:
            _close(request, hotel, room, form)
        except Refused as refused:
            form.refuse(str(refused.message))
        else:
            return go(request, reverse("reservations:rooms", args=[hotel.code]))
    context = {
        "hotel": hotel,
        "room": room,
        "form": form,
        "closures": closures.open_closures(room_id=room.pk, business_date=request.business_date),
    }
    return htmx.page(
        request,
        "reservations/rooms/closure.html",
        context,
        fragment="reservations/rooms/closure_panel.html",
        status=422 if request.method == "POST" else 200,
    )


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

    return press(request, reverse("reservations:rooms", args=[hotel.code]), act)


def _close(request: StaffRequest, hotel: Hotel, room: Room, form: ClosureForm) -> None:
    closures.close_room(
        room_id=room.pk,
        hotel_id=hotel.pk,
        **form.cleaned_data,
        actor=request.actor,
        now=clock.now(),
        business_date=request.business_date,
    )
    messages.success(request, _("Room %(room)s is closed.") % {"room": room})
