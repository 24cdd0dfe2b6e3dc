"""A whole stay in currencies without, with two and with three decimals, page by page.

Euros are what the other journeys count in.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from pypdf import PdfReader

from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.models import Hotel
from invoicing.domain.invoices.chain import verify_chain
from invoicing.models import Invoice
from messaging.domain.worker import postroom
from reservations.models import RateNight
from tests.journeys.browser import Page
from tests.journeys.house import FIRST, House

pytestmark = pytest.mark.needs_pango

DEPARTURE = FIRST + timedelta(days=1)
GUEST = {"first_name": "Ben", "last_name": "Okafor", "email": "ben@guest.example.com"}


@dataclass(frozen=True)
class Case:
    """Prices as they are typed, and how their sum is written."""

    currency: str
    night: str
    coffee: str
    too_fine: str
    refusal: str
    total: str
    shown: str
    excel: str


CASES = [
    Case(
        *("KWD", "10.61", "1.005", "1.0005", "at most 3 decimals"),
        *("11.615", "KWD11.615", "#,##0.000"),
    ),
    Case("JPY", "12346", "334", "334.5", "no decimals", "12680", "¥12,680", "#,##0"),
    Case(
        *("HUF", "45678.90", "990", "990.005", "at most 2 decimals"),
        *("46668.90", "HUF46,668.90", "#,##0.00"),
    ),
]


@pytest.fixture(autouse=True)
def mails_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sends: this journey looks at no mail."""
    for door in ("open_here", "ring_here"):
        monkeypatch.setattr(postroom, door, lambda: None)


def coffee_on(house: House, reservation: Page, case: Case) -> Page:
    """Post a coffee; an amount finer than the currency is refused with a sentence first."""
    folio = house.reception.open(reservation.link("/folio/"))
    page = house.reception.open(folio.link("/charge/"))
    chosen = page.form("/charge/").option("code", "Bar")
    wrong = {"code": chosen, "unit_price": case.too_fine}
    page = house.reception.press(page, "/charge/", "Post charge", status=422, **wrong)
    assert f"An amount in {case.currency} has {case.refusal}." in page.text
    return house.reception.press(
        page, "/charge/", "Post charge", code=chosen, unit_price=case.coffee
    )


def report(house: House, kind: str, extension: str) -> bytes:
    """Return a report of the month so far as a file."""
    dates = f"first={FIRST.isoformat()}&last={FIRST.isoformat()}"
    return house.admin.open(house.at(f"reports/{kind}/{extension}/?{dates}")).content


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.currency)
def test_a_stay_from_the_booking_to_the_closed_day(house: House, case: Case) -> None:
    Hotel.objects.filter(pk=house.hotel.pk).update(currency=case.currency)
    RateNight.objects.filter(rate_plan__hotel=house.hotel).update(price=Decimal(case.night))
    house.hotel.refresh_from_db()
    reservation = house.book(arrival=FIRST, departure=DEPARTURE, language="en", **GUEST)
    house.clock.turn_to(FIRST, 15)
    house.check_in(reservation)
    reservation = house.reception.open(reservation.url)
    coffee_on(house, reservation, case)
    house.close_day()

    house.clock.turn_to(DEPARTURE, 9)
    page = house.reception.open(reservation.link("/check-out/"))
    form = house.reception.open(page.link("/payment/"))
    card = form.form("/payment/").option("method", "Card")
    page = house.reception.press(form, "/payment/", "Take payment", method=card)
    page = house.reception.press(page, "/check-out/finish/", "Invoice and check out")

    invoice = Invoice.objects.get()
    table = report(house, "revenue", "csv").decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(report(house, "flash", "xlsx"))) as book:
        styles = book.read("xl/styles.xml").decode()
    pdf = house.reception.open(page.link("/pdf/")).content
    paper = " ".join(part.extract_text() for part in PdfReader(io.BytesIO(pdf)).pages)

    assert "Ben Okafor has left." in page.text
    assert (invoice.total, invoice.currency) == (Decimal(case.total), case.currency)
    assert invoice.net + invoice.tax == invoice.total
    assert case.shown in paper.replace("\xa0", "")
    assert verify_chain(invoice.series_id) == []
    assert re.search(rf"^Total,.*,{re.escape(case.total)}\r?$", table, re.MULTILINE), table
    assert f'formatCode="{case.excel}"' in styles

    house.close_day()

    states = NightClosing.objects.values_list("state", flat=True)
    assert set(states) == {ClosingState.DONE}
