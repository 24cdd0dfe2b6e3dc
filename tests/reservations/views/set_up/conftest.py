from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from tests.fixtures import SignIn

At = Callable[..., str]


@pytest.fixture
def manager(signed_in: SignIn) -> Client:
    return signed_in(Role.MANAGER)


@pytest.fixture
def at(hotel: Hotel) -> At:
    """A function that returns the address of a page of the hotel's set-up."""

    def address(page: str, *more: object) -> str:
        return reverse(f"reservations:set_up_{page}", args=[hotel.code, *more])

    return address
