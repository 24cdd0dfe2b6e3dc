"""What the booking page does in one go: the guest's card, the reservation, the rooms asked for."""

import dataclasses
import datetime
from collections.abc import Sequence

from django.db import transaction

from cardex.domain.cards import profiles
from cardex.domain.cards.profiles import Card
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from reservations.domain.bookings.bookings import BookingRequest, book
from reservations.domain.bookings.repeats import booked_with
from reservations.domain.bookings.requests import with_content
from reservations.domain.rooms.assignment import assign
from reservations.models import Reservation, Stay


def book_at_desk(
    *,
    hotel: Hotel,
    request: BookingRequest,
    guest: Card | None,
    room_ids: Sequence[int | None] = (),
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> Reservation:
    """Book all or nothing; with `guest` a card is made first and takes the place of the booker.

    `room_ids` are the rooms of the stays in their order, None for a stay without one. The form
    of `request.form_key` books once: sent again with the same content, also at the same moment,
    it returns the reservation that exists and makes no second card. Raises what `book`, `assign`
    and `profiles.create` raise.
    """
    request = with_content(request, guest=guest and dataclasses.asdict(guest), rooms=list(room_ids))
    known = booked_with(hotel, request.form_key, request.content)
    if known is not None:
        return known
    try:
        return _book_all(hotel, request, guest, room_ids, actor, now, business_date)
    except Refused:
        # The same form, a moment earlier, may have taken the last room: then all is well.
        known = booked_with(hotel, request.form_key, request.content)
        if known is None:
            raise
        return known


@transaction.atomic
def _book_all(
    hotel: Hotel,
    request: BookingRequest,
    guest: Card | None,
    room_ids: Sequence[int | None],
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> Reservation:
    if guest is not None:
        card = profiles.create(card=guest, actor=actor, now=now)
        request = dataclasses.replace(request, booker_id=card.pk)
    reservation = book(
        hotel=hotel, request=request, actor=actor, now=now, business_date=business_date
    )
    if reservation.booked_at != now:
        # The same form or channel booking came first: what was made here is not needed.
        transaction.set_rollback(True)
        return reservation
    stays = Stay.objects.filter(reservation=reservation).order_by("pk")
    for stay_id, room_id in zip(stays.values_list("pk", flat=True), room_ids, strict=False):
        if room_id is not None:
            assign(
                stay_id=stay_id,
                room_id=room_id,
                actor=actor,
                now=now,
                business_date=business_date,
            )
    return reservation
