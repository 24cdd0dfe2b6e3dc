"""Who may work on a row that takes longer than a lock may be held: a token and a time (ADR 8).

A lease is taken by one guarded UPDATE and committed before the work begins. Whoever ends it
asks for the own token: a worker that was taken for dead and wakes up late changes nothing.
"""

import datetime
import secrets
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from hotelpms.kit.models import Leased

Row = TypeVar("Row", bound=Leased)

TOKEN_BYTES = 16
# The columns of a row that nobody works on.
FREE: dict[str, Any] = {"lease_token": "", "leased_until": None}


@dataclass
class Lease:
    """What one run may work on until `until`; the rows carry the same token."""

    token: str
    until: datetime.datetime


def new(*, now: datetime.datetime, length: datetime.timedelta) -> Lease:
    """Return a lease that no row knows yet."""
    return Lease(secrets.token_hex(TOKEN_BYTES), now + length)


def take(
    rows: QuerySet[Row], *, now: datetime.datetime, length: datetime.timedelta, **changes: Any
) -> Lease | None:
    """Lease those of these rows that nobody holds; None when there are none.

    changes: what the same UPDATE writes beside the lease.
    """
    lease = new(now=now, length=length)
    free = rows.filter(Q(lease_token="") | ended(now))
    taken = free.update(lease_token=lease.token, leased_until=lease.until, **changes)
    return lease if taken else None


def extend(
    rows: QuerySet[Row], lease: Lease, *, now: datetime.datetime, length: datetime.timedelta
) -> bool:
    """Make the lease last `length` from now; False when it has been taken away meanwhile."""
    lease.until = now + length
    return held(rows, lease).update(leased_until=lease.until) > 0


def end(rows: QuerySet[Row], lease: Lease, **changes: Any) -> int:
    """Free the rows that the lease still holds and write the changes; return their count."""
    return held(rows, lease).update(**{**FREE, **changes})


def held(rows: QuerySet[Row], lease: Lease) -> QuerySet[Row]:
    """Return those of these rows that the lease still holds."""
    return rows.filter(lease_token=lease.token)


def ended(now: datetime.datetime) -> Q:
    """Return the condition for a row whose lease has ended by itself."""
    return Q(leased_until__lte=now)
