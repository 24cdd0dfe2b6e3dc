"""Posting, check-out, PDF and a lived day against their own bare SQL or an empty page."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from hotelpms.hotels.models import BusinessDay
from hotelpms.kit.files import pdf
from hotelpms.replay.domain.history import read
from hotelpms.replay.domain.house import open_house
from hotelpms.replay.domain.life import Life
from invoicing.domain.folios import folios
from invoicing.domain.invoices import documents
from invoicing.models import Charge, Invoice
from reservations.enums import ReservationState
from reservations.models import Reservation, RoomNight, Stay
from tests.benchmarks.conftest import Tell, analyse
from tests.benchmarks.measure import bare, by_turns, undone
from tests.factories import invoicing as office
from tests.factories.cardex import ProfileFactory
from tests.factories.reservations import AT, TODAY, RoomFactory

pytestmark = pytest.mark.usefixtures("real_rows")

STAYS = 200
SAMPLE = Path(__file__).resolve().parent.parent / "data" / "resort_july_2015.csv.gz"
LIVED_DAY = timedelta(days=6)


def test_posting_the_nights(tell: Tell) -> None:
    house = office.open_house()
    put_in_house(house, STAYS)
    charges = posted(house)

    assert len(charges) == STAYS

    ours, floor = by_turns(
        undone(lambda: office.post_nights(house)), undone(lambda: insert_rows(charges)), times=3
    )

    figure = f"{ours * 1000:.0f} ms"
    tell(
        f"nightly posting of {STAYS} stays", figure, f"bare INSERT of {STAYS} charges", ours / floor
    )


def put_in_house(house: office.House, number: int) -> None:
    """Write stays with a night of tonight straight into the tables, and open their folios."""
    rooms = RoomFactory.create_batch(number, room_type=house.room.room_type)
    guest = ProfileFactory()
    reservations = Reservation.objects.bulk_create(
        [
            Reservation(
                hotel=house.hotel,
                code=f"R{room.pk}",
                state=ReservationState.CONFIRMED,
                booker=guest,
                currency="EUR",
                booked_on=TODAY,
                booked_at=AT,
            )
            for room in rooms
        ]
    )
    stays = Stay.objects.bulk_create(
        [
            Stay(
                reservation=reservation,
                hotel=house.hotel,
                state="in_house",
                guest=guest,
                reserved_type=room.room_type,
                room_type=room.room_type,
                room=room,
                arrival=TODAY,
                departure=TODAY + timedelta(days=1),
                checked_in_on=TODAY,
                checked_in_at=AT,
            )
            for reservation, room in zip(reservations, rooms, strict=True)
        ]
    )
    RoomNight.objects.bulk_create(
        [
            RoomNight(
                hotel=house.hotel,
                stay=stay,
                room_type_id=stay.room_type_id,
                room_id=stay.room_id,
                date=TODAY,
                price=Decimal("100.00"),
            )
            for stay in stays
        ]
    )
    folios.open_main_folios(stays=stays, business_date=TODAY)
    analyse()


def posted(house: office.House) -> list[list[Any]]:
    """Return what the charges of the night look like in the table; they are not kept."""
    found: list[list[Any]] = []

    def look() -> None:
        office.post_nights(house)
        found.extend(list(row) for row in Charge.objects.values_list(*names()))

    undone(look)()
    return found


def names() -> list[str]:
    return [column.attname for column in Charge._meta.concrete_fields if not column.primary_key]


def insert_rows(rows: list[list[Any]]) -> None:
    columns = [c for c in Charge._meta.concrete_fields if not c.primary_key]
    titles = ", ".join(f'"{column.column}"' for column in columns)
    line = "(" + ", ".join(["%s"] * len(columns)) + ")"
    values = [
        column.get_db_prep_save(value, connection)
        for row in rows
        for column, value in zip(columns, row, strict=True)
    ]
    sql = f"INSERT INTO invoicing_charge ({titles}) VALUES " + ", ".join([line] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_checking_out_with_an_invoice(tell: Tell) -> None:
    house = office.open_house()
    stay, folio = office.guest_in_house(house)
    for _line in range(5):
        office.charge(house, folio, "20.00")
    office.pay(house, folio, "100.00")
    analyse()
    act = lambda: office.check_out(house, stay)  # noqa: E731 - measured twice, named once
    floor, count = bare(act)

    ours, least = by_turns(undone(act), floor, times=9)

    what = f"its own {count} statements ({least * 1000:.1f} ms)"
    tell("check-out with invoice, 5 lines", f"{ours * 1000:.1f} ms", what, ours / least)


@pytest.mark.needs_pango
@pytest.mark.parametrize("lines", [5, 40])
def test_printing_an_invoice(lines: int, tell: Tell) -> None:
    house = office.open_house()
    _stay, folio = office.guest_in_house(house)
    for _line in range(lines):
        office.charge(house, folio, "20.00")
    issued = office.invoices.issue(folio_id=folio.pk, actor=office.CLERK, now=AT)
    invoice = Invoice.objects.select_related("hotel__logo_document", "original").get(pk=issued.pk)

    ours, floor = by_turns(lambda: printed(invoice), empty_page)

    what = f"an empty page ({floor * 1000:.0f} ms)"
    tell(f"invoice PDF, {lines} lines", f"{ours * 1000:.0f} ms", what, ours / floor)


def printed(invoice: Invoice) -> bytes:
    context = documents._context(invoice)
    return pdf.render_pdf(documents.TEMPLATE, context, language=invoice.language)


def empty_page() -> bytes:
    weasyprint, fonts, _fetcher = pdf._printer()
    return bytes(weasyprint.HTML(string="<p></p>").write_pdf(font_config=fonts))


def test_a_replayed_day(tell: Tell) -> None:
    history = read(SAMPLE)
    house = open_house(history)
    life = Life(house=house, history=history)
    for _done in life.load():
        pass
    day = history.first_date + LIVED_DAY
    for _lived in life.days(day - timedelta(days=1)):
        pass
    analyse()
    floor, count = bare(lambda: life.live(day))

    ours, least = by_turns(undone(lambda: life.live(day)), floor, times=3)

    assert BusinessDay.objects.get(hotel=house.hotel, state="open").date == day

    what = f"its own {count} statements ({least * 1000:.0f} ms)"
    tell(f"a replayed day ({day:%d %b %Y})", f"{ours * 1000:.0f} ms", what, ours / least)
