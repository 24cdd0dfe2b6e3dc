from collections.abc import Callable

import pytest
from django.test import Client

from hotelpms.hotels.enums import Role
from reservations.models import RatePlan, RoomType
from tests.factories.hotels import MembershipFactory, OpenHotelFactory
from tests.factories.reservations import RateNightFactory, RatePlanFactory, day


@pytest.fixture
def manager(signed_in: Callable[[str], Client]) -> Client:
    return signed_in(Role.MANAGER)


@pytest.fixture
def stranger(db: None) -> Client:
    """Somebody who manages another hotel."""
    client = Client()
    client.force_login(
        MembershipFactory(hotel=OpenHotelFactory(), role=Role.MANAGER).user,
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


@pytest.fixture
def plan(double: RoomType, suite: RoomType) -> RatePlan:
    """A rate plan with breakfast: doubles cost 100, suites 250, on ten dates."""
    plan = RatePlanFactory(hotel=double.hotel, code="BAR", name="Best rate", board="BB")
    for number in range(10):
        RateNightFactory(rate_plan=plan, room_type=double, date=day(number), price="100.00")
        RateNightFactory(rate_plan=plan, room_type=suite, date=day(number), price="250.00")
    return plan
