"""The hotel that most tests tell of, and the people who sign in there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from tests.addresses import HOTEL
from tests.factories.hotels import MembershipFactory, OpenHotelFactory
from tests.factories.invoicing import House, equipped

SignIn = Callable[[str], Client]
# What every verb is told: actor, now, business_date.
Told = dict[str, Any]


@pytest.fixture
def hotel(db: None) -> Hotel:
    """The hotel "grand" on its business date 2027-05-10; nothing can be posted in it yet."""
    return OpenHotelFactory(code=HOTEL, name="Grand")


@pytest.fixture
def house(hotel: Hotel) -> House:
    """The same hotel with the standard codes and one type of room: it checks in and posts."""
    return equipped(hotel)


@pytest.fixture
def signed_in(hotel: Hotel) -> SignIn:
    """A function that returns a browser of its own, signed in with one role in the hotel."""

    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(
            MembershipFactory(hotel=hotel, role=role).user,
            backend="django.contrib.auth.backends.ModelBackend",
        )
        return client

    return sign_in


@pytest.fixture
def desk(signed_in: SignIn) -> Client:
    """The browser of a receptionist of the hotel."""
    return signed_in(Role.FRONT_DESK)
