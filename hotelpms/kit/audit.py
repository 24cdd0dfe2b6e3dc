"""The audit trail: written inside the transaction of the verb it tells of, then frozen."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry

__all__ = ["AuditEntry", "record"]


def record(
    *,
    hotel_id: int | None,
    actor: Actor,
    action: str,
    subject: Model,
    at: datetime,
    data: dict[str, Any] | None = None,
) -> None:
    """Write one entry; `action` reads "reservation.booked", `data` holds old and new values.

    Give ids and amounts, no personal data: the trail is kept longer than the guest's card.
    Dates, moments and Decimals in `data` become text.
    """
    AuditEntry.objects.create(
        hotel_id=hotel_id,
        actor_id=actor.id,
        actor_name=actor.name,
        origin=actor.origin,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        at=at,
        data=data or {},
    )
