from datetime import timedelta
from typing import Any

import pytest

from hotelpms.closing.domain import follow_up, pages, runner, subscriptions
from hotelpms.closing.enums import ClosingState, StepState
from hotelpms.closing.models import ClosingReport, NightClosing
from hotelpms.hotels.models import Department
from hotelpms.kit.files import documents
from hotelpms.kit.files.documents import Document
from hotelpms.kit.files.pdf import PdfUnavailable
from hotelpms.reports.domain import catalogue
from messaging.domain.outbox import outbox
from messaging.domain.wording.standards import install_standard
from messaging.models import Message
from tests.closing.stand_ins import Killed
from tests.factories.hotels import DepartmentFactory
from tests.factories.invoicing import AT, CLERK, House, guest_in_house, open_house
from tests.printer import Printer, text_of

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(minutes=11)
KINDS = [report.kind for report in catalogue.REPORTS]


@pytest.fixture
def house(printer: Printer) -> House:
    """A hotel with two departments that have an address and get reports."""
    made = open_house()
    install_standard(hotel=made.hotel, now=AT)
    subscribe(made, "management", ["boss@example.com", "owner@example.com"], *KINDS)
    subscribe(made, "desk", ["desk@example.com"], "arrivals")
    subscribe(made, "kitchen", [], "arrivals")
    DepartmentFactory(hotel=made.hotel, code="garden", emails=["garden@example.com"])
    return made


def subscribe(house: House, code: str, emails: list[str], *kinds: str) -> None:
    department = DepartmentFactory(hotel=house.hotel, code=code, name=code, emails=emails)
    subscriptions.subscribe(department=department, kinds=kinds)


def close(house: House) -> NightClosing:
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    return runner.run(closing_id=started.pk, now=lambda: AT)


def letters() -> list[tuple[str, list[str]]]:
    rows = Message.objects.order_by("to_address", "pk")
    return [(row.to_address, sorted(a.name for a in row.attachments.all())) for row in rows]


ARRIVALS = "arrivals-2027-05-10.pdf"
LATER_ONES = [f"{kind}-2027-05-10.pdf" for kind in ("flash", "revenue", "traces")]
EVERYTHING = [
    ("boss@example.com", [ARRIVALS, *LATER_ONES]),
    ("desk@example.com", [ARRIVALS]),
    ("owner@example.com", [ARRIVALS, *LATER_ONES]),
]


ROOMS = [
    ["Occupancy", "50.0%"],
    ["Rooms sold", "1 of 2 rooms"],
    ["Guests in house", "1"],
    ["Arrivals", "1"],
    ["Departures", "0"],
    ["No-shows", "0"],
    ["Occupancy, month to date", "50.0%"],
]


def test_every_report_is_kept_and_every_address_gets_one_mail(house: House) -> None:
    """S0-07."""
    guest_in_house(house, nights=2)
    done = close(house)

    assert done.state == ClosingState.DONE

    kept = {report.kind: documents.read(report.document) for report in done.reports.all()}

    assert kept == {kind: text_of(kind) for kind in KINDS}
    assert letters() == EVERYTHING

    steps = done.steps.filter(name__in=("reports", "mails")).order_by("position")

    assert [(s.name, s.state, pages.told(s)) for s in steps] == [
        ("reports", StepState.DONE, "4 reports"),
        ("mails", StepState.DONE, "3 mails"),
    ]


def test_a_mail_names_the_date_the_reports_and_the_day_in_figures(house: House) -> None:
    guest_in_house(house, nights=2)
    done = close(house)
    message = Message.objects.get(to_address="desk@example.com")

    assert message.state == "queued"
    assert (message.kind, message.reason_type, message.reason_id) == (
        "closing_report",
        "closing",
        done.pk,
    )
    assert message.context["BUSINESS_DATE"] == "Monday, 10 May 2027"
    assert message.context["REPORTS"] == "Arrivals"
    assert message.facts == ROOMS
    assert message.action_url.endswith(f"/h/{house.hotel.code}/closing/{done.pk}/")


