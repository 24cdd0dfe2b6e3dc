"""Room types as the hotel's people keep them."""

import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hotelpms.hotels.domain.set_up import rows
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from reservations.domain.rooms import inventory
from reservations.domain.set_up.ahead import stays_ahead
from reservations.models import Room, RoomType


class GuestsUnfit(Refused):
    """A room is for one guest at least, and for no more than fit in."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "A room is for one guest at least, and for no more than its greatest number."
            )
        )


@transaction.atomic
def save_type(
    *,
    row: RoomType,
    hotel_id: int,
    actor: Actor,
    now: datetime.datetime,
    seen: str = "",
    links: rows.Links | None = None,
) -> None:
    """Store a new or changed type and sell as many rooms of it as may be sold now.

    Raises GuestsUnfit, SoldBeyondLimit, and what `rows.keep` raises.
    """
    if not 1 <= row.base_occupancy <= row.max_occupancy:
        raise GuestsUnfit
    rows.keep(row=row, hotel_id=hotel_id, actor=actor, now=now, seen=seen, links=links)
    inventory.types_changed(room_type_ids=[row.pk])


def consequences(row: RoomType) -> list[str]:
    """Return in sentences what the changed type would mean for what is booked and sold."""
    before = RoomType.objects.filter(pk=row.pk).first()
    rooms = Room.objects.filter(room_type=row.pk, is_active=True).count() if row.pk else 0
    told = [_of_overbooking(row, rooms)] if _raises_limit(before, row) else []
    if before is None:
        return told
    if before.is_active and not row.is_active:
        told.append(_of_switching_off(row, rooms))
    if row.max_occupancy < before.max_occupancy:
        told.append(_of_fewer_guests(row))
    return [sentence for sentence in told if sentence]


def _raises_limit(before: RoomType | None, row: RoomType) -> bool:
    return row.overbooking_limit > (before.overbooking_limit if before else 0)


def _of_overbooking(row: RoomType, rooms: int) -> str:
    return ngettext(
        "%(n)d room more than there are may be sold for a night: %(sold)d of %(rooms)d. If all"
        " guests come, one of them has to be brought to another type or another hotel.",
        "%(n)d rooms more than there are may be sold for a night: %(sold)d of %(rooms)d. If all"
        " guests come, so many of them have to be brought to another type or another hotel.",
        row.overbooking_limit,
    ) % {
        "n": row.overbooking_limit,
        "sold": rooms + row.overbooking_limit,
        "rooms": rooms,
    }


def _of_switching_off(row: RoomType, rooms: int) -> str:
    count = stays_ahead(row.hotel).filter(room_type=row.pk).count()
    if not (count or rooms):
        return ""
    told = [_("“%(type)s” is no longer offered.") % {"type": row.name}]
    if count:
        told.append(
            ngettext(
                "%(n)d stay is booked in it: it stays as it is.",
                "%(n)d stays are booked in it: they stay as they are.",
                count,
            )
            % {"n": count}
        )
    if rooms:
        told.append(
            ngettext(
                "Its %(n)d room stays in the room plan until you switch it off.",
                "Its %(n)d rooms stay in the room plan until you switch them off.",
                rooms,
            )
            % {"n": rooms}
        )
    return " ".join(told)


def _of_fewer_guests(row: RoomType) -> str:
    guests = F("adults") + F("children")
    fuller = stays_ahead(row.hotel).filter(room_type=row.pk).annotate(guests=guests)
    count = fuller.filter(guests__gt=row.max_occupancy).count()
    if not count:
        return ""
    return ngettext(
        "%(n)d booked stay has more guests than %(most)d. It stays as it is: see to it yourself.",
        "%(n)d booked stays have more guests than %(most)d. They stay as they are: see to"
        " them yourself.",
        count,
    ) % {"n": count, "most": row.max_occupancy}
