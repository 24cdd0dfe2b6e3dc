"""A report that is added to the catalogue is on every page without another word."""

import re

import pytest
from django.test import Client

from hotelpms.closing.domain import runner, subscriptions
from hotelpms.closing.forms.subscription import ReportSubscriptionForm
from hotelpms.closing.models import ReportSubscription
from hotelpms.hotels.enums import Right, Role
from messaging.domain.wording.standards import install_standard
from messaging.models import Message
from tests.addresses import url
from tests.factories.hotels import DepartmentFactory, MembershipFactory
from tests.factories.invoicing import AT, CLERK, House
from tests.printer import Printer
from tests.reports.weather import Weather, weather

__all__ = ["weather"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("weather")]


@pytest.fixture
def accountant(client: Client, house: House) -> Client:
    client.force_login(MembershipFactory(hotel=house.hotel, role=Role.ACCOUNTANT).user)
    return client


def test_its_page_shows_its_tables_of_the_day_that_it_is_mostly_read_for(
    accountant: Client,
) -> None:
    offered = accountant.get(url("reports:list")).content.decode()
    page = accountant.get(url("reports:report", Weather.kind)).content.decode()

    assert url("reports:report", Weather.kind) in offered
    assert "How warm it was." in page
    assert "Temperature" in page
    assert "10 May 2027" in page
    assert 'name="first"' not in page


def test_it_is_handed_out_as_files(accountant: Client, printer: Printer) -> None:
    def file(extension: str) -> bytes:
        return accountant.get(
            url("reports:file", Weather.kind, extension) + "?last=2027-05-10"
        ).content

    assert file("csv").decode("utf-8-sig") == "Day,Degrees\r\n2027-05-10,21\r\n"
    assert file("xlsx").startswith(b"PK")
    assert file("pdf") == b"%PDF weather_at_the_hotel"


def test_a_department_gets_it_after_the_closing(house: House, printer: Printer) -> None:
    install_standard(hotel=house.hotel, now=AT)
    garden = DepartmentFactory(hotel=house.hotel, code="garden", emails=["garden@example.com"])
    subscriptions.subscribe(department=garden, kinds=[Weather.kind])

    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    done = runner.run(closing_id=started.pk, now=lambda: AT)

    letter = Message.objects.get()

    assert done.reports.filter(kind=Weather.kind).count() == 1
    assert letter.context["REPORTS"] == "Weather"
    assert [kept.name for kept in letter.attachments.all()] == [f"{Weather.kind}-2027-05-10.pdf"]
    assert "ADR" not in dict(letter.facts)


def test_the_closed_day_offers_it_by_its_title(
    accountant: Client, house: House, printer: Printer
) -> None:
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    runner.run(closing_id=started.pk, now=lambda: AT)

    page = accountant.get(url("closing:detail", started.pk)).content.decode()

    assert url("closing:report", started.pk, Weather.kind) in page
    assert re.search(r"Weather\s*</a>", page)


def test_it_can_be_chosen_for_a_department(house: House) -> None:
    department = DepartmentFactory(hotel=house.hotel)

    form = ReportSubscriptionForm({"department": department.pk, "kind": Weather.kind})

    assert form.is_valid()
    assert (Weather.kind, "Weather") in form.fields["kind"].choices  # type: ignore[attr-defined]


def test_a_report_that_needs_another_right_is_closed_to_who_lacks_it(
    accountant: Client, house: House, printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    runner.run(closing_id=started.pk, now=lambda: AT)
    monkeypatch.setattr(Weather, "right", Right.CLOSING_CLOSE)

    detail = accountant.get(url("closing:detail", started.pk))
    kept = accountant.get(url("closing:report", started.pk, Weather.kind))

    assert (
        url("reports:report", Weather.kind)
        not in accountant.get(url("reports:list")).content.decode()
    )
    assert accountant.get(url("reports:report", Weather.kind)).status_code == 403
    assert accountant.get(url("reports:file", Weather.kind, "csv")).status_code == 403
    assert "Weather</a>" not in detail.content.decode()
    assert kept.status_code == 404


def test_a_report_that_nobody_knows_is_refused(house: House) -> None:
    department = DepartmentFactory(hotel=house.hotel)

    with pytest.raises(subscriptions.UnknownReport, match="There is no report moon"):
        subscriptions.subscribe(department=department, kinds=["moon"])

    form = ReportSubscriptionForm({"department": department.pk, "kind": "moon"})

    assert "kind" in form.errors


def test_a_department_keeps_a_report_that_was_dropped_until_somebody_takes_it_away(
    house: House,
) -> None:
    department = DepartmentFactory(hotel=house.hotel)
    kept = ReportSubscription.objects.create(department=department, kind="moon")

    form = ReportSubscriptionForm({"department": department.pk, "kind": "moon"}, instance=kept)

    assert form.is_valid()
    assert not form.has_changed()
