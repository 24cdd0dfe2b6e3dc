"""How a sender account is made and changed by the people of a hotel."""

import datetime
from typing import Any

from django.db import transaction

from hotelpms.hotels.domain.set_up import rows
from hotelpms.kit.actor import Actor
from messaging.domain.accounts.accounts import mended
from messaging.models import SenderAccount


@transaction.atomic
def keep(
    *,
    row: SenderAccount,
    hotel_id: int,
    actor: Actor,
    now: datetime.datetime,
    seen: str = "",
) -> dict[str, Any]:
    """Store the account and let it send at once; a default account is so in place of the other.

    The password goes into no trail. Raises ChangedMeanwhile, Gone.
    """
    if row.is_default:
        others = SenderAccount.objects.filter(hotel=hotel_id, is_default=True)
        for other in others.exclude(pk=row.pk):
            other.is_default = False
            rows.keep(row=other, hotel_id=hotel_id, actor=actor, now=now)
    changes = rows.keep(row=row, hotel_id=hotel_id, actor=actor, now=now, seen=seen)
    mended(account_id=row.pk)
    return changes
