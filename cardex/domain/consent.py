"""The one gate that decides who may be written to, and the ledger that it reads.

`verdict` answers for one address, `may_receive` is the same table of rules in SQL for
audiences and exports; both are tested with the same cases. Nothing else may decide (S0-21).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from cardex.domain import suppression
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
    """Whether a message may go out, the rule that decided and the ledger entry that proves it."""

    allowed: bool
    rule: str
    evidence: int | None = None


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


def verdict(
    *, profile_id: int | None, address: str, commercial: bool, channel: str = "email"
) -> Verdict:
    """Decide whether this address may get a message now. At most three queries.

    Without a card there is no consent, so a commercial message to a bare address is refused.
    """
    if not address.strip():
        return Verdict(False, GateRule.NO_ADDRESS)
    profile = Profile.objects.filter(pk=profile_id).first() if profile_id else None
    if profile is not None and profile.anonymised_at is not None:
        return Verdict(False, GateRule.ANONYMISED)
    if suppression.is_suppressed(address=address, channel=channel):
        return Verdict(False, GateRule.SUPPRESSED)
    if not commercial:
        return Verdict(True, GateRule.TRANSACTIONAL)
    return _commercial_verdict(profile, channel)


def _commercial_verdict(profile: Profile | None, channel: str) -> Verdict:
    if profile is None:
        return Verdict(False, GateRule.NO_CONSENT)
    if profile.is_grey_listed:
        return Verdict(False, GateRule.GREY_LISTED)
    state = ConsentState.objects.filter(profile=profile, purpose=PURPOSE_OF[channel]).first()
    if state is None:
        return Verdict(False, GateRule.NO_CONSENT)
    rule = GateRule.CONSENTED if state.is_granted else GateRule.NO_CONSENT
    return Verdict(state.is_granted, rule, state.event_id)


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
