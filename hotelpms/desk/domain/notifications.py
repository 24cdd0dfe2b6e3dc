"""What needs a person at a hotel, computed from the rows each time: there is no second truth.

A source says which right it needs, where its list stands, and makes one query. Who wants to tell
something more adds a function to `notices.py` and a line to `SOURCES` there.
"""

import datetime
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from hotelpms.desk.models import NotificationsSeen
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel, User

MOST = 20  # of one source; whoever has more opens its list


@dataclass(frozen=True)
class Ask:
    """Of which hotel, on which business date and at which moment."""

    hotel: Hotel
    business_date: datetime.date
    now: datetime.datetime


@dataclass(frozen=True)
class Notice:
    """One thing that waits: a line, the page that solves it, and since when it waits."""

    text: str
    url: str
    since: datetime.datetime
    is_new: bool = True


@dataclass(frozen=True)
class Source:
    """Where notices come from; `find` returns the newest first, MOST of them at the most."""

    title: str | Promise
    icon: str
    tone: str
    right: Right
    page: str
    find: Callable[[Ask], Iterable[Notice]]


@dataclass(frozen=True)
class Group:
    """The notices of one source; `url` is its whole list."""

    title: str | Promise
    icon: str
    tone: str
    url: str
    notices: list[Notice]


@dataclass(frozen=True)
class Notifications:
    """Everything that waits for this person; `new_count` is what came since they last looked."""

    groups: list[Group]
    at: datetime.datetime

    @property
    def count(self) -> int:
        return sum(len(group.notices) for group in self.groups)

    @property
    def new_count(self) -> int:
        return sum(notice.is_new for group in self.groups for notice in group.notices)


def seen_until(*, user: User, hotel: Hotel) -> datetime.datetime | None:
    """Return the moment up to which the person has seen this hotel's notifications."""
    rows = NotificationsSeen.objects.filter(user=user, hotel=hotel)
    return rows.values_list("seen_at", flat=True).first()


def mark_seen(*, user: User, hotel: Hotel, until: datetime.datetime) -> None:
    """Note that the person has seen all that came until then; an earlier moment changes nothing."""
    row, _made = NotificationsSeen.objects.get_or_create(
        user=user, hotel=hotel, defaults={"seen_at": until}
    )
    NotificationsSeen.objects.filter(pk=row.pk, seen_at__lt=until).update(seen_at=until)


def collect(
    sources: Iterable[Source],
    *,
    ask: Ask,
    rights: Collection[Right],
    seen: datetime.datetime | None,
    address: Callable[[str, Hotel], str],
) -> Notifications:
    """Return what the rights allow to see, one query a source; empty sources are left out."""
    groups = [
        Group(source.title, source.icon, source.tone, address(source.page, ask.hotel), notices)
        for source in sources
        if source.right in rights
        and (notices := [_dated(notice, seen) for notice in source.find(ask)])
    ]
    return Notifications(groups, ask.now)


def _dated(notice: Notice, seen: datetime.datetime | None) -> Notice:
    is_new = seen is None or notice.since > seen
    return Notice(notice.text, notice.url, notice.since, is_new)
