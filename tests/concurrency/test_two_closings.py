"""Two night auditors press the button at once: one day is closed, once, and nothing twice."""

import threading
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import QuerySet

from hotelpms.closing.domain import one_go, runner, times
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.domain.business_day import BusinessDayMoved
from hotelpms.kit import leases
from hotelpms.kit.leases import Lease
from invoicing.domain.folios import postings
from invoicing.models import Charge, DayFigures, LedgerDay
from tests.concurrency.rivals import compete
from tests.concurrency.unguarded import meanwhile, no_row_locks
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    business_date,
    charge,
    guest_in_house,
    open_house,
)

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]

RIVALS = 6


def lived_in() -> House:
    house = open_house()
    for _ in range(3):
        guest_in_house(house, nights=3, price=Decimal("121.00"))
    return house


def test_rival_starters_close_one_day_once() -> None:
    house = lived_in()

    def start_and_run(number: int) -> str:
        started = runner.start(
            is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT, business_date=TODAY
        )
        return run(started)

    results = compete(RIVALS, start_and_run)
    told = (runner.ClosingAlreadyRunning, runner.DayAlreadyClosed, BusinessDayMoved)

    assert results.count("done") == 1
    assert [r for r in results if r != "done" and not isinstance(r, told)] == []
    assert closed_once(house)


def test_rival_runners_of_one_closing_post_once() -> None:
    house = lived_in()
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)

    results = compete(RIVALS, lambda _number: run(started))

    assert "done" in results

    others = [r for r in results if r != "done"]

    assert all(isinstance(r, runner.ClosingAlreadyRunning) for r in others)
    assert closed_once(house)


def test_a_runner_that_was_taken_for_dead_does_not_close_a_second_time() -> None:
    """It hangs longer than its lease; another takes over; what it did is undone."""
    house = lived_in()
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    hangs, goes_on = threading.Event(), threading.Event()

    def hang_with_the_lease() -> str:
        closing = NightClosing.objects.select_related("hotel").get(pk=started.pk)
        lease = runner.claim(closing=closing, now=AT)
        hangs.set()
        goes_on.wait(30)
        one_go.close_day(closing=closing, lease=lease, actor=CLERK, now=AT)
        return str(closing.state)

    def take_over() -> str:
        hangs.wait(30)
        later = AT + times.LEASE + timedelta(seconds=1)
        try:
            done = runner.run(closing_id=started.pk, now=lambda: later, makes_reports=False)
        finally:
            goes_on.set()
        return str(done.state)

    slow, quick = compete(2, lambda number: take_over() if number else hang_with_the_lease())

    assert quick == "done"
    assert isinstance(slow, BusinessDayMoved | one_go.LeaseLost)
    assert closed_once(house)


def test_a_charge_lands_before_the_closing_or_on_the_next_day() -> None:
    house = open_house()
    _stay, folio = guest_in_house(house, nights=3)
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)

    def act(number: int) -> object:
        if number == 0:
            return runner.run(closing_id=started.pk, now=lambda: AT, makes_reports=False)
        return postings.post_charge(
            folio_id=folio.pk,
            code_id=house.code("MINIBAR").pk,
            unit_price=Decimal("1.00"),
            actor=CLERK,
            now=AT,
        )

    results = compete(RIVALS, act)

    assert [r for r in results if isinstance(r, Exception)] == []

    kept = LedgerDay.objects.get(hotel=house.hotel, date=TODAY, ledger="guest")
    on_that_day = Charge.objects.filter(folio=folio, business_date=TODAY)

    assert kept.debits == sum(charge.gross for charge in on_that_day)
    assert Charge.objects.filter(folio=folio).count() == RIVALS


def test_control_without_the_lock_a_charge_slips_into_a_day_that_was_balanced() -> None:
    """It is posted after the balance was drawn up and before the date rolls: no balance has it."""
    house = open_house()
    _stay, folio = guest_in_house(house, nights=3)
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)

    def post() -> object:
        return meanwhile(lambda: charge(house, folio, "1.00"))

    with no_row_locks(before='INSERT INTO "invoicing_ledgerday"', then=post):
        runner.run(closing_id=started.pk, now=lambda: AT, makes_reports=False)

    kept = LedgerDay.objects.get(hotel=house.hotel, date=TODAY, ledger="guest")
    on_that_day = Charge.objects.filter(folio=folio, business_date=TODAY)

    assert sum(posted.gross for posted in on_that_day) - kept.debits == Decimal("1.00")


def test_without_the_lease_the_lock_still_closes_the_day_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = lived_in()
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    monkeypatch.setattr(leases, "take", take_what_another_holds)

    results = compete(RIVALS, lambda _number: run(started))

    told = (BusinessDayMoved, one_go.LeaseLost)

    assert results.count("done") == 1
    assert [r for r in results if r != "done" and not isinstance(r, told)] == []
    assert closed_once(house)


def run(started: NightClosing) -> str:
    done = runner.run(closing_id=started.pk, now=lambda: AT, makes_reports=False)
    return str(done.state)


def take_what_another_holds(
    rows: QuerySet[NightClosing], *, now: datetime, length: timedelta, **changes: Any
) -> Lease:
    """What leases.take() does, without asking whether the row is free."""
    lease = leases.new(now=now, length=length)
    rows.update(lease_token=lease.token, leased_until=lease.until, **changes)
    return lease


def closed_once(house: House) -> bool:
    """One day on, with one set of figures, one balance and one charge for each night."""
    counts = (
        NightClosing.objects.filter(hotel=house.hotel).count(),
        DayFigures.objects.filter(hotel=house.hotel).count(),
        LedgerDay.objects.filter(hotel=house.hotel).count(),
        Charge.objects.filter(hotel=house.hotel).count(),
    )
    return (business_date(house), counts) == (TODAY + timedelta(days=1), (1, 1, 3, 3))
