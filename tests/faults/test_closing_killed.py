"""The process of a night closing killed with SIGKILL: whole or not at all, then once."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from hotelpms.closing.domain import runner, times
from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import ClosingReport, NightClosing
from hotelpms.kit import clock
from invoicing.models import Charge, DayFigures, LedgerDay
from tests.factories.invoicing import (
    CLERK,
    TODAY,
    House,
    business_date,
    guest_in_house,
    open_house,
)
from tests.printer import Printer

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]


def start_closing() -> tuple[House, NightClosing]:
    house = open_house()
    for _ in range(2):
        guest_in_house(house, nights=3, price=Decimal("121.00"))
    return house, runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=clock.now())


def kill_at(point: str, started: NightClosing) -> None:
    """Run the closing in another process and kill it when it has reached the point."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.closing_runner", str(started.pk), point],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    process.send_signal(signal.SIGKILL)
    process.wait(20)


def environment() -> dict[str, str]:
    database = connection.settings_dict
    place = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hotelpms.settings",
        "DATABASE_URL": f"postgresql://{database['USER']}@{place}/{database['NAME']}",
        "HOTELPMS_DATA": str(settings.DATA_DIR),
        "HOTELPMS_LOG_LEVEL": "ERROR",
    }


def counts(house: House) -> tuple[int, int, int]:
    return (
        Charge.objects.filter(hotel=house.hotel).count(),
        DayFigures.objects.filter(hotel=house.hotel).count(),
        LedgerDay.objects.filter(hotel=house.hotel).count(),
    )


@pytest.mark.parametrize("point", ["post_nights", "trial_balance", "roll_day"])
def test_a_closing_killed_in_its_transaction_leaves_nothing_and_runs_again(point: str) -> None:
    house, started = start_closing()
    kill_at(point, started)

    assert (business_date(house), counts(house)) == (TODAY, (0, 0, 0))

    with pytest.raises(runner.ClosingAlreadyRunning):
        runner.run(closing_id=started.pk, now=clock.now)
    done = runner.run(closing_id=started.pk, now=after_the_lease, makes_reports=False)

    assert done.state == ClosingState.DONE
    assert (business_date(house), counts(house)) == (TODAY + timedelta(days=1), (2, 1, 3))


def test_a_closing_killed_while_printing_goes_on_with_the_missing_reports(
    printer: Printer,
) -> None:
    house, started = start_closing()
    kill_at("reports", started)

    assert (business_date(house), counts(house)) == (TODAY + timedelta(days=1), (2, 1, 3))
    assert ClosingReport.objects.filter(closing=started).count() == 1

    done = runner.run(closing_id=started.pk, now=after_the_lease)

    assert done.state == ClosingState.DONE

    kinds = ClosingReport.objects.filter(closing=started).order_by("kind")

    assert list(kinds.values_list("kind", flat=True)) == ["arrivals", "flash", "revenue", "traces"]
    assert counts(house) == (2, 1, 3)


def after_the_lease() -> Any:  # type: ignore[no-untyped-def]
    return clock.now() + times.LEASE
