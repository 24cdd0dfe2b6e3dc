"""Addresses that must not be written to, kept as hashes so that they outlive an erasure."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
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
) -> Suppression:
    """Block the address; the first reason stays when it is blocked already."""
    row, is_new = Suppression.objects.get_or_create(
        channel=channel,
        address_hash=address_hash(address),
        defaults={"reason": SuppressionReason(reason), "since": now},
    )
    if is_new:
        _record("address.suppressed", row, actor, now)
    return row


@transaction.atomic
def lift(*, address: str, actor: Actor, now: datetime, channel: str = "email") -> bool:
    """Unblock the address; tell whether it was blocked. The trail keeps since when and why."""
    rows = Suppression.objects.filter(channel=channel, address_hash=address_hash(address))
    row = rows.select_for_update().first()
    if row is None:
        return False
    _record("address.unblocked", row, actor, now)
    row.delete()
    return True


def _record(action: str, row: Suppression, actor: Actor, now: datetime) -> None:
    data = {"reason": str(row.reason), "since": row.since}
    audit.record(hotel_id=None, actor=actor, action=action, subject=row, at=now, data=data)
