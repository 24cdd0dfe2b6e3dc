"""Random desks: whatever a desk may do, the night can be closed and the counts are right.

RANDOM_DESK_SEEDS says how many (`make random-desk`); a few of them belong to the suite.
"""

import os

import pytest

from messaging.domain.wording.standards import install_standard
from reservations.models import FeePolicy
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import OpenHotelFactory
from tests.factories.invoicing import AT, House, equipped
from tests.factories.messaging import SenderAccountFactory
from tests.factories.reservations import RoomFactory, RoomTypeFactory
from tests.random_desk.deeds import DEEDS
from tests.random_desk.desk import Desk
from tests.random_desk.proofs import prove
from tests.random_desk.solving import solve

pytestmark = pytest.mark.django_db

SEEDS = int(os.environ.get("RANDOM_DESK_SEEDS", "2"))
DAYS = int(os.environ.get("RANDOM_DESK_DAYS", "4"))
DEEDS_A_DAY = 30


def small_hotel(seed: int) -> House:
    """Seven rooms of two types that are soon sold out, so that deeds get in each other's way."""
    hotel = OpenHotelFactory(prices_include_tax=seed % 4 != 3)
    house = equipped(hotel, tax_percent=("21", "10", "5.5", "7")[seed % 4])
    house.room.room_type.overbooking_limit = seed % 2
    house.room.room_type.save()
    for _number in range(3):
        house.new_room()
    suites = RoomTypeFactory(hotel=hotel)
    for _number in range(3):
        RoomFactory(room_type=suites)
    FeePolicy.objects.create(hotel=hotel, cancellation="first_night", no_show="whole_stay")
    SenderAccountFactory(hotel=hotel)
    install_standard(hotel=hotel, now=AT)
    return house


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_the_desk_does_the_night_can_be_closed(seed: int) -> None:
    desk = Desk(seed, small_hotel(seed), [ProfileFactory() for _number in range(6)])
    names, weights = list(DEEDS), list(DEEDS.values())
    for _day in range(DAYS):
        for deed in desk.rng.choices(names, weights, k=DEEDS_A_DAY):
            desk.do(deed)
        desk.close(solve)
        prove(desk)
