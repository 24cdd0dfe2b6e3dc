"""Addresses that must not be written to, kept as hashes so that they outlive an erasure."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import SHA256, Lower, Trim

from cardex.enums import SuppressionReason
from cardex.models import Suppression
from hotelpms.kit import audit
from hotelpms.kit.actor import SYSTEM, Actor
from hotelpms.kit.keys.tokens import token_hash


class AddressHash(SHA256):
    """`address_hash` inside the database: of a column with an address, as hexadecimal text."""

    def __init__(self, address: str | F) -> None:
        super().__init__(Lower(Trim(address)))

    def as_postgresql(self, compiler, connection, **extra):  # type: ignore[no-untyped-def]
        """The server's own sha256(); Django's form needs the pgcrypto extension."""
        template = "ENCODE(SHA256(CONVERT_TO(%(expressions)s, 'UTF8')), 'hex')"
        return self.as_sql(compiler, connection, template=template, **extra)


def address_hash(address: str) -> str:
    """Return the SHA-256 of the address in lower case without blanks around it."""
    return token_hash(address.strip().lower())


def is_suppressed(*, address: str, channel: str = "email") -> bool:
    """Tell whether the address is on the block list."""
    return Suppression.objects.filter(channel=channel, address_hash=address_hash(address)).exists()


@transaction.atomic
def suppress(
    *,
    address: str,
    reason: str,
    now: datetime,
    actor: Actor = SYSTEM,
    channel: str = "email",
    profile_id: int | None = None,
    message_id: int | None = None,
) -> Suppression:
    """Block the address; the first reason stays when it is blocked already.

    profile_id, message_id: whose address it is and which message was refused, for the page
    that shows what is blocked.
    """
    row, is_new = Suppression.objects.get_or_create(
        channel=channel,
        address_hash=address_hash(address),
        defaults={
            "reason": SuppressionReason(reason),
            "since": now,
            "profile_id": profile_id,
            "message_id": message_id,
        },
    )
    if is_new:
        _record("address.suppressed", row, actor, now)
    return row


@transaction.atomic
def lift(*, address: str, actor: Actor, now: datetime, channel: str = "email") -> bool:
    """Unblock the address; tell whether it was blocked. The trail keeps since when and why."""
    rows = Suppression.objects.filter(channel=channel, address_hash=address_hash(address))
    return _lift(rows, actor, now) == 1


@transaction.atomic
def lift_all(*, ids: Collection[int], actor: Actor, now: datetime) -> list[str]:
    """Unblock these rows in one go and return the hashes of their addresses; an entry for each.

    What somebody blocked, on a guest's wish say, stays: it is lifted at the card, one by one.
    """
    rows = Suppression.objects.filter(pk__in=ids).exclude(reason=SuppressionReason.STAFF)
    hashes = list(rows.order_by("pk").values_list("address_hash", flat=True))
    _lift(rows, actor, now)
    return hashes


def _lift(rows: QuerySet[Suppression], actor: Actor, now: datetime) -> int:
    found = list(rows.order_by("pk").select_for_update())
    for row in found:
        _record("address.unblocked", row, actor, now)
        row.delete()
    return len(found)


def _record(action: str, row: Suppression, actor: Actor, now: datetime) -> None:
    data = {"reason": str(row.reason), "since": row.since}
    audit.record(hotel_id=None, actor=actor, action=action, subject=row, at=now, data=data)
