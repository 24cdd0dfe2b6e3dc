"""Rooms and their types in the set-up."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.hotels.views.set_up.rows import Column, Filter, Rows
from hotelpms.kit import clock
from hotelpms.kit.search.plain import natural_key
from hotelpms.kit.web import edge
from hotelpms.kit.web.deeds import Crumb, Deed, answer
from hotelpms.kit.web.looks import look_of
from hotelpms.kit.web.parts import Badge, Offer, Opens
from reservations.domain.set_up import room_types
from reservations.domain.set_up.rooms import (
    RoomsChange,
    change_rooms,
    save_room,
    take_room_away,
)
from reservations.forms.set_up.rooms import RoomForm, RoomTypeForm
from reservations.forms.set_up.together import TogetherForm
from reservations.models import Room, RoomFeature, RoomType
from reservations.views.set_up.codes import CODE, NAME


def _guests(row: RoomType) -> str:
    usual, most = row.base_occupancy, row.max_occupancy
    return str(usual) if usual == most else f"{usual} – {most}"


def _housekeeping(room: Room) -> Badge:
    look = look_of("housekeeping", room.housekeeping)
    return Badge(look.tone, str(look.word), look.icon)


def _features(room: Room) -> str:
    return ", ".join(sorted(feature.name for feature in room.features.all()))


def _types_of(hotel: Hotel) -> Iterable[tuple[str, str]]:
    types = RoomType.objects.filter(hotel=hotel, rooms__isnull=False).distinct()
    return [(str(row.pk), row.name) for row in types.order_by("position", "pk")]


def _floors_of(hotel: Hotel) -> Iterable[tuple[str, str | Promise]]:
    found = Room.objects.filter(hotel=hotel).order_by().values_list("floor", flat=True).distinct()
    return [(floor, floor) for floor in sorted(found, key=natural_key) if floor]


def _features_of(hotel: Hotel) -> Iterable[tuple[str, str]]:
    rows = RoomFeature.objects.filter(hotel=hotel).order_by("name", "pk")
    return [(str(row.pk), row.name) for row in rows]


def _has_feature(room: Room, key: str) -> bool:
    return any(str(feature.pk) == key for feature in room.features.all())


TYPES = Rows(
    key="room-types",
    namespace="reservations",
    title=gettext_lazy("Room types"),
    about=gettext_lazy("What is sold, and how far it may be overbooked."),
    icon="bed-double",
    right=Right.RESERVATIONS_SETUP,
    form=RoomTypeForm,
    columns=(
        NAME,
        CODE,
        Column(gettext_lazy("Rooms"), lambda row: row.room_count, numeric=True),
        Column(gettext_lazy("Guests"), _guests, numeric=True),
        Column(gettext_lazy("Overbooking"), lambda row: row.overbooking_limit, numeric=True),
    ),
    order=("position", "pk"),
    found_by=("name", "code"),
    new=gettext_lazy("New room type"),
    keep=room_types.save_type,
    counted={"room_count": Count("rooms", filter=Q(rooms__is_active=True))},
    warn=room_types.consequences,
)
ROOMS = Rows(
    key="rooms",
    namespace="reservations",
    title=gettext_lazy("Rooms"),
    about=gettext_lazy("Numbers, floors and features of the rooms."),
    icon="door-closed",
    right=Right.RESERVATIONS_SETUP,
    form=RoomForm,
    columns=(
        Column(gettext_lazy("Number"), lambda room: room.number),
        Column(gettext_lazy("Room type"), lambda room: room.room_type.name),
        Column(gettext_lazy("Floor"), lambda room: room.floor),
        Column(gettext_lazy("Features"), _features),
        Column(gettext_lazy("Housekeeping"), _housekeeping),
    ),
    order=("number", "pk"),
    sorting=lambda room: (natural_key(room.number), room.pk),
    found_by=("number", "room_type", "floor"),
    new=gettext_lazy("New room"),
    keep=save_room,
    take_away=take_room_away,
    related=("room_type",),
    many=("features",),
    filters=(
        Filter(
            "type",
            gettext_lazy("Room type"),
            _types_of,
            lambda room, key: str(room.room_type_id) == key,
        ),
        Filter("floor", gettext_lazy("Floor"), _floors_of, lambda room, key: room.floor == key),
        Filter("feature", gettext_lazy("Feature"), _features_of, _has_feature),
    ),
    page_size=100,
    tools=(
        Offer(
            "",
            gettext_lazy("Many rooms at once"),
            "reservations:set_up_rooms_bulk",
            "layers",
            Opens.PAGE,
        ),
    ),
    together=(
        Offer("", gettext_lazy("Change the chosen rooms"), "reservations:set_up_rooms_together"),
    ),
)


@requires(Right.RESERVATIONS_SETUP, before_opening=True)
@require_http_methods(["GET", "POST"])
def together(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Change many rooms in one go: those whose `ids` the address names."""
    ids = edge.asked_or_sent(request).row_ids("ids")
    if ids is None:
        raise Http404
    chosen = Room.objects.filter(hotel=hotel, pk__in=ids)
    form = TogetherForm(
        request.POST or None, hotel=hotel, initial={"ids": [room.pk for room in chosen]}
    )
    deed = Deed(
        title=_("Change rooms"),
        button=_("Change them"),
        back=ROOMS.url(hotel),
        explanation=_numbers(chosen),
        crumbs=(Crumb(str(ROOMS.title), ROOMS.url(hotel)),),
    )

    def act(change: RoomsChange) -> str:
        count = change_rooms(
            rooms=form.rooms,
            hotel_id=hotel.pk,
            change=change,
            actor=request.actor,
            now=clock.now(),
        )
        said = ngettext("%(n)d room is changed.", "%(n)d rooms are changed.", count)
        return said % {"n": count} if count else _("No room has changed.")

    return answer(request, deed, form, act)


def _numbers(chosen: Any) -> str:
    numbers = sorted((room.number for room in chosen), key=natural_key)
    if not numbers:
        return _("Tick rooms in the list first.")
    said = ngettext("%(n)d room: %(rooms)s.", "%(n)d rooms: %(rooms)s.", len(numbers))
    return said % {"n": len(numbers), "rooms": ", ".join(numbers)}
