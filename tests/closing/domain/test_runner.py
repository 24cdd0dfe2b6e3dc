from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from hotelpms.closing.domain import one_go, pages, runner, times
from hotelpms.closing.domain.checks.finding import kept
from hotelpms.closing.domain.steps import registry
from hotelpms.closing.domain.steps.step import Night
from hotelpms.closing.enums import ClosingState, StepState
from hotelpms.closing.models import ClosingStep, NightClosing
from hotelpms.hotels.domain.business_day import BusinessDayMoved
from hotelpms.kit.audit import AuditEntry
from hotelpms.kit.leases import Lease
from invoicing.domain.figures import ledgers
from invoicing.models import Charge, DayFigures, LedgerDay, Payment
from reservations.enums import HousekeepingState, StayState
from reservations.models import Room, RoomNight, Stay
from tests.closing.stand_ins import Killed, then, with_step
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    business_date,
    charge,
    check_out,
    guest_in_house,
    left_on_account,
    open_house,
    pay,
    post_nights,
)
from tests.factories.reservations import booked_stay

pytestmark = pytest.mark.django_db

TOMORROW = date(2027, 5, 11)
LATER = AT + timedelta(minutes=11)


def start(house: House, **options: Any) -> NightClosing:
    return runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT, **options)


def run(started: NightClosing, at: Any = AT) -> NightClosing:
    return runner.run(closing_id=started.pk, now=lambda: at, makes_reports=False)


def close(house: House, **options: Any) -> NightClosing:
    return run(start(house, **options))


def live_a_day(house: House) -> None:
    """Two guests stay on, one has left on account, one does not come."""
    for _ in range(2):
        guest_in_house(house, nights=2, price=Decimal("121.00"))
    left_on_account(house)
    booked_stay(room_type=house.room.room_type)


def outcome(house: House) -> dict[str, Any]:
    """Everything that a closing leaves behind, without ids."""
    hotel = house.hotel
    charges = Charge.objects.filter(hotel=hotel)
    ledger_days = LedgerDay.objects.filter(hotel=hotel).order_by("ledger")
    figures = DayFigures.objects.filter(hotel=hotel)
    return {
        "date": business_date(house),
        "charges": list(charges.order_by("pk").values_list("gross", "business_date")),
        "ledgers": list(ledger_days.values_list("date", "ledger", "closing")),
        "figures": [
            {k: v for k, v in row.items() if k not in ("id", "hotel_id")}
            for row in figures.values()
        ],
        "states": sorted(Stay.objects.filter(hotel=hotel).values_list("state", flat=True)),
        "dirty": Room.objects.filter(hotel=hotel, housekeeping=HousekeepingState.DIRTY).count(),
        "posted": RoomNight.objects.filter(hotel=hotel, is_posted=True).count(),
        "steps": [
            (step.name, step.state, pages.told(step))
            for step in ClosingStep.objects.filter(closing__hotel=hotel).order_by("position")
        ],
        "audit": sorted(
            AuditEntry.objects.filter(hotel_id=hotel.pk)
            .exclude(action="night_closing.started")
            .values_list("action", flat=True)
        ),
    }


def test_closing_a_day_posts_counts_balances_and_opens_the_next(house: House) -> None:
    live_a_day(house)
    done = close(house)

    assert done.state == ClosingState.DONE
    assert business_date(house) == TOMORROW
    assert outcome(house)["steps"] == [
        ("check", "done", "1 remark"),
        ("no_shows", "done", "1 no-show"),
        ("post_nights", "done", "2 nights, €200.00 net"),
        ("figures", "done", "2 of 4 rooms occupied"),
        (
            "trial_balance",
            "done",
            "Guest ledger €242.00. Deposit ledger €0.00. City ledger €100.00.",
        ),
        ("rooms_dirty", "done", "2 rooms"),
        ("roll_day", "done", "May 11, 2027"),
        ("reports", "left_out", ""),
        ("mails", "left_out", ""),
    ]

    day = DayFigures.objects.get(hotel=house.hotel)

    assert (day.date, day.rooms_total, day.rooms_occupied, day.no_shows) == (TODAY, 4, 2, 1)
    assert day.room_revenue == Decimal("200.00")


