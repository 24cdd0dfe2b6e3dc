"""The house that a journey walks through: the demonstration hotel, its people and its mails.

Every task that the house starts is done at once, as a worker would do it; the clock is told.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from crm import tasks as crm_tasks
from hotelpms.demo import LOG_INS
from hotelpms.hotels.domain.business_day import business_date
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from tests.factories.hotels import PASSWORD, MembershipFactory, OpenHotelFactory
from tests.journeys.browser import Browser, Page
from tests.smtp import MailServer

FIRST = date(2027, 5, 10)
MADRID = ZoneInfo("Europe/Madrid")
PASSWORDS = dict(LOG_INS)
BOOK = "/reservations/new/"


class Clock:
    """The clock of the house; a journey turns it forward."""

    def __init__(self) -> None:
        self.moment = datetime(2027, 5, 10, 10, 0, tzinfo=MADRID)

    def now(self) -> datetime:
        """Return another moment each time, as clocks do."""
        self.moment += timedelta(seconds=1)
        return self.moment

    def turn_to(self, day: date, hour: int, minute: int = 0) -> None:
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=MADRID)
        assert moment > self.moment, "Clocks go forward."
        self.moment = moment


@dataclass
class House:
    """The hotel, its clock, what arrived by mail, and a browser for everybody."""

    hotel: Hotel
    clock: Clock
    mails: MailServer
    reception: Browser = field(default_factory=Browser)
    night: Browser = field(default_factory=Browser)
    admin: Browser = field(default_factory=Browser)

    def sign_in(self) -> None:
        for name in ("reception", "night", "admin"):
            page = getattr(self, name).sign_in(name, PASSWORDS[name])
            assert page.url == self.at("today/")

    def at(self, path: str) -> str:
        return f"/h/{self.hotel.code}/{path}"

    @property
    def today(self) -> date:
        """The business date."""
        return business_date(self.hotel)

    def mail(self, address: str, subject: str) -> EmailMessage:
        """Return the one mail to the address whose subject holds `subject`."""
        found = [mail for mail in self.mails.to(address) if subject in str(mail["Subject"])]
        assert len(found) == 1, f"{subject!r}: {[str(m['Subject']) for m in self.mails.mails]}"
        return found[0]

    def subjects(self, address: str) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails.to(address)]

    def book(self, *, arrival: date, departure: date, **guest: str) -> Page:
        """Book a double room at the best available rate and return the reservation's page."""
        page = self.reception.open(self.at("reservations/new/"))
        dates = {"arrival": arrival.isoformat(), "departure": departure.isoformat()}
        page = self.reception.press(page, BOOK, "Show offers", **dates)
        page = self.reception.press(page, BOOK, "Choose Double room, Best available rate")
        page = self.reception.press(page, BOOK, "Book", **guest)
        assert re.search(r"/reservations/\w{6}/$", page.url.split("#")[0]), page.text
        return page

    def check_in(self, reservation: Page) -> None:
        """Check the guest in from the reservation's page, into the room that is offered."""
        form = self.reception.open(reservation.link("/check-in/"))
        self.reception.press(form, "/check-in/", "Check in")
        # Asked for once more, as by the way back, the form is gone.
        assert "/reservations/" in self.reception.open(form.url).url

    def post(self, folio: Page, *, code: str, amount: str, description: str) -> Page:
        """Post a charge and return the folio."""
        page = self.reception.open(folio.link("/charge/"))
        chosen = page.form("/charge/").option("code", code)
        posted = {"code": chosen, "unit_price": amount, "description": description}
        return self.reception.press(page, "/charge/", "Post charge", **posted)

    def close_day(self) -> Page:
        """Close the business date at half past midnight and return the page of the closing."""
        closed = self.today
        self.clock.turn_to(closed + timedelta(days=1), 0, 30)
        page = self.night.open(self.at("closing/"))
        page = self.night.press(page, "/closing/start/", "Start the night closing")
        assert self.today == closed + timedelta(days=1)
        return self.night.open(page.url)

    def send_letters(self) -> None:
        """Let the hour of the daily letters come and the sweep run, twice."""
        self.clock.turn_to(self.today, 8, 1)
        crm_tasks.sweep()
        crm_tasks.sweep()


@dataclass
class Stranger:
    """The administrator of another hotel of the same installation."""

    hotel: Hotel
    browser: Browser

    @classmethod
    def hired(cls) -> "Stranger":
        hotel = OpenHotelFactory(code="montana", name="Hotel Montaña")
        person = MembershipFactory(hotel=hotel, role=Role.CLIENT_ADMIN).user
        browser = Browser()
        assert browser.sign_in(person.username, PASSWORD).url == "/h/montana/today/"
        return cls(hotel, browser)

    def sees_none_of(self, house: House) -> int:
        """Ask for every address of the hotel that its people used; return how many were asked."""
        people = (house.reception, house.night, house.admin)
        used = {pair for person in people for pair in person.visited if house.at("") in pair[1]}
        self.browser.client.handler.enforce_csrf_checks = False
        for method, address in sorted(used):
            response = getattr(self.browser.client, method)(address)
            assert response.status_code == 404, f"{method} {address}: {response.status_code}"
        return len(used)
