"""Rows of the set-up are kept with their history, and nobody overwrites what they did not see."""

from typing import Any

import pytest

from hotelpms.hotels.domain.set_up import rows
from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock
from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.models import AuditEntry
from reservations.models import Channel, RateNight, Room, RoomFeature, RoomType
from tests.factories.invoicing import House
from tests.factories.reservations import RateNightFactory, RoomFactory

pytestmark = pytest.mark.django_db


def kept(row: Any, **more: Any) -> dict[str, Any]:
    told = {"hotel_id": row.hotel_id, "actor": SYSTEM, "now": clock.now()}
    return rows.keep(row=row, **told, **more)


@pytest.fixture
def channel(hotel: Hotel) -> Channel:
    return Channel.objects.create(hotel=hotel, code="WEB", name="Web")


def test_a_change_is_told_with_old_and_new(channel: Channel) -> None:
    channel.name = "Own web site"

    assert kept(channel) == {"name": ["Web", "Own web site"]}
    entry = AuditEntry.objects.get(action="channel.changed")
    assert (entry.hotel_id, entry.subject_id) == (channel.hotel_id, str(channel.pk))
    assert entry.data == {"name": ["Web", "Own web site"]}


def test_a_save_that_changes_nothing_writes_nothing(channel: Channel) -> None:
    assert kept(channel) == {}
    assert not AuditEntry.objects.filter(action__startswith="channel.").exists()


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(channel: Channel) -> None:
    seen = rows.fingerprint(channel)
    Channel.objects.filter(pk=channel.pk).update(name="Theirs")
    channel.name = "Mine"

    with pytest.raises(rows.ChangedMeanwhile):
        kept(channel, seen=seen)
    assert Channel.objects.get(pk=channel.pk).name == "Theirs"


def test_a_row_that_is_gone_is_not_made_again(channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).delete()

    with pytest.raises(rows.Gone):
        kept(channel)


def test_links_are_kept_and_told(house: House) -> None:
    room = Room.objects.filter(hotel=house.hotel).first()
    assert room is not None
    sea = RoomFeature.objects.create(hotel=house.hotel, code="SEA", name="Sea view")
    seen = rows.fingerprint(room)

    assert kept(room, links={"features": [sea]}) == {"features": [[], [str(sea.pk)]]}
    assert list(room.features.all()) == [sea]
    with pytest.raises(rows.ChangedMeanwhile):
        kept(room, links={"features": []}, seen=seen)


def test_what_is_in_use_stays_and_says_so(house: House) -> None:
    room_type = RoomType.objects.get(hotel=house.hotel)
    told = {"hotel_id": house.hotel.pk, "actor": SYSTEM, "now": clock.now()}

    with pytest.raises(rows.StillUsed, match="active"):
        rows.take_away(row=room_type, **told)
    room_type.refresh_from_db()
    assert not AuditEntry.objects.filter(action="roomtype.deleted").exists()


def test_what_nothing_refers_to_is_taken_away_once(channel: Channel) -> None:
    told = {"hotel_id": channel.hotel_id, "actor": SYSTEM, "now": clock.now()}

    rows.take_away(row=channel, **told)
    rows.take_away(row=channel, **told)

    assert not Channel.objects.exists()
    assert AuditEntry.objects.get(action="channel.deleted").data["name"] == "Web"


def test_what_the_database_would_delete_or_part_from_it_holds_a_row_too(house: House) -> None:
    """A plan with prices, and a feature that a room has, refer by rows that would just leave."""
    told = {"hotel_id": house.hotel.pk, "actor": SYSTEM, "now": clock.now()}
    room_type = RoomType.objects.get(hotel=house.hotel)
    night = RateNightFactory(rate_plan__hotel=house.hotel, room_type=room_type)
    sea = RoomFeature.objects.create(hotel=house.hotel, code="SEA", name="Sea view")
    room = RoomFactory(room_type=room_type)
    room.features.add(sea)

    for row in (night.rate_plan, sea):
        with pytest.raises(rows.StillUsed):
            rows.take_away(row=row, **told)
    rows.take_away(row=room, **told)

    assert not Room.objects.filter(pk=room.pk).exists()
    assert RateNight.objects.filter(pk=night.pk).exists()
