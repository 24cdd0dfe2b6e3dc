"""Room, card and clause in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cardex.domain.cards.profiles import card_of
from cardex.models import ConsentEvent, Profile
from reservations.domain.front_desk.guided_check_in import (
    GuidedCheckIn,
    check_in_guest,
    has_accepted_clause,
    room_choices,
    third_clause,
)
from reservations.domain.rooms.assignment import RoomNotReady, assign
from reservations.enums import HousekeepingState, StayState
from reservations.models import Room, RoomType, Stay
from tests.factories.reservations import booked_stay, stay_in_house
from tests.fixtures import Told


def make_dirty(room: Room) -> None:
    Room.objects.filter(pk=room.pk).update(housekeeping=HousekeepingState.DIRTY)


def numbers(stay: Stay) -> list[tuple[str, bool, bool]]:
    return [(c.room.number, c.is_ready, c.is_upgrade) for c in room_choices(stay)]


def test_ready_rooms_of_the_type_come_first_then_dirty_ones_then_other_types(
    double: RoomType, room: Room, suite: RoomType
) -> None:
    make_dirty(room)

    assert numbers(booked_stay(room_type=double)) == [
        ("102", True, False),
        ("101", False, False),
        ("201", True, True),
    ]


def test_the_assigned_room_leads(
    double: RoomType, room: Room, other_room: Room, told: Told
) -> None:
    make_dirty(other_room)
    stay = booked_stay(room_type=double)
    assign(stay_id=stay.pk, room_id=other_room.pk, **told)
    stay.refresh_from_db()

    assert numbers(stay) == [("102", False, False), ("101", True, False)]


def test_a_room_with_a_guest_in_it_is_not_offered(
    double: RoomType, room: Room, other_room: Room
) -> None:
    stay_in_house(room=room)

    assert [c.room.number for c in room_choices(booked_stay(room_type=double))] == ["102"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_choices_take_as_many_queries_for_three_guests_as_for_one(
    double: RoomType,
    suite_room: Room,
    room: Room,
    other_room: Room,
    django_assert_num_queries: Callable[..., Any],
    count: int,
) -> None:
    for taken in (room, other_room, suite_room)[: count - 1]:
        stay_in_house(room=taken)
    stay = booked_stay(room_type=suite_room.room_type)

    with django_assert_num_queries(3):
        room_choices(stay)


def test_card_and_clause_are_noted_with_the_check_in(
    double: RoomType, room: Room, told: Told
) -> None:
    """S0-24."""
    stay = booked_stay(room_type=double)
    Profile.objects.filter(pk=stay.guest_id).update(language="es", nationality="")
    card = replace(card_of(Profile.objects.get(pk=stay.guest_id)), nationality="ES")

    after = check_in_guest(
        wish=GuidedCheckIn(
            stay_id=stay.pk,
            room_id=room.pk,
            key_note="two cards",
            card=card,
            consent_source="tablet",
        ),
        **told,
    )

    assert (after.state, after.room, after.key_note) == (StayState.IN_HOUSE, room, "two cards")
    assert Profile.objects.get(pk=stay.guest_id).nationality == "ES"

    event = ConsentEvent.objects.get(profile=stay.guest_id)

    assert (event.purpose, event.act, event.source) == ("marketing_email", "granted", "tablet")
    assert event.clause == third_clause("es")
    assert has_accepted_clause(stay.guest_id)


def test_nothing_is_noted_when_the_room_is_refused(
    double: RoomType, room: Room, told: Told
) -> None:
    make_dirty(room)
    stay = booked_stay(room_type=double)

    with pytest.raises(RoomNotReady):
        check_in_guest(
            wish=GuidedCheckIn(stay_id=stay.pk, room_id=room.pk, consent_source="paper"), **told
        )

    assert not has_accepted_clause(stay.guest_id)


def test_without_a_tick_no_consent_is_written(double: RoomType, room: Room, told: Told) -> None:
    """S0-24."""
    stay = booked_stay(room_type=double)

    check_in_guest(wish=GuidedCheckIn(stay_id=stay.pk, room_id=room.pk), **told)

    assert ConsentEvent.objects.count() == 0
