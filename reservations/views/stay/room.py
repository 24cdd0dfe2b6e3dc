"""Giving a stay its room, taking it back, and moving it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.forms.wishes import Wish, WishForm
from hotelpms.kit.web import edge
from hotelpms.kit.web.deeds import Deed, answer, press, show
from reservations.domain.rooms import assignment
from reservations.domain.rooms.choices import rooms_for
from reservations.forms.stay.room import GivenRoomWish, MoveForm, MoveWish, RoomForm
from reservations.models import Room, Stay
from reservations.views.stay.deeds import about, way_back
from reservations.views.stay.look_up import stay_or_404

PANEL = "reservations/stay/room_panel.html"


@requires(Right.RESERVATIONS_CHANGE)
@require_http_methods(["GET", "POST"])
def assign(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Give a booked stay a room; with `?upgrade=1` one of another type."""
    stay, is_upgrade = stay_or_404(hotel, pk), "upgrade" in edge.asked(request)
    asked = edge.asked_or_sent(request)
    changes_on = asked.day("from_date")
    next_rooms = rooms_for(stay, from_date=changes_on) if changes_on else None
    usual = {"changes_type": is_upgrade, "room": asked.row_id("room")}
    form = RoomForm(
        _sent(request),
        rooms=_upgrades(
            rooms_for(stay, from_date=stay.arrival, until=changes_on), stay, is_upgrade
        ),
        next_rooms=None if next_rooms is None else _upgrades(next_rooms, stay, is_upgrade),
        own_type=stay.room_type,
        initial=usual | _typed(request) | {"from_date": changes_on},
    )
    deed = about(
        stay,
        title=_("Upgrade") if is_upgrade else _("Give a room"),
        button=_("Give this room"),
        explanation=_about(stay),
        panel=PANEL,
    )

    def act(wish: GivenRoomWish) -> str:
        told: dict[str, Any] = {
            "stay_id": pk,
            "room_id": wish.room,
            "changes_type": wish.changes_type,
            "actor": request.actor,
            "now": clock.now(),
            "business_date": request.business_date,
        }
        if wish.from_date and wish.next_room:
            given = assignment.split(from_date=wish.from_date, next_room_id=wish.next_room, **told)
        else:
            given = assignment.assign(**told)
        return _("Room %(room)s is given to %(guest)s.") % {
            "room": given.room,
            "guest": given.guest.full_name,
        }

    return _answer(request, deed, form, act)


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
    asked = edge.asked_or_sent(request)
    from_date = asked.day("from_date") or first
    form = MoveForm(
        _sent(request),
        rooms=rooms_for(stay, from_date=from_date) if from_date >= first else [],
        own_type=stay.room_type,
        may_take_dirty=Right.RESERVATIONS_OVERRIDE_DIRTY in request.rights,
        initial={"room": asked.row_id("room")} | _typed(request) | {"from_date": from_date},
    )
    deed = about(
        stay,
        title=_("Move to another room"),
        button=_("Move"),
        explanation=_about(stay),
        panel=PANEL,
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

    return _answer(request, deed, form, act)


def _sent(request: StaffRequest) -> Any:
    """What is to be done; nothing while the rooms are only asked for on another date."""
    return request.POST if request.method == "POST" and not _only_asks(request) else None


def _only_asks(request: StaffRequest) -> bool:
    return "show" in edge.sent(request)


def _typed(request: StaffRequest) -> dict[str, Any]:
    """What was typed beside the date, so that asking for the rooms keeps it."""
    return edge.sent(request).by_name() if _only_asks(request) else {}


def _answer(
    request: StaffRequest, deed: Deed, form: WishForm[Wish], act: Callable[[Wish], str]
) -> HttpResponse:
    if _only_asks(request):
        return show(request, deed, form)
    return answer(request, deed, form, act)


def _upgrades(rooms: list[Room], stay: Stay, is_upgrade: bool) -> list[Room]:
    """Of the rooms those of another type, for an upgrade; else all."""
    return [room for room in rooms if not is_upgrade or room.room_type_id != stay.reserved_type_id]


def _about(stay: Stay) -> str:
    number = stay.room.number if stay.room else _("no room yet")
    return f"{stay.guest.full_name} · {stay.room_type.local_name} · {number}"
