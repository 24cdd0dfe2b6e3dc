"""The housekeeping board: every room with its state, changed by one tap."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.search.plain import natural_key
from hotelpms.kit.web import edge, htmx
from reservations.domain.rooms import housekeeping
from reservations.domain.rooms.board import RoomStatus, room_status
from reservations.enums import HousekeepingState
from reservations.models import Room

# What the chips of the board show, besides every room.
SHOWN = {
    "dirty": lambda room: room.housekeeping == HousekeepingState.DIRTY,
    "due_in": lambda room: room.expected is not None,
    "vacant": lambda room: room.guest is None,
    "closed": lambda room: room.closure is not None,
}


@requires(Right.RESERVATIONS_VIEW)
@require_GET
def rooms(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the rooms by floor; `?show=` narrows them."""
    found = room_status(hotel, request.business_date)
    asked = edge.asked(request).line("show")
    shown = [room for room in found if SHOWN[asked](room)] if asked in SHOWN else found
    context = {
        "hotel": hotel,
        "floors": _floors(shown),
        "shown": asked,
        "counts": {"all": len(found)}
        | {name: sum(map(fits, found)) for name, fits in SHOWN.items()},
        **_facts(request),
    }
    return render(request, "reservations/rooms/rooms.html", context)


@requires(Right.RESERVATIONS_ROOMS)
@require_POST
def set_state(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Note the state of one room (`one` = "12:clean") or of the ticked ones (`ids`, `state`)."""
    given = edge.sent(request)
    one = given.line("one")
    pk, _colon, state = one.partition(":")
    ids = edge.row_ids([pk]) if one else given.row_ids("ids")
    state = state if one else given.line("state")
    if state not in HousekeepingState.values or ids is None:
        raise Http404
    chosen = _rooms(hotel).filter(pk__in=ids)
    changed = housekeeping.set_state(
        room_ids=list(chosen.values_list("pk", flat=True)),
        state=state,
        actor=request.actor,
        now=clock.now(),
    )
    if one and htmx.wants_fragment(request):
        return _row(request, hotel, ids[0])
    messages.success(request, _told(changed, HousekeepingState(state)))
    return HttpResponseRedirect(reverse("reservations:rooms", args=[hotel.code]))


def _row(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    found = room_status(hotel, request.business_date)
    room = next((room for room in found if room.room_id == pk), None)
    if room is None:
        raise Http404
    context = {"hotel": hotel, "room": room, **_facts(request)}
    return render(request, "reservations/rooms/room_row.html", context)


def _facts(request: StaffRequest) -> dict[str, Any]:
    return {
        "states": HousekeepingState.choices,
        "may_mark": Right.RESERVATIONS_ROOMS in request.rights,
        "business_date": request.business_date,
    }


def _floors(rooms: list[RoomStatus]) -> list[tuple[str, list[RoomStatus]]]:
    by_floor = sorted(rooms, key=lambda room: (natural_key(room.floor), natural_key(room.number)))
    return [(floor, list(group)) for floor, group in groupby(by_floor, lambda room: room.floor)]


def _rooms(hotel: Hotel) -> QuerySet[Room]:
    return Room.objects.filter(hotel=hotel, is_active=True)


def _told(count: int, state: HousekeepingState) -> str:
    said = ngettext(
        "%(count)d room is now “%(state)s”.", "%(count)d rooms are now “%(state)s”.", count
    )
    return said % {"count": count, "state": state.label} if count else _("No room has changed.")
