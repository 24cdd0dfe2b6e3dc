"""The one gate that decides who may be written to, and the ledger that it reads.

`verdict` answers for one address, `may_receive` is the same table of rules in SQL for
audiences and exports; both are tested with the same cases. Nothing else may decide (S0-21).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from cardex.domain.consent import suppression
from cardex.enums import ConsentAct, ConsentSource, GateRule, Purpose
from cardex.models import ConsentEvent, ConsentState, Profile, Suppression
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.locks import locked

# Which consent a channel needs, and which column of the card holds its address.
PURPOSE_OF = {"email": Purpose.MARKETING_EMAIL, "sms": Purpose.MARKETING_SMS}
ADDRESS_OF = {"email": "email", "sms": "phone"}


@dataclass(frozen=True)
class Verdict:
    """Whether a message may go out, and the rule that decided."""

    allowed: bool
    rule: str


@dataclass(frozen=True)
class Recipient:
    """Whom the gate is asked about: a card, if there is one, and the address to be used."""

    profile_id: int | None
    address: str


@transaction.atomic
def record(
    *,
    profile_id: int,
    purpose: str,
    act: str,
    source: str,
    clause: str,
    actor: Actor,
    now: datetime,
) -> ConsentEvent:
    """Write a line of the ledger and make it the last word for this purpose.

    `clause` is the text that the person saw (S1-07), empty when staff ticked the card.
    Raises Profile.DoesNotExist.
    """
    # The card's row is the lock: two marks at once leave the state of the later line.
    profile = locked(Profile.objects.filter(pk=profile_id)).get()
    event = ConsentEvent.objects.create(
        profile=profile,
        purpose=Purpose(purpose),
        act=ConsentAct(act),
        source=ConsentSource(source),
        clause=clause,
        actor_name=actor.name,
        at=now,
    )
    ConsentState.objects.update_or_create(
        profile=profile,
        purpose=event.purpose,
        defaults={"is_granted": event.act == ConsentAct.GRANTED, "event": event},
    )
    audit.record(
        hotel_id=None,
        actor=actor,
        action=f"consent.{event.act}",
        subject=profile,
        at=now,
        data={"purpose": event.purpose, "source": event.source, "event": event.pk},
    )
    return event


@transaction.atomic
def change(
    *,
    profile_id: int,
    purpose: str,
    act: str,
    source: str,
    clause: str,
    actor: Actor,
    now: datetime,
) -> ConsentEvent | None:
    """Like `record`, but write nothing and return None when the ledger says so already.

    A guest who was never asked can say no: that is a line of its own.
    Raises Profile.DoesNotExist.
    """
    profile = locked(Profile.objects.filter(pk=profile_id)).get()
    is_known = ConsentState.objects.filter(
        profile=profile, purpose=purpose, is_granted=act == ConsentAct.GRANTED
    ).exists()
    if is_known:
        return None
    return record(
        profile_id=profile_id,
        purpose=purpose,
        act=act,
        source=source,
        clause=clause,
        actor=actor,
        now=now,
    )


@transaction.atomic
def withdraw_for_address(
    *,
    profile: Profile | None,
    purpose: str,
    source: str,
    clause: str,
    actor: Actor,
    now: datetime,
    written_to: str = "",
) -> list[ConsentEvent]:
    """Withdraw a consent on this card and on every other card with its e-mail address.

    The Cardex is shared by all hotels of the client, and one person may have several cards.
    `written_to` is the hash of the address that the mail went to, which the card may have
    changed since, or lost by an erasure: cards with that one are meant too. Other cards that
    never agreed keep their silence. Returns the new lines of the ledger.
    """
    granted = ConsentState.objects.filter(purpose=purpose, is_granted=True).values("profile")
    meant = Q(pk__in=[profile.pk] if profile else [])
    if profile and profile.email:
        meant |= Q(pk__in=granted, email=profile.email.lower())
    rows = Profile.objects.filter(anonymised_at=None)
    if written_to:
        rows = rows.alias(address=suppression.AddressHash("email"))
        meant |= Q(pk__in=granted, address=written_to)
    # In the order of the keys, so that two requests at once do not wait for each other.
    cards = rows.filter(meant).order_by("pk")
    lines = [
        change(
            profile_id=pk,
            purpose=purpose,
            act=ConsentAct.WITHDRAWN,
            source=source,
            clause=clause,
            actor=actor,
            now=now,
        )
        for pk in cards.values_list("pk", flat=True)
    ]
    return [line for line in lines if line is not None]


def verdict(
    *, profile_id: int | None, address: str, commercial: bool, channel: str = "email"
) -> Verdict:
    """Decide whether this address may get a message now. At most three queries.

    Without a card there is no consent, so a commercial message to a bare address is refused.
    """
    ask = Recipient(profile_id, address)
    return verdicts(recipients=[ask], commercial=commercial, channel=channel)[0]


def verdicts(
    *, recipients: Sequence[Recipient], commercial: bool, channel: str = "email"
) -> list[Verdict]:
    """Decide for many addresses, in their order; three queries however many there are."""
    ids = {recipient.profile_id for recipient in recipients if recipient.profile_id}
    profiles = Profile.objects.in_bulk(ids)
    hashes = {suppression.address_hash(recipient.address) for recipient in recipients}
    blocked = set(
        Suppression.objects.filter(channel=channel, address_hash__in=hashes).values_list(
            "address_hash", flat=True
        )
    )
    states = ConsentState.objects.filter(profile__in=ids, purpose=PURPOSE_OF[channel])
    consents = {state.profile_id: state for state in states} if commercial else None
    return [_decide(recipient, profiles, blocked, consents) for recipient in recipients]


def _decide(
    recipient: Recipient,
    profiles: dict[int, Profile],
    blocked: set[str],
    consents: dict[int, ConsentState] | None,
) -> Verdict:
    """`consents` is None for a message that needs none."""
    profile = profiles.get(recipient.profile_id or 0)
    if not recipient.address.strip():
        return Verdict(False, GateRule.NO_ADDRESS)
    if profile is not None and profile.anonymised_at is not None:
        return Verdict(False, GateRule.ANONYMISED)
    if suppression.address_hash(recipient.address) in blocked:
        return Verdict(False, GateRule.SUPPRESSED)
    if consents is None:
        return Verdict(True, GateRule.TRANSACTIONAL)
    if profile is not None and profile.is_grey_listed:
        return Verdict(False, GateRule.GREY_LISTED)
    state = consents.get(profile.pk) if profile is not None else None
    if state is None:
        return Verdict(False, GateRule.NO_CONSENT)
    rule = GateRule.CONSENTED if state.is_granted else GateRule.NO_CONSENT
    return Verdict(state.is_granted, rule)


def may_receive(*, commercial: bool, channel: str = "email") -> Q:
    """Return the gate as a condition on Profile, for the address on the card itself."""
    address = ADDRESS_OF[channel]
    blocked = Suppression.objects.filter(
        channel=channel, address_hash=suppression.AddressHash(OuterRef(address))
    )
    gate = ~Q(**{address: ""}) & Q(anonymised_at=None) & ~Q(Exists(blocked))
    if not commercial:
        return gate
    granted = ConsentState.objects.filter(
        profile=OuterRef("pk"), purpose=PURPOSE_OF[channel], is_granted=True
    )
    return gate & Q(is_grey_listed=False) & Q(Exists(granted))
