"""The checklist reads the rows of the hotel, and two queries are enough."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import hotelpms.demo
from hotelpms.closing.domain import subscriptions
from hotelpms.hotels.domain.brand import set_logo
from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry
from hotelpms.opening.domain.checklist import StepIsNeeded, checklist, skip, take_up
from hotelpms.opening.enums import StepName, StepState
from hotelpms.opening.models import SkippedStep
from invoicing.enums import Provider
from invoicing.models import PaymentMethod, PaymentSolution
from tests.factories.hotels import (
    BusinessDayFactory,
    DepartmentFactory,
    HotelFactory,
    MembershipFactory,
)
from tests.factories.invoicing import equipped
from tests.factories.messaging import SenderAccountFactory
from tests.factories.reservations import RateNightFactory, RatePlanFactory

pytestmark = pytest.mark.django_db

LOGO = Path(hotelpms.demo.__file__).with_name("logo.png")
CLERK = Actor(None, "Clerk")


def states(hotel: Hotel) -> dict[StepName, StepState]:
    return {step.name: step.state for step in checklist(hotel=hotel).steps}


def open_steps(hotel: Hotel) -> list[str]:
    return [step.name for step in checklist(hotel=hotel).open]


def test_a_bare_hotel_has_everything_to_do_in_the_order_of_the_wizard() -> None:
    hotel = HotelFactory(street="")
    MembershipFactory(hotel=hotel)

    found = checklist(hotel=hotel)

    assert open_steps(hotel) == StepName.values
    assert found.first_open is not None
    assert found.first_open.detail == "Invoices need the hotel's address and tax number."
    assert not found.is_done


def test_each_step_is_done_by_the_rows_that_it_asks_for() -> None:
    hotel = HotelFactory(tax_id="CZ1")
    other = equipped(HotelFactory())
    BusinessDayFactory(hotel=other.hotel)
    assert "identity" not in open_steps(hotel)

    room_type = equipped(hotel).room.room_type
    assert not {"rooms", "codes"} & set(open_steps(hotel))
    RateNightFactory(rate_plan=RatePlanFactory(hotel=hotel), room_type=room_type)
    subscriptions.subscribe(department=DepartmentFactory(hotel=hotel), kinds=["arrivals"])
    MembershipFactory(hotel=hotel)
    assert "people" in open_steps(hotel)
    MembershipFactory(hotel=hotel)
    account = SenderAccountFactory(hotel=hotel, transport="smtp", host="mail.example.com")
    assert "mail" in open_steps(hotel)
    account.tested_at = clock.now()
    account.save()
    PaymentSolution.objects.create(hotel=hotel, provider=Provider.EMBEDDED)
    BusinessDayFactory(hotel=hotel)

    assert open_steps(hotel) == ["logo"]
    set_logo(hotel_id=hotel.pk, content=LOGO.read_bytes(), actor=CLERK, now=clock.now())
    hotel.refresh_from_db()
    assert checklist(hotel=hotel).is_done

    PaymentMethod.objects.filter(hotel=hotel).update(is_active=False)
    assert open_steps(hotel) == ["codes"]


def test_a_department_without_an_address_gets_no_report() -> None:
    hotel = HotelFactory()
    department = DepartmentFactory(hotel=hotel, emails=[])
    subscriptions.subscribe(department=department, kinds=["arrivals"])

    assert states(hotel)[StepName.DEPARTMENTS] == StepState.OPEN


def test_a_step_is_skipped_once_and_taken_up_again() -> None:
    hotel = HotelFactory()
    for _ in range(2):
        skip(hotel=hotel, step=StepName.LOGO, actor=CLERK, now=clock.now())

    row = SkippedStep.objects.get()
    assert (row.step, row.skipped_by) == (StepName.LOGO, "Clerk")
    assert states(hotel)[StepName.LOGO] == StepState.SKIPPED
    assert "logo" not in open_steps(hotel)

    take_up(hotel=hotel, step=StepName.LOGO, actor=CLERK, now=clock.now())
    assert states(hotel)[StepName.LOGO] == StepState.OPEN
    trail = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(trail) == ["opening.skipped", "opening.taken_up"]


def test_what_a_hotel_needs_to_work_cannot_be_skipped() -> None:
    hotel = HotelFactory()

    with pytest.raises(StepIsNeeded, match="Room types and rooms"):
        skip(hotel=hotel, step=StepName.ROOMS, actor=CLERK, now=clock.now())


def test_the_list_costs_two_queries() -> None:
    hotel = equipped(HotelFactory()).hotel
    skip(hotel=hotel, step=StepName.LOGO, actor=CLERK, now=clock.now())

    with CaptureQueriesContext(connection) as asked:
        checklist(hotel=hotel)

    assert len(asked) == 2
