"""Would it work? The verb itself runs and is rolled back, so the answer is that of the verb."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import Money
from hotelpms.kit.period import Nights
from reservations.domain.bookings.changes import change_dates
from reservations.domain.letters.wording import totals
from reservations.domain.rooms.assignment import RoomTaken
from reservations.models import Stay


@dataclass(frozen=True)
class DatesVerdict:
    """What other dates would mean for a stay.

    `refusal` says why they are not possible. `room_refusal` says why the room cannot be kept
    although the dates are possible. `total` is what all nights would cost, `difference` how
    much that is more than now; both are None for a refusal.
    """

    refusal: str = ""
    room_refusal: str = ""
    nights: Nights | None = None
    total: Money | None = None
    difference: Money | None = None


def try_dates(
    *,
    stay_id: int,
    arrival: datetime.date,
    departure: datetime.date,
    keeps_room: bool,
    now: datetime.datetime,
    business_date: datetime.date,
) -> DatesVerdict:
    """Return the verdict on these dates; nothing is kept. It holds the locks of the change."""
    stay = Stay.objects.select_related("reservation").get(pk=stay_id)
    room_refusal = ""
    for keeps in (True, False) if keeps_room else (False,):
        try:
            total = _total_after(stay, arrival, departure, keeps, now, business_date)
        except RoomTaken as refused:
            room_refusal = str(refused.message)
            continue
        except Refused as refused:
            return DatesVerdict(refusal=str(refused.message))
        before = Money(totals([stay_id])[stay_id], stay.reservation.currency)
        return DatesVerdict(
            room_refusal=room_refusal,
            nights=Nights(arrival, departure),
            total=total,
            difference=total - before,
        )
    return DatesVerdict(refusal=room_refusal)


def _total_after(
    stay: Stay,
    arrival: datetime.date,
    departure: datetime.date,
    keeps_room: bool,
    now: datetime.datetime,
    business_date: datetime.date,
) -> Money:
    with transaction.atomic():
        change_dates(
            stay_id=stay.pk,
            arrival=arrival,
            departure=departure,
            version=stay.version,
            keeps_room=keeps_room,
            actor=SYSTEM,
            now=now,
            business_date=business_date,
        )
        total = Money(totals([stay.pk])[stay.pk], stay.reservation.currency)
        transaction.set_rollback(True)
    return total
