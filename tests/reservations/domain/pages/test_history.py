from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hotelpms.kit.actor import Actor
from reservations.domain.bookings.changes import change_dates
from reservations.domain.pages import history
from reservations.domain.traces import traces
from reservations.domain.traces.traces import Subject
from reservations.models import Stay
from tests.factories.hotels import DepartmentFactory, OpenHotelFactory
from tests.factories.reservations import AT, TODAY, RoomTypeFactory, booked_stay, day

pytestmark = pytest.mark.django_db
CLERK = Actor(None, "Ada Novak")


@pytest.fixture
def stay() -> Stay:
    hotel = OpenHotelFactory(code="grand")
    return booked_stay(room_type=RoomTypeFactory(hotel=hotel, overbooking_limit=9), nights=2)


def later(hours: int) -> datetime:
    return AT + timedelta(hours=hours)


def test_the_history_of_a_reservation_tells_of_its_traces_too(stay: Stay) -> None:
    department = DepartmentFactory(hotel=stay.hotel)

    def write(subject: Subject, hour: int) -> Any:
        return traces.add(
            hotel=stay.hotel,
            department_id=department.pk,
            due_date=TODAY,
            text="Flowers",
            subject=subject,
            actor=CLERK,
            now=later(hour),
            business_date=TODAY,
        )

    note = write(Subject(stay_id=stay.pk), 1)
    traces.change(
        trace_id=note.pk,
        department_id=department.pk,
        due_date=day(1),
        text="Roses",
        version=1,
        actor=CLERK,
        now=later(2),
        business_date=TODAY,
    )
    traces.finish(trace_id=note.pk, actor=CLERK, now=later(3))
    write(Subject(card_id=stay.guest_id), 4)

    events = history.history_of(stay.reservation)

    assert [(event.sentence, event.detail) for event in events][:3] == [
        ("Trace done", ""),
        ("Trace changed", ""),
        ("Trace written", ""),
    ]
    assert [event.sentence for event in events][3:] == ["Booked"]


def test_changed_dates_are_told_with_the_old_and_the_new_ones(stay: Stay) -> None:
    change_dates(
        stay_id=stay.pk,
        arrival=day(1),
        departure=day(3),
        version=stay.version,
        actor=CLERK,
        now=later(1),
        business_date=TODAY,
        prices=(Decimal(100), Decimal(100)),
    )

    (event, _booked) = history.history_of(stay.reservation)

    assert event.sentence == "Dates changed"

    before, after = event.detail.split(" → ")

    assert "10" in before
    assert "13" in after


def test_a_price_that_was_changed_by_hand_stands_there_old_and_new(stay: Stay) -> None:
    """Spec 1.4: the trail holds the old and the new value, of a price first."""
    change_dates(
        stay_id=stay.pk,
        arrival=stay.arrival,
        departure=stay.departure,
        version=stay.version,
        prices=[Decimal("80.00"), Decimal("100.00")],
        actor=CLERK,
        now=later(1),
        business_date=TODAY,
    )

    event = history.history_of(stay.reservation)[0]

    assert (event.sentence, event.who) == ("Price changed", "Ada Novak")
    assert event.detail == "May 10, 2027: €100.00 → €80.00"
