from datetime import date, timedelta

import pytest
from django.db.models import QuerySet

from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.models import Hotel
from hotelpms.kit import leases
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import NOW

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def rows() -> QuerySet[NightClosing]:
    hotel: Hotel = HotelFactory()
    for day in (1, 2):
        NightClosing.objects.create(
            hotel=hotel, business_date=date(2027, 5, day), started_at=NOW, started_by="Clerk"
        )
    return NightClosing.objects.order_by("pk")


def test_a_row_is_leased_once_until_the_lease_ends(rows: QuerySet[NightClosing]) -> None:
    first = leases.take(rows, now=NOW, length=MINUTE)

    assert first is not None
    assert leases.take(rows, now=NOW + MINUTE - timedelta(seconds=1), length=MINUTE) is None
    assert leases.held(rows, first).count() == 2
    assert leases.take(rows, now=NOW + MINUTE, length=MINUTE) is not None
    assert leases.held(rows, first).count() == 0


def test_only_rows_that_nobody_holds_are_leased_and_changed(rows: QuerySet[NightClosing]) -> None:
    leases.take(rows.filter(business_date=date(2027, 5, 1)), now=NOW, length=MINUTE)

    second = leases.take(rows, now=NOW, length=MINUTE, fault="mine")

    assert second is not None
    assert [row.fault for row in rows] == ["", "mine"]
    assert [row.lease_token == second.token for row in rows] == [False, True]


def test_a_lease_is_extended_from_now_on(rows: QuerySet[NightClosing]) -> None:
    mine = rows.filter(business_date=date(2027, 5, 1))
    lease = leases.take(mine, now=NOW, length=MINUTE)

    assert lease is not None

    assert leases.extend(rows, lease, now=NOW + MINUTE / 2, length=MINUTE)

    assert lease.until == NOW + MINUTE * 1.5
    assert [row.leased_until for row in rows] == [lease.until, None]


def test_who_lost_the_lease_changes_nothing(rows: QuerySet[NightClosing]) -> None:
    late = leases.take(rows, now=NOW, length=MINUTE)
    later = leases.take(rows, now=NOW + MINUTE, length=MINUTE)

    assert late is not None
    assert later is not None

    assert not leases.extend(rows, late, now=NOW + MINUTE, length=MINUTE)
    assert leases.end(rows, late, state=ClosingState.FAILED) == 0

    assert {row.lease_token for row in rows} == {later.token}
    assert {row.state for row in rows} == {ClosingState.RUNNING}


def test_who_ends_a_lease_frees_its_rows(rows: QuerySet[NightClosing]) -> None:
    lease = leases.take(rows, now=NOW, length=MINUTE)

    assert lease is not None

    assert leases.end(rows, lease, state=ClosingState.FAILED) == 2

    assert {(row.lease_token, row.leased_until) for row in rows} == {("", None)}
    assert {row.state for row in rows} == {ClosingState.FAILED}


def test_what_ends_a_lease_may_keep_the_row_for_a_while(rows: QuerySet[NightClosing]) -> None:
    lease = leases.take(rows, now=NOW, length=MINUTE)

    assert lease is not None

    leases.end(rows, lease, leased_until=NOW + MINUTE)

    assert {(row.lease_token, row.leased_until) for row in rows} == {("", NOW + MINUTE)}


def test_a_token_is_long_enough_never_to_be_drawn_twice_and_fits_its_column() -> None:
    token = leases.new(now=NOW, length=MINUTE).token

    assert len(token) == NightClosing._meta.get_field("lease_token").max_length == 32
    assert token != leases.new(now=NOW, length=MINUTE).token