def test_a_department_reads_its_own_language(house: House) -> None:
    """M14: paper, text and figures of its mail are in the language that it reads."""
    Department.objects.filter(code="desk").update(language="es")
    guest_in_house(house, nights=2)
    done = close(house)
    message = Message.objects.get(to_address="desk@example.com")

    assert message.language == "es"
    assert message.context["BUSINESS_DATE"] == "lunes, 10 de mayo de 2027"
    assert message.facts[0][0] == "Ocupación"

    [kept] = [row.document for row in message.attachments.select_related("document")]

    assert done.reports.filter(language="es", kind="arrivals", document=kept).exists()
    assert done.reports.filter(language="").count() == len(KINDS)


def test_what_the_house_earned_is_told_to_those_who_get_it_in_a_report(house: House) -> None:
    guest_in_house(house, nights=2)
    close(house)
    message = Message.objects.get(to_address="boss@example.com")

    assert message.facts == [
        *ROOMS,
        ["ADR", "€82.64"],
        ["RevPAR", "€41.32"],
        ["Revenue, net", "€82.64"],
        ["Payments", "€0.00"],
        ["ADR, month to date", "€82.64"],
        ["RevPAR, month to date", "€41.32"],
        ["Revenue, month to date", "€82.64"],
    ]


@pytest.mark.parametrize("printed", [0, 1, 2])
def test_dying_while_printing_goes_on_with_what_is_missing(
    house: House, printed: int, printer: Printer
) -> None:
    printer.breaks(Killed(), after=printed)
    with pytest.raises(Killed):
        close(house)
    printer.works_again()
    left = NightClosing.objects.get()

    assert (left.state, left.reports.count()) == (ClosingState.ROLLED, printed)
    assert runner.run(closing_id=left.pk, now=lambda: AT).state == ClosingState.ROLLED
    assert runner.run(closing_id=left.pk, now=lambda: LATER).state == ClosingState.DONE
    assert ClosingReport.objects.count() == len(KINDS)
    assert Document.objects.filter(kind="closing_report").count() == len(KINDS)
    assert letters() == EVERYTHING


def test_dying_among_the_mails_queues_each_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = outbox.queue

    def die_at_the_last(*, letter: outbox.Letter, now: Any) -> Message:
        if Message.objects.count() == 2:
            raise Killed
        return queue(letter=letter, now=now)

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "queue", die_at_the_last)
        with pytest.raises(Killed):
            close(house)
    left = NightClosing.objects.get()

    assert runner.run(closing_id=left.pk, now=lambda: LATER).state == ClosingState.DONE
    assert letters() == EVERYTHING


def test_finishing_twice_changes_nothing(house: House) -> None:
    done = close(house)
    follow_up.finish(closing=done, now=lambda: LATER)
    runner.run(closing_id=done.pk, now=lambda: LATER)

    assert letters() == EVERYTHING


def test_without_pango_the_day_stays_closed_and_the_reports_are_tried_again(
    house: House, printer: Printer
) -> None:
    printer.breaks(PdfUnavailable())
    with pytest.raises(PdfUnavailable):
        close(house)
    printer.works_again()
    left = NightClosing.objects.get()

    assert left.state == ClosingState.ROLLED
    assert left.fault.startswith("This computer cannot print PDFs yet")

    done = runner.run(closing_id=left.pk, now=lambda: LATER)

    assert (done.state, done.fault) == (ClosingState.DONE, "")


def test_an_address_added_later_can_still_get_the_reports(house: House) -> None:
    done = close(house)
    subscribe(house, "spa", ["spa@example.com"], "flash")

    follow_up.mail_again(closing=done, now=lambda: LATER)

    assert pages.told(done.steps.get(name="mails")) == "4 mails"
    assert letters() == [*EVERYTHING, ("spa@example.com", ["flash-2027-05-10.pdf"])]


def test_a_replay_needs_no_papers(house: House) -> None:
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)

    done = runner.run(closing_id=started.pk, now=lambda: AT, makes_reports=False)

    assert (done.state, done.reports.count(), letters()) == (ClosingState.DONE, 0, [])

    states = dict(done.steps.values_list("name", "state"))

    assert (states["reports"], states["mails"]) == (StepState.LEFT_OUT, StepState.LEFT_OUT)
    assert set(states.values()) == {StepState.DONE, StepState.LEFT_OUT}
