"""The block list as its page shows it. The list holds hashes; addresses come from what is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from cardex.domain.consent.suppression import address_hash
from cardex.enums import SuppressionReason
from cardex.models import Suppression
from messaging.domain.outbox import reasons
from messaging.models import Message


@dataclass(frozen=True)
class BlockedAddress:
    """One row. `address` is empty when nothing is kept that tells it; `account` names its hotel.

    `is_by_staff`: it is lifted at the card alone. `is_elsewhere`: the mail that tells of it
    belongs to a hotel that the viewer has no role in, so it is not shown.
    """

    pk: int
    address: str
    name: str
    profile_id: int | None
    reason: str
    answer: str
    account: str
    since: datetime
    is_by_staff: bool
    is_elsewhere: bool


@dataclass(frozen=True)
class Blamed:
    """An account through which mails left whose refusal blocked addresses."""

    pk: int
    name: str


def blocked(*, account_id: int | None = None) -> QuerySet[Suppression]:
    """Return the blocked addresses of the client, the latest first, or those by one account."""
    rows = Suppression.objects.filter(channel="email").select_related("profile")
    if account_id is not None:
        by_account = Message.objects.filter(account=account_id)
        rows = rows.filter(message_id__in=by_account.values("pk"))
    return rows.order_by("-since", "-pk")


def rows_of(found: Sequence[Suppression], *, hotel_ids: Collection[int]) -> list[BlockedAddress]:
    """Return what the page shows of these, to a viewer who may read mails of these hotels.

    One query.
    """
    ids = {row.message_id for row in found if row.message_id}
    mails = Message.objects.filter(pk__in=ids).select_related("account__hotel")
    by_id = {mail.pk: mail for mail in mails.defer("account__password", "context", "facts")}
    return [_row(row, by_id.get(row.message_id or 0), hotel_ids) for row in found]


def blamed(*, hotel_ids: Collection[int]) -> list[Blamed]:
    """Return the hotels' accounts whose mails blocked addresses still blocked. One query."""
    ids = Suppression.objects.exclude(message_id=None).values("message_id")
    found = Message.objects.filter(pk__in=ids, account__hotel__in=hotel_ids)
    named = found.values_list("account", "account__name", "account__hotel__name").distinct()
    return [Blamed(pk, f"{account}, {hotel}") for pk, account, hotel in named.order_by("account")]


def _row(row: Suppression, mail: Message | None, hotel_ids: Collection[int]) -> BlockedAddress:
    is_elsewhere = mail is not None and mail.hotel_id not in hotel_ids
    mail = None if is_elsewhere else mail
    known = [mail.to_address] if mail else []
    known += [row.profile.email] if row.profile else []
    address = next((one for one in known if address_hash(one) == row.address_hash), "")
    account = mail.account if mail else None
    return BlockedAddress(
        pk=row.pk,
        address=address,
        name=row.profile.full_name if row.profile else (mail.to_name if mail else ""),
        profile_id=row.profile_id,
        reason=row.get_reason_display(),
        answer=reasons.detail_of(mail.why) if mail else "",
        account=f"{account.name}, {account.hotel.name}" if account else "",
        since=row.since,
        is_by_staff=row.reason == SuppressionReason.STAFF,
        is_elsewhere=is_elsewhere,
    )
