"""Which room a stay gets, and the one it moves to."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.forms.fields import DayField, LineField
from hotelpms.kit.forms.wishes import Wish, WishForm
from reservations.models import Room, RoomType

ROOM_FIELDS = ("room", "next_room")


@dataclass(frozen=True, kw_only=True)
class RoomWish:
    room: int
    changes_type: bool


@dataclass(frozen=True, kw_only=True)
class GivenRoomWish(RoomWish):
    """With `from_date` the guest sleeps in `next_room` from that night on."""

    from_date: datetime.date | None = None
    next_room: int | None = None


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
        self.has_rooms = bool(rooms)

    @property
    def room_fields(self) -> list[forms.BoundField]:
        """The fields whose choices follow the date."""
        return [self[name] for name in ROOM_FIELDS if name in self.fields]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in (*ROOM_FIELDS, "from_date")]


class RoomForm(AnyRoomForm[GivenRoomWish]):
    """A room for all nights of a booked stay, or one after the other."""

    asks = GivenRoomWish

    from_date = DayField(
        label=_("Another room from the night of"),
        required=False,
        help_text=_("For a guest who fits no single room. Left empty, the room is for all nights."),
    )
    next_room = forms.TypedChoiceField(
        label=_("The room after that"), coerce=int, required=False, empty_value=None
    )

    def __init__(
        self, *args: Any, own_type: RoomType, next_rooms: list[Room] | None, **kwargs: Any
    ) -> None:
        """`next_rooms` are those from the night of `from_date` on; None while there is no date."""
        super().__init__(*args, own_type=own_type, **kwargs)
        if next_rooms is None:
            del self.fields["next_room"]
        else:
            self.choose_from("next_room", room_choices(next_rooms, own_type))

    def clean(self) -> None:
        if self.cleaned_data.get("from_date") and not self.cleaned_data.get("next_room"):
            name = "next_room" if "next_room" in self.fields else "from_date"
            self.add_error(name, _("Choose the room after that night too."))


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

    def __init__(self, *args: Any, may_take_dirty: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_take_dirty:
            del self.fields["accepts_dirty"]


def room_choices(rooms: list[Room], own_type: RoomType) -> list[Any]:
    """Return the rooms as choices grouped by type, the stay's own type first."""
    groups: dict[str, list[tuple[int, str]]] = {own_type.local_name: []}
    for room in rooms:
        label = f"{room.number} · {room.get_housekeeping_display()}"
        groups.setdefault(room.room_type.local_name, []).append((room.pk, label))
    return [("", _("Choose a room")), *((name, found) for name, found in groups.items() if found)]
