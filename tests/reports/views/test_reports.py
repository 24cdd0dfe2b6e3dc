import pytest
from django.test import Client

from hotelpms.hotels.enums import Role
from tests.addresses import url
from tests.factories.hotels import MembershipFactory
from tests.factories.invoicing import House, charge, guest_in_house
from tests.factories.reservations import booked_stay
from tests.printer import Printer

pytestmark = pytest.mark.django_db


@pytest.fixture
def accountant(client: Client, house: House) -> Client:
    client.force_login(MembershipFactory(hotel=house.hotel, role=Role.ACCOUNTANT).user)
    return client


def test_the_page_offers_every_report(accountant: Client) -> None:
    page = accountant.get(url("reports:list")).content.decode()

    assert [
        kind for kind in ("flash", "arrivals", "revenue") if url("reports:report", kind) in page
    ] == [
        "flash",
        "arrivals",
        "revenue",
    ]


def test_the_flash_of_the_open_date_says_that_it_still_moves(accountant: Client) -> None:
    page = accountant.get(url("reports:report", "flash") + "?last=2027-05-10").content.decode()

    assert "This date is not closed." in page
    assert "Trial balance" in page
    assert "<svg" in page


def test_arrivals_start_with_the_business_date(accountant: Client, house: House) -> None:
    stay = booked_stay(room_type=house.room.room_type)
    page = accountant.get(url("reports:report", "arrivals")).content.decode()

    assert stay.guest.full_name in page


def test_revenue_of_any_period_is_shown(accountant: Client, house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "12.10")
    page = accountant.get(
        url("reports:report", "revenue") + "?first=2027-05-01&last=2027-05-31"
    ).content.decode()

    assert "12.10" in page
    assert "Period" in page


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ("first=2027-05-10&last=2027-05-09", "The first date must not lie after the last."),
        ("first=2020-05-10&last=2027-05-09", "A report covers at most a year."),
        ("first=2027-13-10&last=2027-05-09", "Enter a valid date."),
    ],
)
def test_dates_that_make_no_sense_get_a_sentence(
    accountant: Client, dates: str, sentence: str
) -> None:
    answer = accountant.get(f"{url('reports:report', 'revenue')}?{dates}")

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert accountant.get(f"{url('reports:file', 'revenue', 'csv')}?{dates}").status_code == 404


def test_a_csv_file_is_handed_out_under_a_telling_name(accountant: Client, house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "12.10")
    answer = accountant.get(
        url("reports:file", "revenue", "csv") + "?first=2027-05-01&last=2027-05-10"
    )

    assert answer["Content-Disposition"] == (
        'attachment; filename="revenue-2027-05-01-to-2027-05-10.csv"'
    )
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Code,Name,Period: Net,Period: Tax,Period: Gross",
        "No department,,,,",
        "MINIBAR,Minibar,10.00,2.10,12.10",
        "Total,,10.00,2.10,12.10",
    ]


def test_a_workbook_and_a_pdf_are_handed_out(accountant: Client, printer: Printer) -> None:
    book = accountant.get(url("reports:file", "flash", "xlsx") + "?last=2027-05-10")

    assert book.content.startswith(b"PK")

    paper = accountant.get(url("reports:file", "flash", "pdf") + "?last=2027-05-10")

    assert (paper.content, paper["Content-Type"]) == (b"%PDF flash", "application/pdf")


def test_unknown_reports_and_files_are_not_found(accountant: Client) -> None:
    assert accountant.get(url("reports:report", "weather")).status_code == 404
    assert accountant.get(url("reports:file", "flash", "exe")).status_code == 404


def test_the_desk_may_not_read_reports(client: Client, house: House) -> None:
    client.force_login(MembershipFactory(hotel=house.hotel, role=Role.FRONT_DESK).user)

    assert client.get(url("reports:list")).status_code == 403
    assert client.get(url("reports:report", "flash")).status_code == 403
    assert client.get(url("reports:file", "flash", "csv")).status_code == 403
