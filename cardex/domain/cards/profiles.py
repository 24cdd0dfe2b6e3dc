"""Making and changing cards of the Cardex. The counters are moved by counters.py alone."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards import search
from cardex.enums import ProfileKind
from cardex.models import Profile
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from hotelpms.kit.web import edge

BATCH = 500


class CardErased(Refused):
    """The person asked to be forgotten; their card is not filled in again."""

    def __init__(self) -> None:
        super().__init__(_("This card was anonymised and can no longer be changed."))


class NameMissing(Refused):
    """A card without a last name or company name can't be found again."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("A card needs a last name or a company name."))


@dataclass(frozen=True)
class Card:
    """What a person may write on a card (S1-01); the phone in E.164 as phones.py makes it."""

    last_name: str
    kind: str = ProfileKind.GUEST
    title: str = ""
    first_name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "en"
    nationality: str = ""
    birth_date: date | None = None
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    tax_id: str = ""
    billing_email: str = ""
    vip: str = ""
    is_grey_listed: bool = False
    notes: str = ""
    external_ref: str = ""


class Follower(Protocol):
    """Lets what waits for an address of the card follow to the one that it has now, if any."""

    def __call__(self, *, profile_id: int, before: Card, after: Card) -> None: ...


_followers: list[Follower] = []


def when_address_changes(follower: Follower) -> None:
    """Let an app above this one follow a card's addresses in its transaction; once, at start."""
    _followers.append(follower)


FIELDS = tuple(field.name for field in dataclasses.fields(Card))


@transaction.atomic
def create(*, card: Card, actor: Actor, now: datetime) -> Profile:
    """Add a card. Raises NameMissing."""
    profile = _filled(Profile(created_at=now), card)
    profile.save(force_insert=True)
    audit.record(hotel_id=None, actor=actor, action="profile.created", subject=profile, at=now)
    return profile


@transaction.atomic
def create_many(*, cards: Sequence[Card], actor: Actor, now: datetime) -> list[Profile]:
    """Add cards in the given order, 500 a statement; one audit entry tells of them all.

    For imports and replays. Raises NameMissing before anything is written.
    """
    profiles = [_filled(Profile(created_at=now), card) for card in cards]
    Profile.objects.bulk_create(profiles, batch_size=BATCH)
    if profiles:
        audit.record(
            hotel_id=None,
            actor=actor,
            action="profile.created_many",
            subject=profiles[0],
            at=now,
            data={"count": len(profiles), "last_id": profiles[-1].pk},
        )
    return profiles


@transaction.atomic
def change(*, profile_id: int, card: Card, actor: Actor, now: datetime) -> Profile:
    """Write the card anew. Raises Profile.DoesNotExist, CardErased, NameMissing.

    The trail names the fields that changed, not what stood in them.
    """
    profile = locked(Profile.objects.filter(pk=profile_id)).get()
    if profile.anonymised_at is not None:
        raise CardErased
    before = card_of(profile)
    _filled(profile, card).save(update_fields=[*FIELDS, *search.DERIVED])
    after = card_of(profile)
    if (before.email, before.billing_email) != (after.email, after.billing_email):
        for follow in _followers:
            follow(profile_id=profile.pk, before=before, after=after)
    changed = [name for name in FIELDS if getattr(before, name) != getattr(after, name)]
    if changed:
        audit.record(
            hotel_id=None,
            actor=actor,
            action="profile.changed",
            subject=profile,
            at=now,
            data={"fields": changed},
        )
    return profile


def card_of(profile: Profile) -> Card:
    """Return what stands on the profile's card now."""
    values: dict[str, Any] = {name: getattr(profile, name) for name in FIELDS}
    # A country reads as an object with names and flags; the card holds its two letters.
    values |= {name: str(values[name]) for name in ("nationality", "country")}
    return Card(**values)


def _filled(profile: Profile, card: Card) -> Profile:
    if not edge.is_seen(card.last_name):
        raise NameMissing
    for name in FIELDS:
        value = getattr(card, name)
        setattr(profile, name, value.strip() if isinstance(value, str) else value)
    # One spelling per address: look-ups and the block list compare whole texts.
    profile.email = profile.email.lower()
    profile.billing_email = profile.billing_email.lower()
    search.fill(profile)
    return profile
