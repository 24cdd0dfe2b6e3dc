import csv
import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from cardex.enums import VipLevel
from cardex.models import Profile
from hotelpms.closing.domain import runner
from hotelpms.hotels.models import Department
from hotelpms.reports.domain import export, printing
from hotelpms.reports.domain.figures.flash import Flash
from hotelpms.reports.domain.figures.revenue import Revenue
from hotelpms.reports.domain.front_office.arrivals import Arrivals
from hotelpms.reports.domain.front_office.traces import Traces
from hotelpms.reports.domain.report import Report
from hotelpms.reports.domain.sheets import Column, Kind, Row, Sheet, percent, shown
from invoicing.domain.folios import folios
from invoicing.models import ChargeCode, DayFigures
from reservations.domain.rooms import assignment
from reservations.domain.traces import traces
from reservations.domain.traces.traces import Subject
from reservations.models import Reservation, Stay, Trace
from tests.factories.hotels import DepartmentFactory
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    charge,
    guest_in_house,
    open_house,
    pay,
)
from tests.factories.reservations import booked_stay

pytestmark = pytest.mark.django_db

TOMORROW = date(2027, 5, 11)


@pytest.fixture
def house() -> House:
    """A hotel whose bar belongs to a department and whose rooms belong to none."""
    made = open_house()
    bar = Department.objects.create(hotel=made.hotel, code="bar", name="Bar")
    ChargeCode.objects.filter(hotel=made.hotel, code="MINIBAR").update(department=bar)
    return made


def close(house: House) -> None:
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    runner.run(closing_id=started.pk, now=lambda: AT, makes_reports=False)


def figures_of(house: House, day: date, **numbers: object) -> None:
    """A closed day of the past."""
    counts = dict.fromkeys(
        [
            "rooms_out_of_order", "rooms_complimentary", "day_use", "guests", "arrivals",
            "departures", "no_shows", "cancellations", "bookings",
        ],
        0,
    )  # fmt: skip
    money = dict.fromkeys(["other_revenue", "tax", "payments"], Decimal(0))
    DayFigures.objects.create(
        hotel=house.hotel, date=day, rooms_total=10, **{**counts, **money, **numbers}
    )


def test_the_flash_compares_day_month_and_year_with_the_year_before(house: House) -> None:
    for day, sold, money in [
        (date(2026, 5, 1), 4, "400.00"),
        (date(2026, 5, 10), 5, "450.00"),
        (date(2026, 5, 11), 9, "999.00"),
        (date(2027, 1, 1), 2, "200.00"),
        (date(2027, 5, 9), 6, "660.00"),
        (date(2027, 5, 10), 8, "1000.00"),
    ]:
        figures_of(house, day, rooms_occupied=sold, room_revenue=Decimal(money))
    report = Flash.of_day(hotel=house.hotel, date=TODAY)
    spans = (report.day, report.month, report.year, report.day_before, report.month_before)

    assert [span.days for span in spans] == [1, 2, 3, 1, 2]
    assert [span.rooms_sold for span in spans] == [8, 14, 16, 5, 9]
    assert [span.adr for span in spans[:3]] == [
        Decimal(125),
        Decimal(1660) / 14,
        Decimal("116.25"),
    ]
    assert report.day.occupancy == Decimal("0.8")
    assert report.month.revpar == Decimal("83")
    assert report.is_closed is True
    assert [point.occupancy for point in report.trend][-2:] == [Decimal("0.6"), Decimal("0.8")]
    assert report.trend[-1].occupancy_before == Decimal("0.5")


def test_the_flash_of_the_open_date_shows_it_as_it_stands(house: House) -> None:
    _stay, folio = guest_in_house(house, nights=2)
    charge(house, folio, "121.00")
    pay(house, folio, "21.00")
    report = Flash.of_day(hotel=house.hotel, date=TODAY)

    assert report.is_closed is False
    assert (report.day.rooms_sold, report.day.other_revenue) == (1, Decimal("100.00"))
    assert [(line.ledger, line.closing) for line in report.ledgers] == [
        ("guest", Decimal("100.00")),
        ("deposit", Decimal("0.00")),
        ("city", Decimal("0.00")),
    ]


