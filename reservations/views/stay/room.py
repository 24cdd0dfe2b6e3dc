"""Giving a stay its room, taking it back, and moving it."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web import edge
from hotelpms.kit.web.deeds import answer, press
from reservations.domain.nights.guards import slot_of
from reservations.domain.rates.availability import free_rooms
from reservations.domain.rooms import assignment
from reservations.forms.stay.room import MoveForm, MoveWish, RoomForm, RoomWish
from reservations.models import Room, Stay
from reservations.views.stay.deeds import about, way_back
from reservations.views.stay.look_up import stay_or_404


@requires(Right.RESERVATIONS_CHANGE)
@require_http_methods(["GET", "POST"])
def assign(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Give a booked stay a room; with `?upgrade=1` one of another type."""
    stay, is_upgrade = stay_or_404(hotel, pk), "upgrade" in edge.asked(request)
    free = _free(stay, from_date=stay.arrival)
    if is_upgrade:
        free = [room for room in free if room.room_type_id != stay.reserved_type_id]
    form = RoomForm(
        request.POST or None,
        rooms=free,
        own_type=stay.room_type,
        initial={"changes_type": is_upgrade, "room": edge.asked(request).row_id("room")},
    )
    deed = about(
        stay,
        title=_("Upgrade") if is_upgrade else _("Give a room"),
        button=_("Give this room"),
        explanation=_about(stay),
    )

    def act(wish: RoomWish) -> str:
        given = assignment.assign(
            stay_id=pk,
            room_id=wish.room,
            changes_type=wish.changes_type,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("Room %(room)s is given to %(guest)s.") % {
            "room": given.room,
            "guest": given.guest.full_name,
        }

    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_CHANGE)
@require_POST
def unassign(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Take the room back; the room type is kept."""
    stay = stay_or_404(hotel, pk)

    def act() -> str:
        assignment.unassign(
            stay_id=pk,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("The stay has no room now.")

    return press(request, way_back(stay), act)


@requires(Right.RESERVATIONS_CHANGE)
@require_http_methods(["GET", "POST"])
def move(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Move a stay to another room, tonight or from a later night on."""
    stay = stay_or_404(hotel, pk)
    first = max(stay.arrival, request.business_date)
    form = MoveForm(
        request.POST or None,
        rooms=[room for room in _free(stay, from_date=first) if room.pk != stay.room_id],
        own_type=stay.room_type,
        may_take_dirty=Right.RESERVATIONS_OVERRIDE_DIRTY in request.rights,
        initial={"from_date": first, "room": edge.asked(request).row_id("room")},
    )
    deed = about(
        stay,
        title=_("Move to another room"),
        button=_("Move"),
        explanation=_about(stay),
    )

    def act(wish: MoveWish) -> str:
        assignment.move(
            stay_id=pk,
            room_id=wish.room,
            from_date=wish.from_date,
            reason=wish.reason,
            changes_type=wish.changes_type,
            accepts_dirty=wish.accepts_dirty,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("The move is noted.")

    return answer(request, deed, form, act)


def _free(stay: Stay, *, from_date: date) -> list[Room]:
    """The rooms of all types that nobody holds from the date to the departure."""
    return free_rooms(
        hotel_id=stay.hotel_id,
        room_type_id=None,
        arrival=from_date,
        departure=max(stay.departure, from_date),
        slot=slot_of(stay),
    )


def _about(stay: Stay) -> str:
    number = stay.room.number if stay.room else _("no room yet")
    return f"{stay.guest.full_name} · {stay.room_type.name} · {number}"
