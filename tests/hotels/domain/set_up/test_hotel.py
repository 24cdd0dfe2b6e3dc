"""What a change of the hotel means, and what never changes."""

import pytest

from hotelpms.hotels.domain.set_up import hotel as topic
from hotelpms.hotels.domain.set_up import rows
from hotelpms.hotels.enums import SendRegion
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.models import AuditEntry
from tests.factories.hotels import HotelFactory
from tests.factories.reservations import AT

pytestmark = pytest.mark.django_db


def stored(hotel: Hotel, **changes: object) -> Hotel:
    row = Hotel.objects.get(pk=hotel.pk)
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def test_a_change_is_told_with_old_and_new(hotel: Hotel) -> None:
    topic.change(hotel=stored(hotel, city="Brno"), actor=SYSTEM, now=AT)

    entry = AuditEntry.objects.get(action="hotel.changed")
    assert (entry.hotel_id, entry.data) == (hotel.pk, {"city": ["Prague", "Brno"]})


def test_what_somebody_else_changed_is_not_overwritten(hotel: Hotel) -> None:
    seen = rows.fingerprint(hotel)
    Hotel.objects.filter(pk=hotel.pk).update(phone="+420 1")

    with pytest.raises(rows.ChangedMeanwhile):
        topic.change(hotel=stored(hotel, city="Brno"), actor=SYSTEM, now=AT, seen=seen)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"zone": "Atlantic/Canary"}, "Atlantic/Canary"),
        ({"prices_include_tax": False}, "tax is added"),
        ({"country": "DE"}, "Taxes"),
        ({"tax_id": "CZ1"}, "Invoices"),
        ({"unattended_closing": True}, "no-show"),
        ({"overbooking_limit": 2}, "2 rooms"),
        ({"languages": ["cs", "en"]}, "Czech"),
    ],
)
def test_what_reaches_further_is_said(changes: dict[str, object], word: str) -> None:
    hotel = HotelFactory()

    (sentence,) = topic.meaning(hotel, stored(hotel, **changes), now=AT)
    assert word.lower() in sentence.lower()


def test_what_reaches_no_further_is_not_talked_about() -> None:
    hotel = HotelFactory()

    assert topic.meaning(hotel, stored(hotel, city="Brno", email="a@b.cz"), now=AT) == []


@pytest.mark.parametrize(
    ("zone", "region"),
    [
        ("America/New_York", SendRegion.US),
        ("Pacific/Honolulu", SendRegion.US),
        ("Europe/Madrid", SendRegion.EU),
        ("Asia/Tokyo", SendRegion.EU),
    ],
)
def test_region_and_zone_go_together_or_are_told(zone: str, region: SendRegion) -> None:
    """S3-16: nobody can move the hour, so the hotel should know which it is."""
    other = SendRegion.EU if region is SendRegion.US else SendRegion.US
    fits, errs = HotelFactory(zone=zone, send_region=region), HotelFactory(zone=zone)
    errs.send_region = other

    assert topic.contradiction(fits, now=AT) == ""
    assert zone in topic.contradiction(errs, now=AT)
