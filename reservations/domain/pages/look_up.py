"""Reservations by state, dates and words."""

import datetime

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from cardex.domain.cards.search import normalise
from hotelpms.hotels.models import Hotel
from reservations.models import Reservation, Stay


def reservations_of(
    hotel: Hotel,
    *,
    text: str = "",
    state: str = "",
    arriving_from: datetime.date | None = None,
    arriving_to: datetime.date | None = None,
) -> QuerySet[Reservation]:
    """Return the reservations, newest first, with first_arrival, last_departure, stay_count.

    `text` finds a code, a reference of the channel, or booker and guests by words in any order.
    """
    found = Reservation.objects.filter(hotel=hotel).select_related("booker", "agency", "channel")
    if state:
        found = found.filter(state=state)
    if text.strip():
        found = found.filter(_matches(text))
    stays = Stay.objects.filter(reservation=OuterRef("pk"))
    if arriving_from is not None:
        found = found.filter(Exists(stays.filter(arrival__gte=arriving_from)))
    if arriving_to is not None:
        found = found.filter(Exists(stays.filter(arrival__lte=arriving_to)))
    return found.annotate(
        first_arrival=Min("stays__arrival"),
        last_departure=Max("stays__departure"),
        stay_count=Count("stays"),
    ).order_by("-pk")


def _matches(text: str) -> Q:
    booker, guest = Q(), Q(reservation=OuterRef("pk"))
    for word in normalise(text).split():
        booker &= Q(booker__search_text__contains=word)
        guest &= Q(guest__search_text__contains=word)
    by_guest = Exists(Stay.objects.filter(guest))
    code = Q(code__iexact=text.strip()) | Q(channel_ref__iexact=text.strip())
    return code | booker | Q(by_guest)
