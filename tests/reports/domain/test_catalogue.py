"""Every report of the catalogue, and what a new one must say of itself."""

import io
from dataclasses import dataclass
from datetime import date as Date
from typing import Self

import pytest
from django.template.loader import get_template, render_to_string
from django.utils import translation
from pypdf import PdfReader

from hotelpms.hotels.domain.brand import letterhead
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.roles import roles_with
from hotelpms.reports.domain import catalogue, export, printing
from hotelpms.reports.domain.report import Report
from hotelpms.reports.domain.sheets import Sheet
from tests.factories.invoicing import TODAY, House, charge, guest_in_house
from tests.factories.reservations import booked_stay
from tests.reports.weather import Weather, weather

__all__ = ["weather"]

pytestmark = pytest.mark.django_db

every_report = pytest.mark.parametrize(
    "report", [*catalogue.REPORTS, Weather], ids=lambda report: report.kind
)


@pytest.fixture
def house(house: House) -> House:
    """The hotel with a guest who owes something, and another who is expected tomorrow."""
    _stay, folio = guest_in_house(house, nights=2)
    charge(house, folio, "12.10")
    booked_stay(room_type=house.room.room_type, arrival=TODAY.replace(day=11))
    return house


def test_no_two_reports_share_a_kind() -> None:
    kinds = [report.kind for report in catalogue.REPORTS]

    assert len(set(kinds)) == len(kinds)
    assert max(map(len, kinds)) <= 40


@every_report
def test_a_report_names_a_right_and_templates_that_exist(report: type[Report]) -> None:
    assert roles_with(report.right)
    assert get_template(report.paper).template.name == report.paper
    assert get_template(report.screen or "reports/report.html").template.name


@pytest.mark.parametrize("report", catalogue.REPORTS, ids=lambda report: report.kind)
def test_a_report_is_called_something_else_in_another_language(report: type[Report]) -> None:
    english = (str(report.title), str(report.about))

    with translation.override("cs"):
        czech = (str(report.title), str(report.about))

    assert czech[0] != english[0]
    assert czech[1] != english[1]


@every_report
def test_the_tables_fit_their_heads_and_become_files(report: type[Report], house: House) -> None:
    found = report.of_closing(hotel=house.hotel, date=TODAY)

    assert found.sheets

    for sheet in found.sheets:
        assert [row for row in sheet.rows if len(row.cells) != len(sheet.columns)] == []

    assert found.sheets[0].columns[0].label in export.as_csv(found).decode("utf-8-sig")
    assert export.as_xlsx(found).startswith(b"PK")


@every_report
def test_the_paper_shows_only_names_that_the_report_has(report: type[Report], house: House) -> None:
    found = report.of_closing(hotel=house.hotel, date=TODAY)

    paper = rendered(report.paper, found)

    assert str(report.title) in paper.replace("&#x27;", "'")


def test_a_name_that_a_report_has_not_is_loud(house: House) -> None:
    found = Weather.of_closing(hotel=house.hotel, date=TODAY)

    with pytest.raises(pytest.fail.Exception, match=r"report\.arrivals"):
        rendered("paper/arrivals.html", found)


@pytest.mark.needs_pango
def test_a_report_without_a_paper_of_its_own_is_printed_as_its_tables(house: House) -> None:
    found = Weather.of_closing(hotel=house.hotel, date=TODAY)

    content = printing.print_report(report=found, language="en")

    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    words = ("Weather", "Tuesday, May 11, 2027", "Temperature", "Degrees", "21")

    assert [word for word in words if word not in text.replace("\n", " ")] == []


def test_a_report_that_does_not_say_whether_it_tells_money_stops_the_program() -> None:
    with pytest.raises(TypeError, match="Silent does not say its tells_money, of_next_day"):

        @dataclass(frozen=True)
        class Silent(Report):
            kind = "silent"
            title = "Silent"
            about = "Says too little."
            right = Right.REPORTS_VIEW
            is_one_day = True

            @classmethod
            def build(cls, *, hotel: Hotel, first: Date, last: Date) -> Self:
                return cls(hotel, first, last)

            @property
            def sheets(self) -> tuple[Sheet, ...]:
                return ()


def test_a_kind_that_rows_keep_and_nobody_knows_is_its_own_title(weather: type[Weather]) -> None:
    assert catalogue.title_of(weather.kind) == "Weather"
    assert catalogue.title_of("minibar_of_1998") == "minibar_of_1998"


def rendered(template: str, report: Report) -> str:
    return render_to_string(
        template, {"language": "en", **letterhead(report.hotel), "report": report}
    )
