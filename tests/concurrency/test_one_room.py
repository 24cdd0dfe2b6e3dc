"""Twenty desks give one room to twenty stays at the same time: one gets it."""

from collections.abc import Callable

import pytest

from hotelpms.kit.actor import SYSTEM
from reservations.domain.rooms import assignment
from reservations.models import Room, RoomNight, RoomType, Stay
from tests.concurrency.rivals import compete
from tests.concurrency.unguarded import TakeOut, meet_unlocked, take_out
from tests.factories.reservations import AT, RoomFactory, booked_stay, day

__all__ = ["take_out"]

RIVALS = 20
HOLD = 'UPDATE "reservations_roomnight" SET "room_id"'

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room(transactional_db: None) -> Room:
    return RoomFactory()


@pytest.fixture
def assign(room: Room) -> Callable[[int], Stay]:
    """What every desk does: give the room to a stay of its own."""
    RoomType.objects.update(overbooking_limit=RIVALS)
    stays = [booked_stay(room_type=room.room_type, nights=3) for _ in range(RIVALS)]

    def act(number: int) -> Stay:
        return assignment.assign(
            stay_id=stays[number].pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=day(0)
        )

    return act


def test_one_room_goes_to_one_of_twenty_rivals(room: Room, assign: Callable[[int], Stay]) -> None:
    outcomes = compete(RIVALS, assign)

    winner = only_winner(outcomes)
    losers = [outcome for outcome in outcomes if isinstance(outcome, assignment.RoomTaken)]

    assert {loser.stay_id for loser in losers} == {winner.pk}
    assert holders(room) == [winner.pk]


def test_without_the_lock_the_constraint_still_lets_only_one_in(
    room: Room, assign: Callable[[int], Stay]
) -> None:
    outcomes = meet_unlocked(RIVALS, assign, before=HOLD)

    assert holders(room) == [only_winner(outcomes).pk]


def test_control_without_lock_and_constraint_all_twenty_get_it(
    room: Room, assign: Callable[[int], Stay], take_out: TakeOut
) -> None:
    take_out(RoomNight, "a_room_is_held_once_a_night")

    outcomes = meet_unlocked(RIVALS, assign, before=HOLD)

    assert [type(outcome) for outcome in outcomes] == [Stay] * RIVALS
    assert len(holders(room)) == RIVALS


def only_winner(outcomes: list[object]) -> Stay:
    """Return the stay that got the room, after all others heard that it is taken."""
    (winner,) = (outcome for outcome in outcomes if isinstance(outcome, Stay))
    losers = [outcome for outcome in outcomes if isinstance(outcome, assignment.RoomTaken)]
    assert len(losers) == len(outcomes) - 1
    return winner


def holders(room: Room) -> list[int | None]:
    """The stays that hold the room on the first night."""
    held = RoomNight.objects.filter(room=room, holds=True, date=day(0))
    return list(held.values_list("stay", flat=True))
