"""Steps and checks that are added to the closing, as an app of tomorrow would bring them."""

from collections.abc import Iterator
from datetime import date as Date

import pytest

from hotelpms.closing.domain import pages, runner
from hotelpms.closing.domain.checks import registry as checks
from hotelpms.closing.domain.checks.check import Check
from hotelpms.closing.domain.checks.finding import Finding, kept
from hotelpms.closing.domain.steps import registry
from hotelpms.closing.domain.steps.date import RollDay
from hotelpms.closing.domain.steps.step import AfterCommit, Clock, InOneGo, Night
from hotelpms.closing.enums import ClosingState, StepState
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.models import Hotel
from hotelpms.kit.sayings import Saying, said
from tests.closing.stand_ins import Killed
from tests.factories.invoicing import AT, CLERK, TODAY, House, business_date
from tests.printer import Printer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printer")]


class CountTheTowels(InOneGo):
    name = "towels"
    title = "Count the towels"

    @classmethod
    def run(cls, night: Night) -> Saying:
        return said("%(n)d towels on %(date)s", n=40, date=night.date)


class WaterTheGarden(AfterCommit):
    """It dies at its first try, half way."""

    name = "garden"
    title = "Water the garden"
    watered: list[str] = []

    @classmethod
    def run(cls, closing: NightClosing, now: Clock) -> Saying:
        cls.watered.append(closing.hotel.code)
        if len(cls.watered) == 1:
            raise Killed
        return said("2 trees")


class OpenWindows(Check):
    code = "open_window"
    blocks = True

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        yield cls.finding(said("A window is open."), url="/windows/", action="Shut it")


@pytest.fixture
def new_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both steps, each in its place of the one tuple that knows of them."""
    monkeypatch.setattr(WaterTheGarden, "watered", [])
    one_go, later = registry.in_one_go(), registry.after_commit()
    monkeypatch.setattr(registry, "STEPS", (CountTheTowels, *one_go, WaterTheGarden, *later))


def start(house: House) -> NightClosing:
    return runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)


@pytest.mark.usefixtures("new_steps")
def test_a_step_that_is_in_the_tuple_is_run_kept_and_shown(house: House) -> None:
    started = start(house)
    with pytest.raises(Killed):
        runner.run(closing_id=started.pk, now=lambda: AT)

    row = started.steps.get(name="towels")
    shown = pages.progress(closing=NightClosing.objects.get()).steps

    assert (row.state, pages.told(row)) == (StepState.DONE, "40 towels on May 10, 2027")
    assert (shown[0].title, shown[0].detail) == ("Count the towels", pages.told(row))
    assert ("Water the garden", "running") in [(step.title, step.state) for step in shown]


@pytest.mark.usefixtures("new_steps")
def test_a_step_after_the_commit_that_died_is_tried_again_and_those_done_are_not(
    house: House, printer: Printer
) -> None:
    started = start(house)
    with pytest.raises(Killed):
        runner.run(closing_id=started.pk, now=lambda: AT)

    assert business_date(house) > TODAY
    assert printer.printed == []

    later = AT.replace(hour=AT.hour + 1)
    done = runner.run(closing_id=started.pk, now=lambda: later)

    assert done.state == ClosingState.DONE
    assert pages.told(done.steps.get(name="garden")) == "2 trees"
    assert len(printer.printed) == 4
    assert WaterTheGarden.watered == ["grand", "grand"]


@pytest.mark.usefixtures("new_steps")
def test_a_closing_that_is_started_again_has_the_steps_of_today(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "CHECKS", (OpenWindows,))
    blocked = runner.run(closing_id=start(house).pk, now=lambda: AT)
    known = tuple(step for step in registry.STEPS if step not in (CountTheTowels, WaterTheGarden))
    monkeypatch.setattr(registry, "STEPS", known)

    again = start(house)

    assert again.pk == blocked.pk

    rows = again.steps.order_by("position").values_list("name", flat=True)

    assert list(rows) == [step.name for step in known]


def test_a_check_that_is_in_the_tuple_blocks_the_closing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "CHECKS", (*checks.CHECKS, OpenWindows))

    blocked = runner.run(closing_id=start(house).pk, now=lambda: AT)

    assert blocked.state == ClosingState.BLOCKED
    assert kept(blocked) == [
        Finding("open_window", said("A window is open."), True, "/windows/", action="Shut it")
    ]


def test_a_finding_that_another_version_kept_can_still_be_read() -> None:
    row = {"code": "due_out", "message": "Ana is in house.", "blocks": True, "colour": "red"}

    assert Finding.of_row(row) == Finding("due_out", said("Ana is in house."), blocks=True)


def test_a_step_that_does_not_say_its_title_stops_the_program() -> None:
    with pytest.raises(TypeError, match="Nameless does not say its title"):

        class Nameless(InOneGo):
            name = "nameless"

            @classmethod
            def run(cls, night: Night) -> str:
                return ""


def test_the_house_knows_each_step_and_check_once() -> None:
    names = [step.name for step in registry.STEPS]
    codes = [check.code for check in checks.CHECKS]

    assert sorted(set(names)) == sorted(names)
    assert sorted(set(codes)) == sorted(codes)
    assert max(map(len, names)) <= 30


def test_the_new_date_opens_when_all_that_can_be_undone_is_done() -> None:
    one_go = registry.in_one_go()

    assert list(registry.STEPS) == [*one_go, *registry.after_commit()]
    assert one_go[-1] is RollDay
