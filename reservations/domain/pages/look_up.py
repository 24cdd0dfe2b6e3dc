"""Reservations by state, dates and what somebody typed."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from cardex.domain.cards import search as cards
from hotelpms.hotels.models import Hotel
from hotelpms.kit.search.lookups import found_by, key_of
from hotelpms.kit.search.wanted import Wanted, wanted
from reservations.models import Reservation, Room, Stay, StayGuest


def reservations_of(
    hotel: Hotel,
    *,
    text: str = "",
    state: str = "",
    arriving_from: datetime.date | None = None,
    arriving_to: datetime.date | None = None,
) -> QuerySet[Reservation]:
    """Return the reservations, newest first.

    `text` finds a code, a reference of the channel, a room, or whoever books, pays or stays.
    """
    found = Reservation.objects.filter(hotel=hotel).select_related("booker", "agency", "channel")
    if state:
        found = found.filter(state=state)
    wish = wanted(text, country=str(hotel.country))
    if wish:
        found = found_by(found, _look_ups(hotel, wish))
    stays = Stay.objects.filter(hotel=hotel)
    if arriving_from is not None:
        found = found.filter(pk__in=stays.filter(arrival__gte=arriving_from).values("reservation"))
    if arriving_to is not None:
        found = found.filter(pk__in=stays.filter(arrival__lte=arriving_to).values("reservation"))
    return found.order_by("-pk")


def with_dates(reservations: QuerySet[Reservation]) -> QuerySet[Any]:
    """Add first_arrival and last_departure, asked for each row that is read or sorted."""
    stays = Stay.objects.filter(reservation=OuterRef("pk"))
    return reservations.annotate(
        first_arrival=Subquery(stays.order_by("arrival").values("arrival")[:1]),
        last_departure=Subquery(stays.order_by("-departure").values("departure")[:1]),
    )


def _look_ups(hotel: Hotel, wish: Wanted) -> Iterator[QuerySet[Any]]:
    booked, stays = Reservation.objects.filter(hotel=hotel), Stay.objects.filter(hotel=hotel)
    yield booked.alias(key=key_of("code")).filter(key=wish.key).values("pk")
    from_channels = booked.exclude(channel_ref="").alias(key=key_of("channel_ref"))
    yield from_channels.filter(key=wish.key).values("pk")
    if not wish.terms:
        return
    yield stays.filter(room__in=_rooms(hotel, wish.key)).values("reservation")
    # "Ruiz 101" is somebody in a room.
    for term in wish.terms:
        if term.has_digit and len(wish.terms) > 1:
            others = cards.keys_of(wish.without(term))
            of_both = stays.filter(guest__in=others, room__in=_rooms(hotel, term.typed.upper()))
            yield of_both.values("reservation")
    people = cards.keys_of(wish)
    if people == []:
        return
    roles = [Q(booker__in=people), Q(company__in=people), Q(agency__in=people)]
    # Named one by one, an OR over columns of one table is served by their indexes.
    for role in [Q(*roles, _connector=Q.OR)] if isinstance(people, list) else roles:
        yield booked.filter(role).values("pk")
    yield stays.filter(guest__in=people).values("reservation")
    companions = StayGuest.objects.filter(stay__hotel=hotel, profile__in=people)
    yield companions.values("stay__reservation")


def _rooms(hotel: Hotel, key: str) -> QuerySet[Any]:
    return Room.objects.filter(hotel=hotel).alias(key=key_of("number")).filter(key=key).values("pk")
