import pytest

from hotelpms.closing import tasks
from hotelpms.closing.domain import runner
from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import NightClosing
from hotelpms.kit import clock
from hotelpms.kit.files.pdf import PdfUnavailable
from tests.factories.invoicing import CLERK, guest_in_house, open_house
from tests.printer import Printer

pytestmark = pytest.mark.django_db


def started() -> NightClosing:
    house = open_house()
    return runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=clock.now())


def test_the_task_closes_the_day_and_may_run_twice(printer: Printer) -> None:
    row = started()
    for _ in range(2):
        tasks.close_day(row.pk)
        row.refresh_from_db()
        assert row.state == ClosingState.DONE

    assert NightClosing.objects.count() == 1


def test_a_task_that_comes_too_late_leaves_a_stopped_closing_alone() -> None:
    house = open_house()
    guest_in_house(house, nights=0)
    row = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=clock.now())
    for _ in range(2):
        tasks.close_day(row.pk)
    row.refresh_from_db()

    assert row.state == ClosingState.BLOCKED


def test_without_pango_the_task_ends_without_a_fault(printer: Printer) -> None:
    printer.breaks(PdfUnavailable())
    row = started()
    tasks.close_day(row.pk)
    row.refresh_from_db()

    assert row.state == ClosingState.ROLLED
