"""The check-in at the desk: room, card and consent in one transaction.

The guest accepts the third clause of the form on the tablet or on paper (S0-24, S1-07); the
ledger keeps the sentence as it was shown, in the guest's language.
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cardex.domain.cards import profiles
from cardex.domain.cards.profiles import Card
from cardex.domain.consent import consent
from cardex.enums import ConsentAct, Purpose
from cardex.models import ConsentState
from hotelpms.kit.actor import Actor
from reservations.domain.bookings.details import add_companions
from reservations.domain.front_desk.arrivals import check_in
from reservations.domain.nights.guards import slot_of
from reservations.domain.rates.availability import free_rooms
from reservations.enums import READY_STATES, StayState
from reservations.models import Room, Stay


@dataclass(frozen=True)
class RoomChoice:
    """A room that the stay could take now. An occupied room can be named, not taken."""

    room: Room
    is_assigned: bool
    is_own_type: bool
    is_ready: bool
    is_occupied: bool

    @property
    def is_upgrade(self) -> bool:
        return not self.is_own_type


@dataclass(frozen=True)
class GuidedCheckIn:
    """What the desk decided. `card` is None where the guest's card stays as it is.

    `consent_source` says where the third clause was accepted, empty where it was not ticked.
    """

    stay_id: int
    room_id: int
    accepts_dirty: bool = False
    key_note: str = ""
    card: Card | None = None
    consent_source: str = ""
    companion_ids: tuple[int, ...] = ()
    new_companions: tuple[Card, ...] = ()


def room_choices(stay: Stay) -> list[RoomChoice]:
    """Return the rooms free over the stay's dates, the best first. Four queries.

    The assigned room leads, then ready rooms of the type, dirty ones, other types. A room with
    a guest still in it is left out, unless it is the assigned one.
    """
    found = free_rooms(
        hotel_id=stay.hotel_id,
        room_type_id=None,
        arrival=stay.arrival,
        departure=stay.departure,
        slot=slot_of(stay),
    )
    if stay.room is not None and stay.room not in found:
        found.append(stay.room)
    occupied = set(
        Stay.objects.filter(hotel=stay.hotel_id, state=StayState.IN_HOUSE)
        .exclude(pk=stay.pk)
        .values_list("room", flat=True)
    )
    choices = [
        RoomChoice(
            room=room,
            is_assigned=room.pk == stay.room_id,
            is_own_type=room.room_type_id == stay.room_type_id,
            is_ready=room.housekeeping in READY_STATES,
            is_occupied=room.pk in occupied,
        )
        for room in found
        if room.pk == stay.room_id or room.pk not in occupied
    ]
    return sorted(choices, key=_rank)


def third_clause(language: str) -> str:
    """Return the sentence of the form that allows marketing mail, in the guest's language."""
    with translation.override(language):
        return _(
            "I agree that the hotel may send me its offers and news by e-mail. "
            "I can withdraw this at any time."
        )


def has_accepted_clause(profile_id: int) -> bool:
    """Tell whether marketing mail is allowed already."""
    return ConsentState.objects.filter(
        profile=profile_id, purpose=Purpose.MARKETING_EMAIL, is_granted=True
    ).exists()


@transaction.atomic
def check_in_guest(
    *,
    wish: GuidedCheckIn,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> Stay:
    """Check the guest in, complete the card, name who comes along, note the consent; or nothing.

    A room of another type is an upgrade that the desk has chosen. Raises what `check_in`,
    `add_companions` and `profiles.change` raise.
    """
    stay = check_in(
        stay_id=wish.stay_id,
        room_id=wish.room_id,
        accepts_dirty=wish.accepts_dirty,
        changes_type=True,
        key_note=wish.key_note,
        actor=actor,
        now=now,
        business_date=business_date,
    )
    add_companions(
        stay_id=stay.pk,
        companion_ids=wish.companion_ids,
        new_companions=wish.new_companions,
        actor=actor,
        now=now,
    )
    if wish.card is not None:
        profiles.change(profile_id=stay.guest_id, card=wish.card, actor=actor, now=now)
    if wish.consent_source:
        consent.record(
            profile_id=stay.guest_id,
            purpose=Purpose.MARKETING_EMAIL,
            act=ConsentAct.GRANTED,
            source=wish.consent_source,
            clause=third_clause(stay.guest.language),
            actor=actor,
            now=now,
        )
    return stay


def _rank(choice: RoomChoice) -> tuple[bool, bool, bool, int, str]:
    return (
        not choice.is_assigned,
        not choice.is_own_type,
        not choice.is_ready,
        choice.room.room_type.position,
        choice.room.number,
    )
