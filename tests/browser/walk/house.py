"""The hotel that the walk goes through: the demonstration hotel on 2027-05-10, and beside it what
its story doesn't show: an option, a group, a closed room, payment links in every state, mails
that failed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import call_command

from hotelpms.demo.domain import story
from hotelpms.demo.domain.house import ZONE, build
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Department, Hotel, User
from hotelpms.kit import clock, jobs
from hotelpms.kit.actor import SYSTEM
from invoicing.domain.online import paylinks
from messaging.domain.worker import dispatch
from messaging.enums import MessageState
from messaging.models import Message
from reservations.domain.bookings import bookings
from reservations.domain.rooms import closures
from reservations.domain.traces import traces
from reservations.enums import OutOfOrderKind
from reservations.models import Reservation, Room, RoomFeature, RoomType, Stay
from tests.factories.hotels import HotelFactory, MembershipFactory, OpenHotelFactory
from tests.factories.invoicing import House
from tests.factories.paylinks import Sent, paid_event, sent_link
from tests.factories.paylinks import take as take_event
from tests.factories.reservations import AT, TODAY, RoomFactory, RoomTypeFactory, booked, day
from tests.printer import blank_paper

HISTORY_DAYS, DAYS_AHEAD = 3, 8
FIRST = TODAY - timedelta(days=HISTORY_DAYS)


class Annex(House):
    """Rooms beside those of the story, with numbers that it doesn't use."""

    def new_room(self) -> Room:
        count = Room.objects.filter(hotel=self.hotel, number__startswith="A").count()
        return RoomFactory(room_type=self.room.room_type, number=f"A{count}")


@dataclass(frozen=True)
class Walked:
    """The hotel, who walks through it, and what was put beside the story."""

    hotel: Hotel
    person: User
    option: Reservation
    group: Reservation
    cancelled: Reservation
    links: dict[str, Sent]


@contextmanager
def furnished(django_db_blocker: Any) -> Iterator[Walked]:
    """Build the hotel for many tests, let them look at noon of its business date, and empty it."""
    stopped = pytest.MonkeyPatch()
    stopped.setattr(clock, "now", lambda: AT)
    with django_db_blocker.unblock():
        yield furnish()
        call_command("flush", verbosity=0, interactive=False)
    shutil.rmtree(settings.CAUGHT_MAIL_DIR, ignore_errors=True)
    stopped.undo()


@blank_paper()
def furnish() -> Walked:
    """Build everything by the verbs of the desk; the clock must stand at `AT`."""
    hotel = _tell_story()
    option = _book(hotel, option_until=day(2), notes="Asked for a quiet room.")
    group = _book(hotel, kind="DBL", rooms=3)
    cancelled = _book(hotel)
    bookings.cancel(
        reservation_id=cancelled.pk,
        reason="Change of plans",
        fee=None,
        actor=SYSTEM,
        now=AT,
        business_date=TODAY,
        sends_letter=False,
    )
    _close_a_room(hotel)
    _note(hotel)
    _furnish_a_room(hotel)
    links = _links(hotel)
    dispatch.run(now=lambda: AT)
    _spoil_mails(hotel)
    person = User.objects.get(username="admin")
    _second_hotel(person)
    _hotel_to_be(person)
    return Walked(
        hotel=hotel,
        person=person,
        option=option,
        group=group,
        cancelled=cancelled,
        links=links,
    )


def _tell_story() -> Hotel:
    opened_at = datetime.combine(FIRST, time(6), ZoneInfo(ZONE))
    lengths = {"HISTORY_DAYS": HISTORY_DAYS, "DAYS_AHEAD": DAYS_AHEAD}
    with patch.multiple(story, **lengths), jobs.silenced():
        hotel = build(first=FIRST, now=opened_at)
        story.Story(hotel, TODAY, AT).tell()
    return hotel


def _book(hotel: Hotel, *, kind: str = "SUI", rooms: int = 1, **request: object) -> Reservation:
    wish = bookings.StayRequest(
        room_type_id=RoomType.objects.get(hotel=hotel, code=kind).pk,
        arrival=day(20),
        departure=day(22),
        adults=2,
        prices=(Decimal("245.00"), Decimal("245.00")),
    )
    return booked(hotel=hotel, stays=(wish,) * rooms, **request)


def _close_a_room(hotel: Hotel) -> None:
    closures.close_room(
        room_id=Room.objects.get(hotel=hotel, number="504").pk,
        hotel_id=hotel.pk,
        kind=OutOfOrderKind.OOO,
        from_date=TODAY,
        to_date=day(3),
        reason="Bathroom is being tiled",
        actor=SYSTEM,
        now=AT,
        business_date=TODAY,
    )


def _note(hotel: Hotel) -> None:
    traces.add(
        hotel=hotel,
        department_id=Department.objects.get(hotel=hotel, code="housekeeping").pk,
        due_date=TODAY,
        text="Put a cot into the room.",
        subject=traces.Subject(stay_id=Stay.objects.filter(hotel=hotel, arrival=TODAY)[0].pk),
        actor=SYSTEM,
        now=AT,
        business_date=TODAY,
    )


def _furnish_a_room(hotel: Hotel) -> None:
    view = RoomFeature.objects.create(hotel=hotel, code="SEA", name="Sea view")
    Room.objects.get(hotel=hotel, number="401").features.add(view)


def _links(hotel: Hotel) -> dict[str, Sent]:
    """One payment link in each state it can be in, by that state."""
    houses = RoomTypeFactory(hotel=hotel, code="ANX", name="Garden house", overbooking_limit=9)
    annex = Annex(hotel, RoomFactory(room_type=houses, number="A0"))
    states = ("open", "paid", "expired", "held", "revoked")
    links = {state: sent_link(annex, now=_sent_at(state)) for state in states}
    links["open"].begin()
    take_event(links["paid"], paid_event(links["paid"].begin()))
    take_event(links["held"], paid_event(links["held"].begin(), amount=Decimal("1.00")))
    paylinks.revoke(link_id=links["revoked"].link_id, actor=SYSTEM, now=AT)
    return links


def _sent_at(state: str) -> datetime:
    return AT - timedelta(hours=30) if state == "expired" else AT


def _spoil_mails(hotel: Hotel) -> None:
    """Two mails of the last days: one was refused, of the other nobody knows."""
    failed, stuck = Message.objects.filter(hotel=hotel).order_by("pk")[:2]
    Message.objects.filter(pk=failed.pk).update(
        state=MessageState.FAILED, why="refused|550 no such mailbox"
    )
    Message.objects.filter(pk=stuck.pk).update(
        state=MessageState.STUCK, why="worker_lost", handed_over_at=AT
    )


def _second_hotel(person: User) -> None:
    """The same person's other hotel, which is one day behind the calendar."""
    other = OpenHotelFactory(code="montana", name="Hotel Montaña", business_day__date=day(-1))
    MembershipFactory(user=person, hotel=other, role=Role.CLIENT_ADMIN)


def _hotel_to_be(person: User) -> None:
    """A hotel of theirs that is not open yet: it has a type of room, and no price."""
    hotel = HotelFactory(code="nueva", name="Hotel Nueva")
    MembershipFactory(user=person, hotel=hotel, role=Role.CLIENT_ADMIN)
    RoomFactory(room_type=RoomTypeFactory(hotel=hotel, code="DBL", name="Double"), number="1")
