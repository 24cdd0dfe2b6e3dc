"""Row locks, and the one order in which they are taken."""

from typing import Any, TypeVar

from django.db.models import QuerySet

Q = TypeVar("Q", bound=QuerySet[Any])


def locked(queryset: Q) -> Q:
    """Return the queryset locking its rows until the end of the transaction.

    Everybody takes locks in this order, so two transactions never wait for each other:

        hotel, business day, reservation, stay, room, room nights and type nights,
        folio, payment and receivable, series, message

    Within one kind the primary key decides. The key itself is not locked (no_key), so rows
    that only refer to these may still be inserted. Never hold a lock over a network call,
    a PDF or a sleep. SQLite takes one write lock for the whole transaction (IMMEDIATE)
    and ignores this one.
    """
    return queryset.order_by("pk").select_for_update(no_key=True, of=("self",))
