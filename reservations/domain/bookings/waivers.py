"""A night that is not charged although the guest has had it."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from reservations.domain.bookings.changes import NightPosted
from reservations.domain.nights.day_lock import lock_day_where
from reservations.domain.nights.guards import lock_stay, require_state
from reservations.enums import StayState
from reservations.models import RoomNight


class WaiverReasonMissing(Refused):
    """A night was given away without a word."""

    def __init__(self) -> None:
        super().__init__(_("Say why the night is not charged."))


@transaction.atomic
def waive(
    *,
    night_id: int,
    reason: str,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> None:
    """Let a night that is not on the bill yet cost nothing; the trail keeps price and reason.

    Raises WaiverReasonMissing, NightPosted, WrongState.
    """
    if not reason.strip():
        raise WaiverReasonMissing
    lock_day_where(business_date=business_date, hotel__stays__room_nights=night_id)
    night = RoomNight.objects.get(pk=night_id)
    assert night.stay_id is not None  # a closed room has no price to waive
    stay = lock_stay(night.stay_id)
    require_state(stay, StayState.IN_HOUSE, StayState.DEPARTED)
    if night.is_posted:
        raise NightPosted(night.date)
    before, night.price = night.price, Decimal("0.00")
    night.save(update_fields=["price"])
    audit.record(
        hotel_id=night.hotel_id,
        actor=actor,
        action="night.waived",
        subject=stay,
        at=now,
        data={"date": night.date, "price": before, "reason": reason},
    )
