"""Two night auditors press the button at once: one day is closed, once, and nothing twice."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from hotelpms.closing.domain import one_go, runner, times
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.domain.business_day import BusinessDayMoved
from hotelpms.hotels.enums import DayState
from hotelpms.hotels.models import BusinessDay
from invoicing.domain.figures import ledgers
from invoicing.domain.folios import postings
from invoicing.models import Charge, DayFigures, LedgerDay
from tests.concurrency.rivals import compete
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    business_date,
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
        started = runner.start(hotel=house.hotel, actor=CLERK, now=AT, business_date=TODAY)
        done = runner.run(closing_id=started.pk, now=lambda: AT, makes_reports=False)
        return str(done.state)

    results = compete(RIVALS, start_and_run)
    told = (runner.ClosingAlreadyRunning, runner.DayAlreadyClosed, BusinessDayMoved)
    assert results.count("done") == 1
    assert [r for r in results if r != "done" and not isinstance(r, told)] == []
    assert closed_once(house)


def test_rival_runners_of_one_closing_post_once() -> None:
    house = lived_in()
    started = runner.start(hotel=house.hotel, actor=CLERK, now=AT)

    def run(number: int) -> str:
        done = runner.run(closing_id=started.pk, now=lambda: AT, makes_reports=False)
        return str(done.state)

    results = compete(RIVALS, run)
    assert "done" in results
    others = [r for r in results if r != "done"]
    assert all(isinstance(r, runner.ClosingAlreadyRunning) for r in others)
    assert closed_once(house)


def test_a_runner_that_was_taken_for_dead_does_not_close_a_second_time() -> None:
    """It hangs longer than its lease; another takes over; what it did is undone."""
    house = lived_in()
    started = runner.start(hotel=house.hotel, actor=CLERK, now=AT)
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
    started = runner.start(hotel=house.hotel, actor=CLERK, now=AT)

    def act(number: int) -> object:
        if number == 0:
            return runner.run(closing_id=started.pk, now=lambda: AT, makes_reports=False)
        return postings.post_charge(
            folio_id=folio.pk,
            code_id=house.code("MINIBAR").pk,
            amount=Decimal("1.00"),
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
    """Balance, meet, post, keep: what lock_business_day prevents."""
    house = open_house()
    _stay, folio = guest_in_house(house, nights=3)
    balanced, posted = threading.Barrier(2, timeout=20), threading.Barrier(2, timeout=20)

    def act(number: int) -> None:
        with transaction.atomic():
            if number == 0:
                lines = ledgers.trial_balance(hotel=house.hotel, date=TODAY)
                balanced.wait()
                posted.wait()
                LedgerDay.objects.bulk_create(lines)
                return
            balanced.wait()
            day = BusinessDay.objects.get(hotel=house.hotel, state=DayState.OPEN)
            code = house.code("MINIBAR")
            Charge.objects.create(
                hotel=house.hotel,
                folio=folio,
                business_date=day.date,
                posted_at=AT,
                posted_by="Clerk",
                code=code,
                description="Water",
                tax_percent=0,
                net=1,
                tax=0,
                gross=1,
            )
        posted.wait()

    assert compete(2, act) == [None, None]
    kept = LedgerDay.objects.get(hotel=house.hotel, date=TODAY, ledger="guest")
    posted_on_day = Charge.objects.filter(folio=folio, business_date=TODAY).count()
    assert (kept.debits, posted_on_day) == (Decimal("0.00"), 1)


def closed_once(house: House) -> bool:
    """One day on, with one set of figures, one balance and one charge for each night."""
    counts = (
        NightClosing.objects.filter(hotel=house.hotel).count(),
        DayFigures.objects.filter(hotel=house.hotel).count(),
        LedgerDay.objects.filter(hotel=house.hotel).count(),
        Charge.objects.filter(hotel=house.hotel).count(),
    )
    return (business_date(house), counts) == (TODAY + timedelta(days=1), (1, 1, 3, 3))
