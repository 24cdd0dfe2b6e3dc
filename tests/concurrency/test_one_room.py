"""Twenty desks give one room to twenty stays at the same time: one gets it."""

import threading

import pytest
from django.db import connection

from hotelpms.kit.actor import SYSTEM
from reservations.domain.rooms import assignment
from reservations.models import RoomNight, RoomType, Stay
from tests.concurrency.rivals import SECONDS, compete
from tests.factories.reservations import AT, RoomFactory, booked_stay, day

RIVALS = 20

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]


def test_one_room_goes_to_one_of_twenty_rivals():
    room = RoomFactory()
    RoomType.objects.update(overbooking_limit=RIVALS)
    stays = [booked_stay(room_type=room.room_type, nights=3) for _ in range(RIVALS)]

    def act(number: int) -> Stay:
        return assignment.assign(
            stay_id=stays[number].pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=day(0)
        )

    outcomes = compete(RIVALS, act)

    winners = [outcome for outcome in outcomes if isinstance(outcome, Stay)]
    losers = [outcome for outcome in outcomes if isinstance(outcome, assignment.RoomTaken)]
    assert (len(winners), len(losers)) == (1, RIVALS - 1)
    assert {loser.stay_id for loser in losers} == {winners[0].pk}
    held = RoomNight.objects.filter(room=room, holds=True)
    assert set(held.values_list("stay", flat=True)) == {winners[0].pk}


def test_without_the_lock_the_constraint_still_lets_only_one_in():
    room = RoomFactory()
    RoomType.objects.update(overbooking_limit=RIVALS)
    stays = [booked_stay(room_type=room.room_type) for _ in range(RIVALS)]

    outcomes = compete(RIVALS, lambda n: RoomNight.objects.filter(stay=stays[n]).update(room=room))

    assert outcomes.count(1) == 1
    assert RoomNight.objects.filter(room=room).count() == 1


def test_control_without_lock_and_constraint_all_twenty_would_get_it():
    """The same look-then-write on a bare table, with nothing between looking and writing."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS scratch_room_night")
        cursor.execute("CREATE TABLE scratch_room_night (room int, date date, stay int)")
    everybody_has_looked = threading.Barrier(RIVALS, timeout=SECONDS)

    def act(number: int) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM scratch_room_night WHERE room = 101")
            is_free = cursor.fetchone()[0] == 0
            everybody_has_looked.wait()
            if is_free:
                cursor.execute(
                    "INSERT INTO scratch_room_night VALUES (101, %s, %s)", [day(0), number]
                )
            return is_free

    outcomes = compete(RIVALS, act)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM scratch_room_night")
        held = cursor.fetchone()[0]
        cursor.execute("DROP TABLE scratch_room_night")
    assert (outcomes, held) == ([True] * RIVALS, RIVALS)
