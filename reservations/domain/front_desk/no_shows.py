"""Guests who were due in and did not come, marked at the night closing."""

import datetime

from django.db import transaction
from django.utils.translation import gettext

from cardex.domain.cards import counters
from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.locks import locked
from messaging.domain.outbox import outbox
from reservations.domain.bill import fees
from reservations.domain.bill.keeper import bill
from reservations.domain.bookings import options
from reservations.domain.nights.day_lock import lock_day
from reservations.domain.nights.guards import let_go
from reservations.enums import FeeKind, StayState
from reservations.models import FeePolicy, Stay


@transaction.atomic
def mark_no_shows(
    *, hotel: Hotel, business_date: datetime.date, actor: Actor, now: datetime.datetime
) -> int:
    """Mark every stay due in on the date, or before it, that is still booked; free its nights.

    The stays of an option lapse instead: nobody had promised to come. A guaranteed guest owes
    the fee of the hotel's policy from now on. Returns how many no-shows there are. Running twice
    marks once.
    """
    lock_day(hotel_id=hotel.pk, business_date=business_date)
    options.let_go_not_come(hotel=hotel, business_date=business_date, actor=actor, now=now)
    due = Stay.objects.filter(hotel=hotel, state=StayState.BOOKED, arrival__lte=business_date)
    stays = list(locked(due.select_related("reservation")))
    if not stays:
        return 0
    policy = FeePolicy.objects.filter(hotel=hotel).first()
    owed = {stay.pk: fees.no_show_fee(policy=policy, stay=stay) for stay in stays}
    let_go(hotel_id=hotel.pk, stay_ids=[stay.pk for stay in stays])
    for stay in stays:
        stay.state = StayState.NO_SHOW
        stay.version += 1
    Stay.objects.bulk_update(stays, ["state", "version"])
    why = gettext("The guest did not come.")
    for stay in stays:
        counters.no_show(profile_id=stay.guest_id)
        outbox.cancel_about(("stay", stay.pk), why=why, now=now)
        audit.record(hotel_id=hotel.pk, actor=actor, action="stay.no_show", subject=stay, at=now)
        if owed[stay.pk] > 0:
            bill().fee_is_owed(
                stay,
                kind=FeeKind.NO_SHOW,
                amount=owed[stay.pk],
                reason="",
                actor=actor,
                now=now,
            )
    return len(stays)
