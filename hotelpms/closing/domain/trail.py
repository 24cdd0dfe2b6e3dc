"""What the audit trail says of a closing."""

import datetime

from hotelpms.closing.models import NightClosing
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor


def record(action: str, closing: NightClosing, actor: Actor, now: datetime.datetime) -> None:
    audit.record(
        hotel_id=closing.hotel_id,
        actor=actor,
        action=action,
        subject=closing,
        at=now,
        data={"date": closing.business_date},
    )
