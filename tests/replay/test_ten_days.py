"""The replay against the file itself: every figure of every day, to the cent."""

from datetime import timedelta
from pathlib import Path

import pytest

from hotelpms.closing.models import NightClosing
from hotelpms.hotels.domain.business_day import business_date
from hotelpms.hotels.models import Hotel
from invoicing.domain.figures import ledgers
from invoicing.models import LedgerDay
from tests.fixtures import Told
from tests.replay.command import replay
from tests.replay.oracle import Oracle

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def ten_days(sample: Path, tmp_path_factory: pytest.TempPathFactory, module_db: None) -> Told:
    """What is told of the first ten days, whose rows the module's tests find."""
    return replay(sample, tmp_path_factory.mktemp("ten-days"), days=10)


def test_ten_real_days_agree_with_the_file(sample: Path, ten_days: Told) -> None:
    oracle = Oracle(sample)
    last = oracle.first + timedelta(days=9)

    assert ten_days["days"] == oracle.days(last)

    expected = oracle.totals(last)

    assert {key: ten_days["totals"][key] for key in expected} == expected
    assert ten_days["rejected"] == []
    assert ten_days["rows"] == len(oracle.rows)
    assert ten_days["seconds"] > 0
    assert ten_days["peak_memory_mb"] > 0


def test_the_books_balance_on_every_closed_date_and_the_chain_is_whole(
    ten_days: Told,
) -> None:
    hotel = Hotel.objects.get(code="resort-hotel")
    lines = LedgerDay.objects.filter(hotel=hotel)

    assert lines.values("date").distinct().count() == 10
    assert all(line.opening + line.debits - line.credits == line.closing for line in lines)
    assert NightClosing.objects.filter(hotel=hotel, rolled_at__isnull=False).count() == 10
    assert ledgers.trial_balance(hotel=hotel, date=business_date(hotel))