def test_a_day_is_closed_once(house: House) -> None:
    first = close(house)
    again = runner.run(closing_id=first.pk, now=lambda: AT, makes_reports=False)

    assert again.state == ClosingState.DONE
    assert business_date(house) == TOMORROW
    assert NightClosing.objects.count() == 1


def test_a_second_click_does_not_close_the_day_after(house: House) -> None:
    close(house, business_date=TODAY)
    with pytest.raises(BusinessDayMoved):
        start(house, business_date=TODAY)

    assert business_date(house) == TOMORROW


def test_a_second_starter_is_told_who_is_at_it(house: House) -> None:
    start(house)
    with pytest.raises(
        runner.ClosingAlreadyRunning,
        match="May 10, 2027 is already being closed, started by Clerk",
    ):
        start(house)


def test_a_second_runner_leaves_the_work_to_the_first(house: House) -> None:
    started = start(house)
    NightClosing.objects.update(lease_token="theirs", leased_until=AT + times.LEASE)
    with pytest.raises(runner.ClosingAlreadyRunning):
        run(started)

    assert business_date(house) == TODAY


def test_a_guest_who_has_not_left_blocks_and_nothing_changes(house: House) -> None:
    guest_in_house(house, nights=0)
    before = outcome(house)
    blocked = close(house)

    assert blocked.state == ClosingState.BLOCKED
    assert [finding["code"] for finding in blocked.findings] == ["due_out"]
    assert outcome(house) == {**before, "steps": outcome(house)["steps"]}
    assert set(blocked.steps.values_list("state", flat=True)) == {StepState.WAITING}


def test_a_blocked_closing_is_started_again_when_the_matter_is_solved(house: House) -> None:
    stay, folio = guest_in_house(house, nights=0)
    blocked = close(house)
    with pytest.raises(runner.ClosingNotStarted):
        run(blocked)
    post_nights(house)
    pay(house, folio, "100.00")
    check_out(house, stay)

    assert close(house).pk == blocked.pk
    assert business_date(house) == TOMORROW


def test_due_outs_stay_on_when_that_was_ordered(house: House) -> None:
    stay, _folio = guest_in_house(house, nights=1)
    close(house)
    done = run(start(house, extends_due_outs=True))
    stay.refresh_from_db()

    assert done.state == ClosingState.DONE
    assert (stay.departure, stay.state) == (TOMORROW + timedelta(days=1), StayState.IN_HOUSE)
    assert Charge.objects.filter(business_date=TOMORROW).count() == 1


def test_a_due_out_whose_room_is_taken_blocks_in_spite_of_the_order(house: House) -> None:
    stay, _folio = guest_in_house(house, nights=1)
    close(house)
    guest = booked_stay(room_type=house.room.room_type)
    RoomNight.objects.filter(stay=guest).update(room=stay.room)
    Stay.objects.filter(pk=guest.pk).update(room=stay.room)
    blocked = close(house, extends_due_outs=True)

    assert blocked.state == ClosingState.BLOCKED
    assert blocked.findings[0]["stay_id"] == stay.pk

    stay.refresh_from_db()

    assert stay.departure == TOMORROW


def test_a_day_use_guest_who_is_still_inside_is_not_made_to_stay_the_night(house: House) -> None:
    stay, _folio = guest_in_house(house, nights=0)
    blocked = close(house, extends_due_outs=True)
    stay.refresh_from_db()

    assert (blocked.state, blocked.findings[0]["stay_id"]) == (ClosingState.BLOCKED, stay.pk)
    assert "at a price that somebody names" in str(kept(blocked)[0].message)
    assert stay.is_day_use


