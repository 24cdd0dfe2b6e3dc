"""Which room a stay gets, and the one it moves to."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.fields import DayField, LineField
from hotelpms.kit.forms.wishes import Wish, WishForm
from reservations.models import Room, RoomType


@dataclass(frozen=True, kw_only=True)
class RoomWish:
    room: int
    changes_type: bool


@dataclass(frozen=True, kw_only=True)
class MoveWish(RoomWish):
    from_date: datetime.date
    reason: str
    accepts_dirty: bool = False


class AnyRoomForm(WishForm[Wish]):
    """A free room for a stay."""

    room = forms.TypedChoiceField(label=_("Free room"), coerce=int)
    changes_type = forms.BooleanField(
        label=_("The stay may change its room type"),
        required=False,
        help_text=_("The price stays as it was booked."),
    )

    def __init__(self, *args: Any, rooms: list[Room], own_type: RoomType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("room", room_choices(rooms, own_type))


class RoomForm(AnyRoomForm[RoomWish]):
    """A room for all nights of a booked stay."""

    asks = RoomWish


class MoveForm(AnyRoomForm[MoveWish]):
    """Another room from a date on."""

    asks = MoveWish

    from_date = DayField(
        label=_("From the night of"),
        help_text=_("A later date plans the move; the night closing carries it out."),
    )
    reason = LineField(label=_("Reason"), max_length=200)
    accepts_dirty = forms.BooleanField(
        label=_("Take the room although it is not clean"), required=False
    )
    field_order = ("from_date", "room", "reason", "changes_type", "accepts_dirty")

    def __init__(self, *args: Any, may_take_dirty: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_take_dirty:
            del self.fields["accepts_dirty"]


def room_choices(rooms: list[Room], own_type: RoomType) -> list[Any]:
    """Return the rooms as choices grouped by type, the stay's own type first."""
    groups: dict[str, list[tuple[int, str]]] = {own_type.name: []}
    for room in rooms:
        label = f"{room.number} · {room.get_housekeeping_display()}"
        groups.setdefault(room.room_type.name, []).append((room.pk, label))
    return [("", _("Choose a room")), *((name, found) for name, found in groups.items() if found)]
