"""What the hotel lived through with one card: its stays and what was written to it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hotelpms.hotels.models import Hotel
from messaging.models import Message
from reservations.enums import StayState
from reservations.models import Stay, StayGuest

LENGTH = 50
COUNTED = (StayState.BOOKED, StayState.IN_HOUSE, StayState.DEPARTED)


@dataclass(frozen=True)
class History:
    """The latest stays and messages of a card in one hotel.

    `stay_count` and `night_count` are all of them, without those that were lost; the nights
    of stays to come are nights too.
    """

    stays: list[Stay]
    messages: list[Message]
    stay_count: int
    night_count: int


def of_profile(*, hotel: Hotel, profile_id: int) -> History:
    """Return what belongs to the card in this hotel, newest first. Three queries.

    A guest's stays are their own and those they accompany; a company's or an agency's are
    those booked for or through it.
    """
    stays = _stays(hotel, profile_id)
    dates = stays.filter(state__in=COUNTED).values_list("arrival", "departure")
    nights = [(departure - arrival).days for arrival, departure in dates]
    messages = Message.objects.filter(hotel=hotel, profile=profile_id).order_by("-pk")
    newest = stays.select_related("reservation", "room", "room_type", "guest")
    return History(
        stays=list(newest.order_by("-arrival", "-pk")[:LENGTH]),
        messages=list(messages[:LENGTH]),
        stay_count=len(nights),
        night_count=sum(nights),
    )


def _stays(hotel: Hotel, profile_id: int) -> QuerySet[Stay]:
    accompanied = StayGuest.objects.filter(profile=profile_id).values("stay")
    theirs = (
        Q(guest=profile_id)
        | Q(pk__in=accompanied)
        | Q(reservation__booker=profile_id)
        | Q(reservation__company=profile_id)
        | Q(reservation__agency=profile_id)
    )
    return Stay.objects.filter(theirs, hotel=hotel)