def test_a_day_that_does_not_balance_is_not_rolled(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_a_day(house)
    before = outcome(house)
    wrong = dict.fromkeys(ledgers.ORDER, Decimal("0.01"))
    monkeypatch.setattr(ledgers, "open_accounts", lambda *, hotel: wrong)
    started = start(house)
    with pytest.raises(ledgers.OutOfBalance):
        run(started)
    started.refresh_from_db()

    assert started.state == ClosingState.FAILED
    assert started.fault.startswith("trial_balance: Guest ledger of 10 May 2027 does not balance")
    assert started.steps.get(name="trial_balance").state == StepState.FAILED
    assert outcome(house) == {**before, "steps": outcome(house)["steps"]}


def test_a_fault_is_kept_by_its_type_alone(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(night: Night) -> str:
        raise ValueError("Ana Ruiz")

    monkeypatch.setattr(registry, "STEPS", with_step("figures", broken))
    started = start(house)
    with pytest.raises(ValueError, match="Ana Ruiz"):
        run(started)
    started.refresh_from_db()

    assert (started.state, started.fault) == (ClosingState.FAILED, "figures: ValueError")


@pytest.mark.parametrize("name", [step.name for step in registry.in_one_go()])
def test_dying_after_a_step_and_running_again_equals_one_clean_run(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean, crashed = open_house(), open_house()
    live_a_day(clean)
    live_a_day(crashed)
    close(clean)
    before = outcome(crashed)
    started = start(crashed)
    with monkeypatch.context() as patch:
        patch.setattr(registry, "STEPS", then(name, die))
        with pytest.raises(Killed):
            run(started)

    assert outcome(crashed) == {**before, "steps": outcome(crashed)["steps"]}

    with pytest.raises(runner.ClosingAlreadyRunning):
        run(started)

    assert run(started, LATER).state == ClosingState.DONE
    assert outcome(crashed) == outcome(clean)


def test_a_dead_closing_can_be_started_by_another_person(house: House) -> None:
    started = start(house)
    NightClosing.objects.update(lease_token="dead", leased_until=AT + times.LEASE)
    again = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=LATER)

    assert again.pk == started.pk
    assert run(again, LATER).state == ClosingState.DONE


def test_a_runner_that_was_taken_for_dead_undoes_everything(house: House) -> None:
    live_a_day(house)
    started = start(house)
    NightClosing.objects.update(lease_token="another", leased_until=LATER)
    before = outcome(house)

    with pytest.raises(one_go.LeaseLost):
        one_go.close_day(closing=started, lease=Lease("ended", LATER), actor=CLERK, now=AT)

    assert outcome(house) == before

    left = NightClosing.objects.get()

    assert (left.state, left.lease_token) == (ClosingState.RUNNING, "another")


@pytest.mark.parametrize("count", [2, 12])
def test_a_day_closes_in_the_same_number_of_queries_for_any_number_of_guests(
    house: House, count: int
) -> None:
    for _ in range(count):
        guest_in_house(house, nights=3)
    close(house)
    started = start(house)
    with CaptureQueriesContext(connection) as queries:
        run(started)

    assert len(queries) <= 69, len(queries)


def test_three_days_with_payments_and_allowances_balance(house: House) -> None:
    _stay, folio = guest_in_house(house, nights=5, price=Decimal("100.00"))
    for _ in range(3):
        charge(house, folio, "12.50")
        charge(house, folio, "-2.50")
        pay(house, folio, "60.00")
        close(house)
    closings = LedgerDay.objects.filter(ledger="guest").order_by("date")

    assert [line.closing for line in closings] == [
        Decimal("50.00"),
        Decimal("100.00"),
        Decimal("150.00"),
    ]

    paid = Payment.objects.aggregate(total=Sum("amount"))["total"]

    assert paid == 180


def die() -> None:
    raise Killed