def test_the_flash_shows_invitations_below_the_money_that_was_received(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    pay(house, folio, "20.00")
    pay(house, folio, "30.00", method="INVITATION")
    payments = Flash.of_day(hotel=house.hotel, date=TODAY).sheets[2]

    assert [(row.cells[0], row.cells[1]) for row in payments.rows] == [
        ("Cash", Decimal("20.00")),
        ("Total", Decimal("20.00")),
        ("Invitation", Decimal("30.00")),
    ]


def test_the_flash_adds_up_departments_and_methods(house: House) -> None:
    _stay, folio = guest_in_house(house, nights=5, price=Decimal("121.00"))
    charge(house, folio, "12.10")
    pay(house, folio, "50.00")
    close(house)
    charge(house, folio, "24.20")
    pay(house, folio, "10.00", method="CARD")
    close(house)
    report = Flash.of_day(hotel=house.hotel, date=TOMORROW)
    lines = [(line.name, line.day, line.month, line.year) for line in report.departments]

    assert sorted(lines) == [
        ("Bar", Decimal("20.00"), Decimal("30.00"), Decimal("30.00")),
        ("No department", Decimal("100.00"), Decimal("200.00"), Decimal("200.00")),
    ]

    methods = {line.name: (line.day, line.month) for line in report.methods}

    assert methods == {
        "Card": (Decimal("10.00"), Decimal("10.00")),
        "Cash": (Decimal("0.00"), Decimal("50.00")),
    }

    guest = report.ledgers[0]

    assert (guest.opening, guest.debits, guest.credits, guest.closing) == (
        Decimal("83.10"),
        Decimal("145.20"),
        Decimal("10.00"),
        Decimal("218.30"),
    )


def test_arrivals_list_vips_first_and_then_by_room(house: House) -> None:
    plain, vip, roomed = (expected(house) for _ in range(3))
    Profile.objects.filter(pk=vip.guest_id).update(vip=VipLevel.VIP2)
    assignment.assign(
        stay_id=roomed.pk,
        room_id=house.new_room().pk,
        actor=CLERK,
        now=AT,
        business_date=TODAY,
    )
    report = Arrivals.of_day(hotel=house.hotel, date=TOMORROW)

    assert report.arrivals[0].stay == vip
    assert {found.stay for found in report.arrivals[1:]} == {plain, roomed}
    assert (report.vips, report.without_room, report.guests) == (1, 2, 3)


def test_an_arrival_tells_what_was_asked_noted_and_paid(house: House) -> None:
    stay = expected(house, nights=3)
    Reservation.objects.filter(pk=stay.reservation_id).update(requests="Quiet\nroom", notes="Late")
    Profile.objects.filter(pk=stay.guest_id).update(notes="Allergic to nuts")
    folio = folios.main_folio(stay_id=stay.pk, business_date=TODAY)
    pay(house, folio, "80.00")
    (found,) = Arrivals.of_day(hotel=house.hotel, date=TOMORROW).arrivals

    assert found.remarks == "Quiet room · Late · Allergic to nuts"
    assert found.balance == Decimal("-80.00")
    assert found.people == "1"


def test_arrivals_of_other_dates_and_cancelled_ones_are_not_listed(house: House) -> None:
    booked_stay(room_type=house.room.room_type, arrival=date(2027, 5, 12))
    gone = expected(house)
    type(gone).objects.filter(pk=gone.pk).update(state="cancelled")

    assert Arrivals.of_day(hotel=house.hotel, date=TOMORROW).arrivals == ()

    both = Arrivals.build(hotel=house.hotel, first=TOMORROW, last=date(2027, 5, 12))

    assert [found.stay.arrival for found in both.arrivals] == [date(2027, 5, 12)]


@pytest.mark.parametrize("count", [1, 3])
def test_arrivals_take_the_same_queries_for_any_number(house: House, count: int) -> None:
    for _ in range(count):
        folios.main_folio(stay_id=expected(house).pk, business_date=TODAY)
    with CaptureQueriesContext(connection) as queries:
        Arrivals.of_day(hotel=house.hotel, date=TOMORROW)

    assert len(queries) == 4


def test_revenue_stands_by_department_and_code(house: House) -> None:
    _stay, folio = guest_in_house(house, nights=5, price=Decimal("121.00"))
    charge(house, folio, "12.10")
    close(house)
    charge(house, folio, "-2.42")
    report = Revenue.of_day(hotel=house.hotel, date=TOMORROW)

    assert [(line.department, line.code, line.amounts) for line in report.lines] == [
        ("Bar", "MINIBAR", amounts("-2.00 -0.42 -2.42 8.00 1.68 9.68 8.00 1.68 9.68")),
        ("No department", "ROOM", amounts("0 0 0 100.00 21.00 121.00 100.00 21.00 121.00")),
    ]
    assert report.total[3:6] == amounts("108.00 22.68 130.68")


def test_revenue_of_a_period_has_one_span(house: House) -> None:
    _stay, folio = guest_in_house(house, nights=5)
    charge(house, folio, "12.10")
    report = Revenue.build(hotel=house.hotel, first=date(2027, 5, 1), last=TODAY)

    assert [span.label for span in report.spans] == ["Period"]
    assert report.total == amounts("10.00 2.10 12.10")


def test_revenue_of_a_day_without_charges_is_zero(house: House) -> None:
    assert Revenue.of_day(hotel=house.hotel, date=TODAY).total == amounts("0 0 0 0 0 0 0 0 0")


def test_a_csv_file_holds_plain_numbers_and_iso_dates(house: House) -> None:
    expected(house, nights=3)
    text = export.as_csv(Arrivals.of_day(hotel=house.hotel, date=TOMORROW)).decode("utf-8-sig")
    head, row = list(csv.reader(io.StringIO(text)))
    line = dict(zip(head, row, strict=True))

    assert (line["Nights"], line["Departure"], line["Balance"]) == ("3", "2027-05-14", "0.00")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_looks_like_a_formula_becomes_text(house: House, start: str) -> None:
    stay = expected(house)
    Profile.objects.filter(pk=stay.guest_id).update(first_name=f"{start}SUM(A1)", last_name="X")
    report = Arrivals.of_day(hotel=house.hotel, date=TOMORROW)
    rows = csv.reader(io.StringIO(export.as_csv(report).decode("utf-8-sig"), newline=""))

    assert list(rows)[1][0] == f"'{start}SUM(A1) X"

    book = zipfile.ZipFile(io.BytesIO(export.as_xlsx(report)))
    sheets = [book.read(name) for name in book.namelist() if "worksheets/" in name]

    assert all(b"<f>" not in sheet for sheet in sheets)
    assert b"SUM(A1) X" in book.read("xl/sharedStrings.xml")


def test_a_workbook_has_a_sheet_for_each_table(house: House) -> None:
    book = zipfile.ZipFile(io.BytesIO(export.as_xlsx(Flash.of_day(hotel=house.hotel, date=TODAY))))
    names = book.read("xl/workbook.xml").decode()

    assert names.count("<sheet ") == 4
    assert 'name="4 Trial balance"' in names


def test_cells_read_as_the_reader_writes_them() -> None:
    assert shown(Decimal("1234.5"), Kind.AMOUNT, "cs", "EUR") == "1\xa0234,50"
    assert shown(Decimal("1234.5"), Kind.AMOUNT, "en", "KWD") == "1,234.500"
    assert shown(Decimal("1234"), Kind.AMOUNT, "en", "JPY") == "1,234"
    assert shown(Decimal("0.8"), Kind.RATIO, "en", "EUR") == "80.0%"
    assert shown(date(2027, 5, 10), Kind.DATE, "es", "EUR") == "10 may 2027"
    assert shown(None, Kind.COUNT, "en", "EUR") == ""
    assert percent(Decimal("0.8765"), "en") == "87.7%"


def test_a_row_may_write_its_numbers_in_another_way() -> None:
    sheet = Sheet("T", (Column("A"), Column("B", Kind.COUNT)), (), "EUR")
    ratio = Row(("x", Decimal("0.5")), Kind.RATIO)

    assert [sheet.kind_of(ratio, n) for n in (0, 1)] == [Kind.TEXT, Kind.RATIO]


def test_the_closing_makes_the_arrivals_of_the_next_day(house: House) -> None:
    report = Arrivals.of_closing(hotel=house.hotel, date=TODAY)

    assert (report.first, report.last) == (TOMORROW, TOMORROW)


def test_the_closing_reminds_the_departments_of_the_next_day_and_of_what_is_late(
    house: House,
) -> None:
    stay, _folio = guest_in_house(house, nights=2)
    spa = DepartmentFactory(hotel=house.hotel, name="Spa")
    bar = Department.objects.get(hotel=house.hotel, code="bar")
    noted(spa, "Massage", TOMORROW, stay_id=stay.pk)
    noted(spa, "Call back", TODAY)
    noted(bar, "Two glasses", TOMORROW, card_id=stay.guest_id)
    noted(bar, "Too early", TOMORROW + timedelta(days=1))
    done = noted(bar, "Done already", TOMORROW)
    traces.finish(trace_id=done.pk, actor=CLERK, now=AT)
    noted(DepartmentFactory(hotel=open_house().hotel), "Another house", TOMORROW)

    report = Traces.of_closing(hotel=house.hotel, date=TODAY)

    (sheet,) = report.sheets
    guest = stay.guest.full_name

    assert [row.cells[:5] for row in sheet.rows] == [
        ("Bar", TOMORROW, "Two glasses", guest, ""),
        ("Spa", TODAY, "Call back", "", ""),
        ("Spa", TOMORROW, "Massage", guest, stay.room.number),  # type: ignore[union-attr]
    ]
    assert sheet.note == "1 is overdue."


def noted(department: Department, text: str, on: date, **subject: int) -> Trace:
    return traces.add(
        hotel=department.hotel,
        department_id=department.pk,
        due_date=on,
        text=text,
        subject=Subject(**subject),
        actor=CLERK,
        now=AT,
        business_date=TODAY,
    )


@pytest.mark.needs_pango
@pytest.mark.parametrize(
    ("report", "words"),
    [
        (Flash, ["Manager's flash", "Occupancy", "RevPAR", "€82.64", "City ledger"]),
        (Arrivals, ["Arrivals", "Ruiz", "May 11, 2027", "Without a room yet"]),
        (Revenue, ["Revenue", "ROOM", "Year to date", "100.00", "No department"]),
        (Traces, ["Traces", "Tuesday, May 11, 2027", "Spa", "Two towels", "To be done"]),
    ],
)
def test_a_printed_report_says_what_it_must(
    house: House, report: type[Report], words: list[str]
) -> None:
    guest_in_house(house, nights=2)
    expected(house)
    noted(DepartmentFactory(hotel=house.hotel, name="Spa"), "Two towels", TOMORROW)
    close(house)
    found = report.of_closing(hotel=house.hotel, date=TODAY)
    content = printing.print_report(report=found, language="en")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)

    assert [word for word in words if word not in text.replace("\n", " ")] == []


def expected(house: House, nights: int = 1) -> Stay:  # type: ignore[no-untyped-def]
    return booked_stay(room_type=house.room.room_type, arrival=TOMORROW, nights=nights)


def amounts(text: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(part).quantize(Decimal("0.01")) for part in text.split())
