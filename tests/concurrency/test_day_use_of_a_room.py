"""A guest leaves on the day of arrival while another desk books the room for the same day."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection

from hotelpms.kit.actor import SYSTEM
from reservations.domain.front_desk import departures
from reservations.domain.rooms import assignment
from reservations.enums import Slot
from reservations.models import Room, RoomNight, RoomType, Stay
from tests.concurrency.rivals import SECONDS
from tests.factories.reservations import AT, RoomFactory, booked_stay, day, stay_in_house

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]

DESK = {"actor": SYSTEM, "now": AT, "business_date": day(0)}


def test_a_day_use_waits_until_the_night_has_become_one(transactional_db: None) -> None:
    room = RoomFactory()
    RoomType.objects.update(overbooking_limit=2)
    stay = stay_in_house(room=room, nights=2)
    RoomNight.objects.filter(stay=stay, date=day(0)).update(is_posted=True)
    rival = booked_stay(room_type=room.room_type, nights=0)
    outcomes: list[object] = []

    def interrupt(run: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith('UPDATE "reservations_roomnight" SET "slot"') and not outcomes:
            with ThreadPoolExecutor(max_workers=1) as pool:
                outcomes.append(pool.submit(_assign, rival, room).result(SECONDS))
        return run(sql, *rest)

    with connection.execute_wrapper(interrupt):
        departures.depart(stay_id=stay.pk, **DESK)

    assert isinstance(outcomes[0], OperationalError)
    assert RoomNight.objects.get(stay=stay, holds=True).slot == Slot.DAY
    assert isinstance(_assign(rival, room), assignment.RoomTaken)


def _assign(stay: Stay, room: Room) -> object:
    """Give the room to a day use; return the stay, or what is raised, also by not waiting long."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        return assignment.assign(stay_id=stay.pk, room_id=room.pk, **DESK)
    except (OperationalError, assignment.RoomTaken) as error:
        return error
    finally:
        connection.close()
