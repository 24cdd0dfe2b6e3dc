"""When a business date may be closed, and what makes a person think twice before.

The closing that starts by itself and the one that a person starts ask the same question. The
first waits while there is a concern; a person reads it and confirms.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotelpms.closing.models import NightClosing
from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock
from hotelpms.kit.dates import format_day, format_hour
from hotelpms.kit.errors import Refused

# A closing hour before noon belongs to the night after the business date.
NOON = 12
ONE_DAY = datetime.timedelta(days=1)
# Earlier than this before the hotel's hour somebody may have taken the date for another.
EARLY = datetime.timedelta(hours=3)
# Two closings within this time are more often a mistake than a house that catches up.
SOON = datetime.timedelta(hours=6)


@dataclass(frozen=True)
class Concern:
    """Why this may be the wrong moment: a title, and in plain words what the closing will do."""

    title: str
    text: str


class NotConfirmed(Refused):
    """There are concerns, and whoever starts the closing has not said that it is meant."""

    def __init__(self, concerns: Sequence[Concern]) -> None:
        self.concerns = concerns
        told = " ".join(f"{concern.title} {concern.text}" for concern in concerns)
        ask = _("Confirm on the page of the night closing that this is meant.")
        super().__init__(f"{told} {ask}")


def due_at(*, hotel: Hotel, date: datetime.date) -> datetime.datetime:
    """Return the moment from which this business date may be closed, by the hotel's own clock."""
    days = 1 if hotel.closing_hour < NOON else 0
    hour = datetime.time(hotel.closing_hour, tzinfo=ZoneInfo(hotel.zone))
    return datetime.datetime.combine(date + datetime.timedelta(days=days), hour)


def days_due(*, hotel: Hotel, date: datetime.date, now: datetime.datetime) -> int:
    """Return how many dates, from the open one on, should be closed by now; usually 0 or 1."""
    last = clock.local_date(now, hotel.zone)
    while due_at(hotel=hotel, date=last) > now:
        last -= ONE_DAY
    return max(0, (last - date).days + 1)


def concerns(*, hotel: Hotel, date: datetime.date, now: datetime.datetime) -> list[Concern]:
    """Return what speaks against closing the open business date right now; usually nothing."""
    days = days_due(hotel=hotel, date=date, now=now)
    # Who catches up closes one day after the other: that it is soon is no news.
    return [_behind(days)] if days > 1 else [*_early(hotel, date, now), *_soon(hotel, now)]


def _behind(days: int) -> Concern:
    title = ngettext(
        "The business date is %(n)d day behind.", "The business date is %(n)d days behind.", days
    )
    text = _(
        "Enter first what has happened since: guests who have arrived and are not checked in "
        "become no-shows and lose their rooms; guests who have left and are not checked out are "
        "charged for another night. A closed day cannot be opened again."
    )
    return Concern(title % {"n": days}, text)


def _early(hotel: Hotel, date: datetime.date, now: datetime.datetime) -> Iterator[Concern]:
    if now < due_at(hotel=hotel, date=date) - EARLY:
        text = _(
            "It is %(time)s on %(calendar)s at the hotel. Guests who still arrive today would be "
            "no-shows, and those who are in house are charged for the night."
        )
        local = now.astimezone(ZoneInfo(hotel.zone))
        told = {"time": format_hour(local.time()), "calendar": format_day(local.date())}
        yield Concern(_("It is early for this closing."), text % told)


def _soon(hotel: Hotel, now: datetime.datetime) -> Iterator[Concern]:
    last = NightClosing.objects.filter(hotel=hotel, rolled_at__gt=now - SOON)
    closed = last.order_by("-business_date").first()
    if closed is not None:
        text = _("%(date)s was closed only a short while ago, by %(who)s.")
        told = {"date": format_day(closed.business_date), "who": closed.started_by}
        yield Concern(_("The day before has just been closed."), text % told)
