"""What may change about a booking without touching dates, room or price."""

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext

from cardex.domain.cards import profiles
from cardex.domain.cards.profiles import Card
from cardex.models import Profile
from hotelpms.hotels.domain.permissions import require_right
from hotelpms.hotels.enums import Right
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.locks import locked
from messaging.domain.outbox import outbox
from reservations.domain.letters.change import renew_letters
from reservations.domain.nights.guards import lock_stay, require_state, require_version
from reservations.enums import StayState
from reservations.models import Reservation, Stay, StayGuest


class Follower(Protocol):
    """Lets what was cancelled for the guest `before` go to the stay's guest of now."""

    def __call__(self, *, stay: Stay, before: int, now: datetime.datetime) -> None: ...


_followers: list[Follower] = []


def when_guest_changes(follower: Follower) -> None:
    """Let an app above this one follow a stay's guest in its transaction; once, at start."""
    _followers.append(follower)


@dataclass(frozen=True)
class Details:
    """The fields of a reservation that are free to change."""

    company_id: int | None
    agency_id: int | None
    segment_id: int | None
    language: str
    guarantee: str
    notes: str
    requests: str


@transaction.atomic
def change_details(
    *,
    reservation_id: int,
    details: Details,
    version: int,
    actor: Actor,
    now: datetime.datetime,
) -> Reservation:
    """Write the details. Raises StaleVersion when somebody else changed the reservation."""
    reservation = locked(Reservation.objects.filter(pk=reservation_id)).get()
    require_version(reservation, version)
    values = asdict(details)
    changed = [name for name, value in values.items() if getattr(reservation, name) != value]
    for name in changed:
        setattr(reservation, name, values[name])
    reservation.version += 1
    reservation.save()
    audit.record(
        hotel_id=reservation.hotel_id,
        actor=actor,
        action="reservation.details_changed",
        subject=reservation,
        at=now,
        data={"fields": changed},
    )
    return reservation


@transaction.atomic
def name_guest(
    *,
    stay_id: int,
    guest_id: int,
    companion_ids: Sequence[int] = (),
    new_companions: Sequence[Card] = (),
    adults: int,
    children: int,
    babies: int,
    arrival_time: datetime.time | None = None,
    version: int,
    actor: Actor,
    now: datetime.datetime,
) -> Stay:
    """Say who sleeps in the room: the guest, the companions and how many people.

    Cards are made for `new_companions`. What waits for a guest who was replaced is cancelled, and
    written anew to the new one. Raises StaleVersion, WrongState, NotAllowed.
    """
    stay = lock_stay(stay_id)
    require_state(stay, StayState.BOOKED, StayState.IN_HOUSE)
    require_version(stay, version)
    before = stay.guest_id
    stay.guest = Profile.objects.get(pk=guest_id)
    stay.adults, stay.children, stay.babies = adults, children, babies
    stay.arrival_time = arrival_time
    stay.version += 1
    stay.save(update_fields=["guest", "adults", "children", "babies", "arrival_time", "version"])
    new_ids = _make_cards(stay.hotel_id, new_companions, actor, now)
    companion_ids = [*companion_ids, *new_ids]
    StayGuest.objects.filter(stay=stay).exclude(profile__in=companion_ids).delete()
    StayGuest.objects.bulk_create(
        [StayGuest(stay=stay, profile_id=pk) for pk in companion_ids if pk != guest_id],
        ignore_conflicts=True,
    )
    audit.record(
        hotel_id=stay.hotel_id,
        actor=actor,
        action="stay.guests_named",
        subject=stay,
        at=now,
        data={"before": before, "guest": guest_id, "companions": companion_ids},
    )
    if before != guest_id:
        outbox.cancel_about(
            ("stay", stay.pk), why=gettext("Another guest stays in the room now."), now=now
        )
        renew_letters(reservation_id=stay.reservation_id, now=now)
        for follow in _followers:
            follow(stay=stay, before=before, now=now)
    return stay


@transaction.atomic
def add_companions(
    *,
    stay_id: int,
    companion_ids: Sequence[int] = (),
    new_companions: Sequence[Card] = (),
    actor: Actor,
    now: datetime.datetime,
) -> None:
    """Say who else comes along, such as at the check-in; those who are named already stay.

    Cards are made for `new_companions`. Raises WrongState, NotAllowed.
    """
    stay = lock_stay(stay_id)
    require_state(stay, StayState.BOOKED, StayState.IN_HOUSE)
    people = [*companion_ids, *_make_cards(stay.hotel_id, new_companions, actor, now)]
    if not people:
        return
    StayGuest.objects.bulk_create(
        [StayGuest(stay=stay, profile_id=pk) for pk in people if pk != stay.guest_id],
        ignore_conflicts=True,
    )
    audit.record(
        hotel_id=stay.hotel_id,
        actor=actor,
        action="stay.companions_added",
        subject=stay,
        at=now,
        data={"companions": people},
    )


def _make_cards(
    hotel_id: int, cards: Sequence[Card], actor: Actor, now: datetime.datetime
) -> list[int]:
    if not cards:
        return []
    why = gettext("Your role cannot make cards. Choose one of the Cardex.")
    require_right(actor=actor, hotel_id=hotel_id, right=Right.CARDEX_EDIT, why=why)
    return [profiles.create(card=card, actor=actor, now=now).pk for card in cards]
