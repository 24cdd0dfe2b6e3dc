"""What the hotel lived through with one card: its stays and what was written to it."""

from dataclasses import dataclass

from django.db.models import Q

from hotelpms.hotels.models import Hotel
from messaging.models import Message
from reservations.models import Stay, StayGuest

LENGTH = 50


@dataclass(frozen=True)
class History:
    """The latest stays and messages of a card in one hotel."""

    stays: list[Stay]
    messages: list[Message]


def of_profile(*, hotel: Hotel, profile_id: int) -> History:
    """Return what belongs to the card in this hotel, newest first. Two queries.

    A guest's stays are their own and those they accompany; a company's or an agency's are
    those booked for or through it.
    """
    accompanied = StayGuest.objects.filter(profile=profile_id).values("stay")
    theirs = (
        Q(guest=profile_id)
        | Q(pk__in=accompanied)
        | Q(reservation__booker=profile_id)
        | Q(reservation__company=profile_id)
        | Q(reservation__agency=profile_id)
    )
    stays = Stay.objects.filter(theirs, hotel=hotel).select_related(
        "reservation", "room", "room_type", "guest"
    )
    messages = Message.objects.filter(hotel=hotel, profile=profile_id).order_by("-pk")
    return History(
        stays=list(stays.order_by("-arrival", "-pk")[:LENGTH]), messages=list(messages[:LENGTH])
    )
